// The program itself (src-main/host/host-error.ts) and the simulated camera (src-main/simulator).

import { defineErrors } from './define-errors.ts';

export const hostErrors = defineErrors({
  'example-not-found': {
    en: ['This example does not exist.', 'The list of examples has changed.', 'Open the list again.'],
    zh: ['没有这个示例。', '示例列表已改变。', '请重新打开列表。'],
  },
  /** Only https addresses are opened outside. Data: `url`. */
  'address-refused': {
    en: [
      'The address was not opened.',
      'Only addresses that start with https:// are opened.',
      'Copy it into your browser if you trust it.',
    ],
    zh: ['没有打开该地址。', '只打开以 https:// 开头的地址。', '如果您信任它，请复制到浏览器中打开。'],
  },
  /** This shell opens no file dialogs. */
  'no-dialogs': {
    en: [
      'System file dialogs are not available.',
      'Viewfinder is running in a browser.',
      'Use the file list of Viewfinder.',
    ],
    zh: ['这里没有系统的文件对话框。', 'Viewfinder 正在浏览器中运行。', '请使用 Viewfinder 的文件列表。'],
  },
  /** This shell opens no windows. */
  'no-windows': {
    en: ['No window can be opened here.', 'Viewfinder is running in a browser.', "Use the browser's own windows."],
    zh: ['这里不能打开新窗口。', 'Viewfinder 正在浏览器中运行。', '请使用浏览器自己的窗口。'],
  },
  /** This browser already receives frames on as many pages as it can. Data: `limit`. */
  'frame-lane-limit': {
    en: [
      'The preview cannot be shown on this page.',
      'This browser already shows it on {limit|several} pages; more would block all other requests.',
      'Close or hide another page of Viewfinder, then return to this one.',
    ],
    zh: [
      '此页面无法显示图像。',
      '此浏览器已有 {limit|多} 个页面在显示图像；再多会阻塞其他请求。',
      '请关闭或隐藏另一个 Viewfinder 页面，然后回到此页面。',
    ],
  },
  /** This firmware was built without the profiler. */
  'no-profiler': {
    en: [
      'This firmware has no profiler.',
      'It was built without one: there is no profile channel.',
      'Build the firmware with make PROFILE_ENABLE=1, or connect the simulated camera.',
    ],
    zh: [
      '此固件没有性能分析器。',
      '它编译时没有启用该功能：没有 profile 通道。',
      '请用 make PROFILE_ENABLE=1 编译固件，或连接模拟相机。',
    ],
  },
  /** The profiler has counted nothing, or has lost what it had counted. */
  'profile-empty': {
    en: [
      'The profiler has no records.',
      'No function was counted since the last reset, or the camera has restarted.',
      'Run a script that calls functions of the image module.',
    ],
    zh: ['性能分析器没有记录。', '上次清除后没有统计到函数，或相机已重启。', '请运行一个调用 image 模块函数的脚本。'],
  },
});

export const simulatorErrors = defineErrors({
  /** The address is in use or not allowed. Data: `address`. */
  'address-unavailable': {
    en: [
      'The simulated camera cannot use {address|this address}.',
      'It is in use or not allowed.',
      'Choose another port or path.',
    ],
    zh: ['模拟相机无法使用 {address|该地址}。', '该地址被占用或不允许使用。', '请选择其他端口或路径。'],
  },
  /** Windows, or neither socat nor perl is installed. */
  'pty-unavailable': {
    en: [
      'This system has no pseudo terminals.',
      'Neither socat nor perl is installed, or the system is Windows.',
      'Install socat, or use --tcp.',
    ],
    zh: ['本系统不提供伪终端。', '没有安装 socat 或 perl，或者系统是 Windows。', '请安装 socat，或使用 --tcp。'],
  },
  /** Its WebAssembly cannot be loaded. */
  'codec-unavailable': {
    en: ['The JPEG codec does not start.', 'Its files are missing or damaged.', 'Reinstall Viewfinder.'],
    zh: ['JPEG 编解码器无法启动。', '它的文件缺失或损坏。', '请重新安装 Viewfinder。'],
  },
});
