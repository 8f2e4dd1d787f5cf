// Ports and connections (src-main/transports/api/transport-error.ts). Data: `port`.

import { has, isLinuxPort, isNetworkAddress, isRecording } from './conditions.ts';
import { defineErrors } from './define-errors.ts';

export const transportErrors = defineErrors({
  /** No such port, host or file. Data: `system`; `expected` if the address is mistyped. */
  'port-not-found': {
    variants: [
      {
        when: has('expected'),
        en: [
          '"{port}" is not a camera address.',
          'Addresses look like this: {expected}.',
          'Correct the address, or choose a camera from the list.',
        ],
        zh: ['“{port}” 不是有效的相机地址。', '地址示例：{expected}。', '请更正地址，或从列表中选择相机。'],
        cli: {
          en: 'Correct the address, or run "viewfinder ports" to list cameras.',
          zh: '请更正地址，或运行 “viewfinder ports” 列出相机。',
        },
      },
      {
        when: isRecording,
        en: [
          '{port} does not exist.',
          'The file was moved, renamed or deleted, or its name is mistyped.',
          'Check the name of the file.',
        ],
        zh: ['{port} 不存在。', '文件被移动、重命名或删除，或者文件名有误。', '请检查文件名。'],
      },
      {
        when: isNetworkAddress,
        en: [
          'No camera responds at {port}.',
          'No program is listening there, or the address is mistyped.',
          'Check that the camera is on, in the same network, and that the address is right.',
        ],
        zh: [
          '{port} 处没有相机响应。',
          '该地址没有程序在监听，或地址有误。',
          '请确认相机已开机并在同一网络中，并检查地址。',
        ],
      },
    ],
    en: [
      'No camera found at {port|this port}.',
      'It is not plugged in, or the system gave it another name.',
      'Plug it in and refresh the list, or use the simulated camera.',
    ],
    zh: [
      '在 {port|该端口} 未找到相机。',
      '相机没有插上，或者系统给了它另一个名称。',
      '请检查数据线和供电后刷新列表，也可以先用模拟相机。',
    ],
    cli: {
      en: 'Plug it in and run "viewfinder ports", or use --camera sim.',
      zh: '请插上相机并运行 “viewfinder ports”，或使用 --camera sim。',
    },
  },

  /** Another program has it open. Data: `holder` and `processId` of that program, if known. */
  'port-busy': {
    variants: [
      {
        when: has('holder'),
        en: [
          '{port} is in use.',
          '{holder} (process {processId|unknown}) has it open.',
          'Close that program, then connect again.',
        ],
        zh: ['{port} 正被占用。', '{holder}（进程 {processId|未知}）打开了它。', '请关闭该程序，然后重新连接。'],
      },
    ],
    en: [
      '{port|The port} is in use.',
      'Another program has it open, for example OpenMV IDE or a serial terminal.',
      'Close that program, then connect again.',
    ],
    zh: [
      '{port|端口} 正被占用。',
      '串口被其他程序占用，例如 OpenMV IDE、CanMV IDE 或串口助手。',
      '请关闭该程序，然后重新连接。',
    ],
  },

  /** The system refuses access. On Linux usually: the user is not in the dialout group, or there is no udev rule. */
  'port-no-permission': {
    variants: [
      {
        when: isLinuxPort,
        en: [
          "You don't have permission to open {port}.",
          'On Linux only members of the group "dialout" ("uucp" on some systems) may open serial ports.',
          'In the desktop program choose Camera > Set Up Camera Access. Otherwise run: sudo usermod -aG dialout $USER, then log out and in again.',
        ],
        zh: [
          '没有打开 {port} 的权限。',
          '在 Linux 上，只有 dialout 组（有些系统为 uucp 组）的成员可以打开串口。',
          '桌面版：菜单“相机 → 授予相机访问权限…”。命令行：sudo usermod -aG dialout $USER，然后重新登录。',
        ],
      },
    ],
    en: [
      'The system refuses access to {port|the port}.',
      "You don't have permission to open it, or a security setting forbids it.",
      'Check the access rights of the port, then connect again.',
    ],
    zh: [
      '系统拒绝访问 {port|该端口}。',
      '没有打开它的权限，或者被安全设置禁止。',
      '请检查端口的访问权限，然后重新连接。',
    ],
  },

  /** It was open and went away: unplugged, reset, or the peer closed the connection. */
  'port-lost': {
    variants: [
      {
        when: isNetworkAddress,
        en: [
          'The connection to {port} was lost.',
          'The camera was switched off or left the network.',
          'Check the camera. Viewfinder reconnects when it is back.',
        ],
        zh: ['与 {port} 的连接已断开。', '相机已关闭或离开了网络。', '请检查相机；恢复后会自动重新连接。'],
        cli: { en: 'Check the camera, then run the command again.', zh: '请检查相机，然后重新运行命令。' },
      },
    ],
    en: [
      'The connection to {port|the camera} was lost.',
      'The camera was unplugged, was reset, or lost power.',
      'Plug it in again. Viewfinder reconnects automatically, and your changes are kept.',
    ],
    zh: ['与 {port|相机} 的连接已断开。', '相机被拔下、复位或断电。', '重新插上后会自动连接，代码不会丢失。'],
    cli: { en: 'Plug it in again, then run the command again.', zh: '请重新插上相机，然后重新运行命令。' },
  },

  /** Used while it is not open. */
  'port-closed': {
    en: ['The connection is closed.', '{port|The port} was closed before the request was done.', 'Connect again.'],
    zh: ['连接已关闭。', '{port|端口} 在请求完成之前被关闭。', '请重新连接。'],
    cli: { en: 'Run the command again.', zh: '请重新运行命令。' },
  },

  /** Everything else that the system reported while opening. Data: `system`; `afterMs` if there was no answer in time. */
  'port-open-failed': {
    variants: [
      {
        when: (data) => isNetworkAddress(data) && data['afterMs'] !== undefined,
        en: [
          'No answer from {port}.',
          'The camera is off or in another network, or a firewall drops the connection.',
          'Check that the camera is on, in the same network, and that the address is right.',
        ],
        zh: [
          '{port} 没有响应。',
          '相机未开机、不在同一网络中，或连接被防火墙拦截。',
          '请确认相机已开机并在同一网络中，并检查地址。',
        ],
      },
      {
        when: isNetworkAddress,
        en: ['Cannot connect to {port}.', 'The system reported: {message}', 'Check the address and the network.'],
        zh: ['无法连接到 {port}。', '系统报告：{message}', '请检查地址和网络。'],
      },
    ],
    en: [
      'Cannot open {port|the port}.',
      'The system reported: {message}',
      'Unplug the camera and plug it in again. If that does not help, try another cable or USB port.',
    ],
    zh: ['打开 {port|端口} 失败。', '系统报告：{message}', '请重新插拔相机。如果仍然如此，请更换数据线或 USB 接口。'],
  },
});
