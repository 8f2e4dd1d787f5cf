// The menu as data: every entry is a command of the page, a role of the system, or something only the shell can do. The
// page handles its keys itself; here they are shown, and work from the menu on macOS.

import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuLanguage } from './shell-words.ts';

/** What only the shell can do. An entry without its action is left out. */
export interface ShellActions {
  readonly openFile: (path: string) => void;
  readonly checkForUpdates?: (() => void) | undefined;
  readonly installDeviceRules?: (() => void) | undefined;
}

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly language: MenuLanguage;
  /** Paths, the newest first. */
  readonly recentFiles: readonly string[];
  readonly sendCommand: (id: string) => void;
  readonly actions: ShellActions;
}

type Label = readonly [en: string, zh: string];
type Item = MenuItemConstructorOptions;

/** More make the menu long; the page's own list has them all. */
const maxRecentFiles = 10;
const separator: Item = { type: 'separator' };

export function menuTemplate(options: MenuOptions): Item[] {
  const words = ([en, zh]: Label): string => (options.language === 'zh' ? zh : en);
  const command = (id: string, label: Label, accelerator?: string): Item => ({
    id,
    label: words(label),
    click: () => options.sendCommand(id),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });
  const role = (name: NonNullable<Item['role']>, label: Label): Item => ({ role: name, label: words(label) });
  const action = (id: string, label: Label, run: (() => void) | undefined): Item[] =>
    run === undefined ? [] : [{ id, label: words(label), click: () => run() }];
  const parts: MenuParts = { ...options, words, command, role, action, isMac: options.platform === 'darwin' };
  return [
    ...(parts.isMac ? [{ role: 'appMenu' } as const] : []),
    { label: words(['File', '文件']), submenu: fileMenu(parts) },
    { label: words(['Edit', '编辑']), submenu: editMenu(parts) },
    { label: words(['Camera', '相机']), submenu: cameraMenu(parts) },
    { label: words(['View', '视图']), submenu: viewMenu(parts) },
    ...(parts.isMac ? [{ role: 'windowMenu' } as const] : []),
    { role: 'help', label: words(['Help', '帮助']), submenu: helpMenu(parts) },
  ];
}

interface MenuParts extends MenuOptions {
  readonly isMac: boolean;
  readonly words: (label: Label) => string;
  readonly command: (id: string, label: Label, accelerator?: string) => Item;
  readonly role: (name: NonNullable<Item['role']>, label: Label) => Item;
  readonly action: (id: string, label: Label, run: (() => void) | undefined) => Item[];
}

function fileMenu(parts: MenuParts): Item[] {
  const { command, role, isMac } = parts;
  return [
    command('file.new', ['New', '新建'], 'CmdOrCtrl+N'),
    command('file.open', ['Open…', '打开…'], 'CmdOrCtrl+O'),
    ...recentMenu(parts),
    command('view.examples', ['Examples', '示例']),
    separator,
    command('file.save', ['Save', '保存'], 'CmdOrCtrl+S'),
    command('file.saveAs', ['Save As…', '另存为…'], 'CmdOrCtrl+Shift+S'),
    separator,
    command('app.settings', ['Settings…', '设置…'], 'CmdOrCtrl+,'),
    separator,
    command('file.close', ['Close File', '关闭文件'], 'CmdOrCtrl+W'),
    ...(isMac ? [] : [role('quit', ['Quit', '退出'])]),
  ];
}

function recentMenu({ recentFiles, actions, words }: MenuParts): Item[] {
  if (recentFiles.length === 0) return [];
  const submenu = recentFiles.slice(0, maxRecentFiles).map((file, index) => ({
    id: `recent.${index}`,
    // A single "&" would mark a key.
    label: path.basename(file).replaceAll('&', '&&'),
    sublabel: path.dirname(file),
    click: () => actions.openFile(file),
  }));
  return [{ id: 'recent', label: words(['Open Recent', '最近打开']), submenu }];
}

function editMenu({ command, role }: MenuParts): Item[] {
  return [
    role('undo', ['Undo', '撤销']),
    role('redo', ['Redo', '重做']),
    separator,
    role('cut', ['Cut', '剪切']),
    role('copy', ['Copy', '复制']),
    role('paste', ['Paste', '粘贴']),
    role('selectAll', ['Select All', '全选']),
    separator,
    command('editor.find', ['Find…', '查找…'], 'CmdOrCtrl+F'),
    command('editor.replace', ['Replace…', '替换…']),
    command('editor.goToLine', ['Go to Line…', '转到行…']),
    command('editor.comment', ['Toggle Comment', '切换注释']),
  ];
}

function cameraMenu({ command, action, actions }: MenuParts): Item[] {
  return [
    command('camera.connect', ['Connect or Disconnect', '连接或断开'], 'CmdOrCtrl+E'),
    command('script.toggle', ['Run or Stop', '运行或停止'], 'CmdOrCtrl+R'),
    command('script.stop', ['Stop', '停止'], 'Shift+F5'),
    separator,
    command('camera.reset', ['Reset', '复位']),
    command('view.camera', ['Facts About the Camera', '相机信息']),
    ...action('linux.rules', ['Allow Access to Cameras…', '允许访问相机…'], actions.installDeviceRules),
  ];
}

function viewMenu({ command, role }: MenuParts): Item[] {
  return [
    command('app.palette', ['Command Palette…', '命令面板…'], 'CmdOrCtrl+Shift+P'),
    separator,
    command('view.files', ['Files', '文件']),
    command('view.preview', ['Preview', '预览']),
    command('view.terminal', ['Terminal', '终端']),
    command('view.problems', ['Problems', '问题']),
    command('view.channels', ['Channels', '通道']),
    command('view.detach.preview', ['Picture in Its Own Window', '在单独的窗口中显示画面']),
    command('view.reset', ['Reset Layout', '恢复布局']),
    separator,
    role('resetZoom', ['Actual Size', '实际大小']),
    role('zoomIn', ['Zoom In', '放大']),
    role('zoomOut', ['Zoom Out', '缩小']),
    role('togglefullscreen', ['Full Screen', '全屏']),
    separator,
    role('toggleDevTools', ['Developer Tools', '开发者工具']),
  ];
}

function helpMenu({ command, role, action, actions, isMac }: MenuParts): Item[] {
  return [
    command('help.tour', ['Short Tour', '快速导览']),
    command('help.guide', ['Guide', '使用指南']),
    ...action('help.updates', ['Check for Updates…', '检查更新…'], actions.checkForUpdates),
    ...(isMac ? [] : [separator, role('about', ['About Viewfinder', '关于 Viewfinder'])]),
  ];
}
