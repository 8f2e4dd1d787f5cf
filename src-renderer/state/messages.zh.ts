import type { SharedMessages } from './messages.en.ts';

export const zh: SharedMessages = {
  common: {
    cancel: '取消',
    close: '关闭',
    dismiss: '知道了',
    refresh: '刷新',
    retry: '重试',
    save: '保存',
    none: '无',
  },
  camera: {
    connect: '连接',
    tryAgain: '重试',
    reset: '复位相机',
    unknownState: '未知',
    states: {
      disconnected: '未连接',
      connecting: '正在连接',
      idle: '就绪',
      running: '正在运行',
      rebooting: '正在重启',
      resyncing: '正在恢复链路',
    },
    waits: {
      rebooting: '正在等待相机重启',
      resyncing: '正在等待相机再次应答',
    },
  },
  documents: {
    saveAs: '另存为…',
    discard: '不保存',
    overwrite: '覆盖',
    reload: '采用文件内容',
    saveQuestionTitle: (name) => `保存对 ${name} 的更改吗？`,
    saveQuestionText: '如果不保存，您输入的内容将会丢失。',
    changedTitle: (name) => `${name} 已被其他程序更改`,
    changedText: '磁盘上的文件比您开始编辑时的内容新。',
    keepMine: '保留我的文本',
    readOnlyTitle: (name) => `${name} 是只读文件`,
    readOnlyText: '文件的访问权限不允许修改。您仍可以替换它，或另存为其他名称。',
    replace: '替换',
    notText: (name) => ({
      sentence: `无法在此打开 ${name}。`,
      cause: '它不是 UTF-8 文本，打开会损坏它。',
      nextStep: '请用其他程序将它转换为 UTF-8，或选择其他文件。',
    }),
    mixedLineEnds: (name) => ({
      sentence: `${name} 以只读方式打开。`,
      cause: '它混用了不同的换行符，编辑会改变它们。运行时会原样发送。',
      nextStep: '转换后即可编辑。',
    }),
    keptTwice: (name: string) => ({
      sentence: `${name} 同时在两个窗口中被修改。`,
      cause: '每个窗口都有自己的文字。',
      nextStep: '没有任何内容丢失：两份都已保留。重新加载此页面即可看到两份。',
    }),
    convertToLf: '转换换行符',
    byteOrderMark: (name) => ({
      sentence: `${name} 以字节顺序标记开头。`,
      cause: '它会被保留，运行脚本时也是；MicroPython 会把它当作语法错误。',
      nextStep: '除非其他程序需要，否则请删除它。',
    }),
    removeMark: '删除标记',
  },
  notices: {
    code: (code) => `代码：${code}`,
  },
};
