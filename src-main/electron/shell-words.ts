// The shell's own words: its dialogs, and the menu entries that do not belong to commands of the page.

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
      resetZoom: 'Reset Zoom',
      zoomIn: 'Zoom In',
      zoomOut: 'Zoom Out',
      togglefullscreen: 'Full Screen',
      toggleDevTools: 'Developer Tools',
      about: 'About Viewfinder',
    },
    openRecent: 'Open Recent',
    deviceRules: 'Set Up Camera Access…',
    checkForUpdates: 'Check for Updates…',
  },
  reload: 'Reload',
  wait: 'Wait',
  pageEnded: 'The window crashed several times.',
  pageHangs: 'The window is not responding.',
  textIsKept: 'Your changes are kept.',
  updateReady: (version: string) => `Viewfinder ${version} is ready to install.`,
  updateDetail:
    'Restarting takes a few seconds and keeps your changes. Otherwise the update is installed at the next start.',
  restartNow: 'Restart now',
  later: 'Later',
  updateNone: 'You have the latest version.',
  updateBusy: 'A script is running on the camera. Stop it, then check for updates again.',
  updateFailed: 'Could not check for updates. Check your internet connection.',
  rulesQuestion: 'Allow users of this computer to use cameras?',
  rulesDetail:
    'This installs udev rules for OpenMV, Arduino and CanMV cameras. You will be asked for an administrator password.',
  rulesInstall: 'Allow',
  rulesDone: 'Done. Unplug the camera and plug it in again.',
  rulesFailed: 'The udev rules could not be installed.',
  rulesByHand: (file: string) => `As root: cp "${file}" /etc/udev/rules.d/ && udevadm control --reload-rules`,
  ok: 'OK',
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
      resetZoom: '重置缩放',
      zoomIn: '放大',
      zoomOut: '缩小',
      togglefullscreen: '全屏',
      toggleDevTools: '开发者工具',
      about: '关于 Viewfinder',
    },
    openRecent: '打开最近的文件',
    deviceRules: '授予相机访问权限…',
    checkForUpdates: '检查更新…',
  },
  reload: '重新加载',
  wait: '等待',
  pageEnded: '窗口多次崩溃。',
  pageHangs: '窗口没有响应。',
  textIsKept: '编辑内容已保留。',
  updateReady: (version) => `Viewfinder ${version} 已下载完成。`,
  updateDetail: '重启只需几秒，编辑内容不会丢失；也可以在下次启动时自动更新。',
  restartNow: '立即重启',
  later: '以后再说',
  updateNone: '当前已是最新版本。',
  updateBusy: '相机上有脚本正在运行，请先停止再检查更新。',
  updateFailed: '检查更新失败，请检查网络连接。',
  rulesQuestion: '允许本机用户使用相机吗？',
  rulesDetail: '将安装 OpenMV、Arduino 和 CanMV 相机的 udev 规则，需要管理员密码。',
  rulesInstall: '允许',
  rulesDone: '设置完成，请重新插拔相机。',
  rulesFailed: 'udev 规则安装失败。',
  rulesByHand: (file) => `以 root 身份运行：cp "${file}" /etc/udev/rules.d/ && udevadm control --reload-rules`,
  ok: '确定',
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
