// The menu as data: every entry is a command of the page or a role of the system. The page handles its keys itself; here
// they are shown, and work from the menu on macOS.

import type { MenuItemConstructorOptions } from 'electron';

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly language: 'en' | 'zh';
  readonly sendCommand: (id: string) => void;
}

type Label = readonly [en: string, zh: string];

export function menuTemplate({ platform, language, sendCommand }: MenuOptions): MenuItemConstructorOptions[] {
  const words = ([en, zh]: Label): string => (language === 'zh' ? zh : en);
  const command = (id: string, label: Label, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label: words(label),
    click: () => sendCommand(id),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const isMac = platform === 'darwin';
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: words(['File', '文件']),
      submenu: [
        command('file.new', ['New', '新建'], 'CmdOrCtrl+N'),
        command('file.open', ['Open…', '打开…'], 'CmdOrCtrl+O'),
        separator,
        command('file.save', ['Save', '保存'], 'CmdOrCtrl+S'),
        command('file.saveAs', ['Save As…', '另存为…'], 'CmdOrCtrl+Shift+S'),
        separator,
        command('app.settings', ['Settings…', '设置…'], 'CmdOrCtrl+,'),
        separator,
        command('file.close', ['Close File', '关闭文件'], 'CmdOrCtrl+W'),
        ...(isMac ? [] : [{ role: 'quit', label: words(['Quit', '退出']) } as const]),
      ],
    },
    {
      label: words(['Edit', '编辑']),
      submenu: [
        { role: 'undo', label: words(['Undo', '撤销']) },
        { role: 'redo', label: words(['Redo', '重做']) },
        separator,
        { role: 'cut', label: words(['Cut', '剪切']) },
        { role: 'copy', label: words(['Copy', '复制']) },
        { role: 'paste', label: words(['Paste', '粘贴']) },
        { role: 'selectAll', label: words(['Select All', '全选']) },
        separator,
        command('editor.find', ['Find…', '查找…'], 'CmdOrCtrl+F'),
        command('editor.replace', ['Replace…', '替换…']),
        command('editor.goToLine', ['Go to Line…', '转到行…']),
      ],
    },
    {
      label: words(['Camera', '摄像头']),
      submenu: [
        command('camera.connect', ['Connect or Disconnect', '连接或断开'], 'CmdOrCtrl+E'),
        command('script.toggle', ['Run or Stop', '运行或停止'], 'CmdOrCtrl+R'),
        command('script.stop', ['Stop', '停止'], 'Shift+F5'),
        separator,
        command('camera.reset', ['Reset', '复位']),
      ],
    },
    {
      label: words(['View', '视图']),
      submenu: [
        command('app.palette', ['Command Palette…', '命令面板…'], 'CmdOrCtrl+Shift+P'),
        command('view.reset', ['Reset Layout', '恢复布局']),
        separator,
        { role: 'resetZoom', label: words(['Actual Size', '实际大小']) },
        { role: 'zoomIn', label: words(['Zoom In', '放大']) },
        { role: 'zoomOut', label: words(['Zoom Out', '缩小']) },
        { role: 'togglefullscreen', label: words(['Full Screen', '全屏']) },
        separator,
        { role: 'toggleDevTools', label: words(['Developer Tools', '开发者工具']) },
      ],
    },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
  ];
}
