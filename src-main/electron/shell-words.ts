// The shell's own words: its dialogs, and the entries of the menu that are no commands of the page.

export type MenuLanguage = 'en' | 'zh';

const english = {
  menu: {
    groups: { file: 'File', edit: 'Edit', camera: 'Camera', view: 'View', help: 'Help' },
    roles: {
      quit: 'Quit',
      undo: 'Undo',
      redo: 'Redo',
      cut: 'Cut',
      copy: 'Copy',
      paste: 'Paste',
      selectAll: 'Select All',
      resetZoom: 'Actual Size',
      zoomIn: 'Zoom In',
      zoomOut: 'Zoom Out',
      togglefullscreen: 'Full Screen',
      toggleDevTools: 'Developer Tools',
      about: 'About Viewfinder',
    },
    openRecent: 'Open Recent',
    deviceRules: 'Allow Access to Cameras…',
    checkForUpdates: 'Check for Updates…',
  },
  reload: 'Load again',
  wait: 'Wait',
  pageEnded: 'The window stopped working several times.',
  pageHangs: 'The window does not answer.',
  textIsKept: 'Your text is kept.',
  updateReady: (version: string) => `Viewfinder ${version} is ready.`,
  updateDetail: 'It starts in a few seconds; your text is kept. Otherwise it starts the next time.',
  restartNow: 'Restart now',
  later: 'Later',
  updateNone: 'This is the newest version.',
  updateBusy: 'A script runs on the camera. Stop it, then look for updates again.',
  updateFailed: 'The newest version could not be found out. Is this computer online?',
  rulesQuestion: 'Allow everybody at this computer to use cameras?',
  rulesDetail: 'This puts a udev rule for OpenMV, Arduino and CanMV cameras in place. It asks for your password.',
  rulesInstall: 'Allow',
  rulesDone: 'Done. Unplug the camera and plug it in again.',
  rulesFailed: 'The rule was not put in place.',
  rulesByHand: (file: string) => `As root: cp "${file}" /etc/udev/rules.d/ && udevadm control --reload-rules`,
  cancel: 'Cancel',
};

const chinese: typeof english = {
  menu: {
    groups: { file: '文件', edit: '编辑', camera: '相机', view: '视图', help: '帮助' },
    roles: {
      quit: '退出',
      undo: '撤销',
      redo: '重做',
      cut: '剪切',
      copy: '复制',
      paste: '粘贴',
      selectAll: '全选',
      resetZoom: '实际大小',
      zoomIn: '放大',
      zoomOut: '缩小',
      togglefullscreen: '全屏',
      toggleDevTools: '开发者工具',
      about: '关于 Viewfinder',
    },
    openRecent: '最近打开',
    deviceRules: '允许访问相机…',
    checkForUpdates: '检查更新…',
  },
  reload: '重新加载',
  wait: '等待',
  pageEnded: '窗口多次停止工作。',
  pageHangs: '窗口没有响应。',
  textIsKept: '您的文本已保留。',
  updateReady: (version) => `Viewfinder ${version} 已准备就绪。`,
  updateDetail: '重启只需几秒，您的文本会保留。否则将在下次启动时生效。',
  restartNow: '立即重启',
  later: '以后再说',
  updateNone: '这已是最新版本。',
  updateBusy: '相机正在运行脚本。请先停止脚本，再检查更新。',
  updateFailed: '无法查询最新版本。这台电脑联网了吗？',
  rulesQuestion: '允许这台电脑上的所有人使用相机吗？',
  rulesDetail: '将安装适用于 OpenMV、Arduino 和 CanMV 相机的 udev 规则。需要输入密码。',
  rulesInstall: '允许',
  rulesDone: '完成。请拔下相机再重新插上。',
  rulesFailed: '规则没有安装。',
  rulesByHand: (file) => `以 root 身份运行：cp "${file}" /etc/udev/rules.d/ && udevadm control --reload-rules`,
  cancel: '取消',
};

export function shellWords(language: MenuLanguage): typeof english {
  return language === 'zh' ? chinese : english;
}

/** The language of menus and dialogs: the setting, or the system's. */
export function shellLanguage(setting: 'system' | MenuLanguage, locale: string): MenuLanguage {
  if (setting !== 'system') return setting;
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
