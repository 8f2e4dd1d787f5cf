// Cameras whose transport is open (src-main/camera/camera-error.ts).

import { has } from './conditions.ts';
import { defineErrors, nextSteps } from './define-errors.ts';

export const cameraErrors = defineErrors({
  /** Nothing on the port speaks a known protocol. Data: `port`; `receivedBytes` if the device sends something else. */
  'not-a-camera': {
    variants: [
      {
        when: has('receivedBytes'),
        en: [
          'The device at {port|this port} sends data that is not from a supported camera.',
          'It is another device, its firmware is older than version 5, or another program uses it.',
          'Choose another port, or update the camera to firmware 5 with OpenMV IDE.',
        ],
        zh: [
          '{port|该端口} 上的设备发来的数据不是受支持的相机数据。',
          '可能是其他设备、固件版本低于 5，或有其他程序正在使用它。',
          '请换一个端口，或用 OpenMV IDE 将固件升级到 5.0 以上。',
        ],
      },
    ],
    en: [
      'The device at {port|this port} did not respond like a supported camera.',
      'It is another device, its firmware is older than version 5, or it is in its bootloader.',
      'Choose another port, or update the camera to firmware 5 with OpenMV IDE.',
    ],
    zh: [
      '{port|该端口} 上的设备不是受支持的相机，或没有按协议响应。',
      '可能是其他设备、固件版本低于 5，或相机处于 Bootloader 模式。',
      '请换一个端口，或用 OpenMV IDE 将固件升级到 5.0 以上。',
    ],
  },
  /** It answers in a protocol version that we do not know. Data: `version`. */
  'unsupported-protocol': {
    en: [
      'The camera uses a protocol that Viewfinder does not know.',
      'Its protocol version is {version|unknown}; Viewfinder supports version 1.',
      'Update Viewfinder, or install another firmware on the camera.',
    ],
    zh: [
      'Viewfinder 不支持相机使用的协议。',
      '相机的协议版本是 {version|未知}；Viewfinder 支持版本 1。',
      '请更新 Viewfinder，或为相机安装其他固件。',
    ],
  },
  /** No answer in time. Data: `request`, `afterMs`. */
  'camera-silent': {
    en: ['The camera is not responding.', 'It is busy or frozen, or the cable is faulty.', nextSteps.replug.en],
    zh: ['相机没有响应。', '脚本可能卡死、main.py 占用了相机，或数据线接触不良。', nextSteps.replug.zh],
    cli: {
      en: 'Unplug the camera, plug it in and run the command again.',
      zh: '请拔下相机，重新插上后再运行命令。',
    },
  },
  /** The camera refused a request. Data: `request`, `status`. */
  'request-refused': {
    en: [
      'The camera rejected a request ({request|unknown}, status {status|unknown}).',
      'It cannot do that now, or its firmware does not support it.',
      'Stop the script and try again.',
    ],
    zh: [
      '相机拒绝了请求（{request|未知}，状态 {status|未知}）。',
      '它现在无法执行，或者固件不支持此功能。',
      '请停止脚本后重试。',
    ],
  },
  /** Answers do not match requests, and resynchronizing did not help. */
  'out-of-sync': {
    en: [
      'Communication with the camera is out of sync.',
      'Data was lost in transit and could not be recovered.',
      nextSteps.replug.en,
    ],
    zh: ['与相机的通信不同步。', '传输中丢失了数据，重新同步没有成功。', nextSteps.replug.zh],
  },
  /** The camera kept receiving damaged requests. */
  'checksum-failed': {
    en: [
      'Data from the camera is corrupted.',
      'The cable, a hub or the network loses or changes bytes.',
      'Use another cable or another port, without a hub.',
    ],
    zh: ['来自相机的数据已损坏。', '数据线、集线器或网络丢失或改变了数据。', '请不经集线器，换用其他数据线或接口。'],
  },
  /** The camera restarted during the request. */
  'camera-rebooted': {
    en: [
      'The camera restarted during a request.',
      'A script reset it, or its power supply is too weak.',
      'Try again when it is ready.',
    ],
    zh: ['相机在请求过程中重新启动了。', '脚本复位了它，或者供电不足。', '请等它就绪后重试。'],
  },
  /** Used while not connected. Its cause says why the connection ended, unless a disconnect was requested. */
  'not-connected': {
    en: ['No camera is connected.', 'This needs a connected camera.', 'Connect a camera first.'],
    zh: ['尚未连接相机。', '此操作需要相机。', '请先连接相机。'],
  },
  /** More calls wait for the camera than it can answer soon. Data: `limit`. */
  'too-many-requests': {
    en: [
      'Too many requests are waiting for the camera.',
      'A program sends requests faster than the camera answers them.',
      'Wait for each answer before you send more requests.',
    ],
    zh: ['等待相机处理的请求过多。', '某个程序发送请求的速度超过了相机的响应速度。', '请等待响应后再发送更多请求。'],
  },
  /** `connect` while connecting or connected. */
  'already-connected': {
    en: [
      'The camera is already connected.',
      'A second connection was requested.',
      'Use it as it is, or disconnect it first.',
    ],
    zh: ['相机已经连接。', '又收到了一次连接请求。', '请直接使用，或先断开连接。'],
  },
  /** The script is larger than the camera accepts. Data: `sizeBytes`, and `limitBytes` if known. */
  'script-too-large': {
    variants: [
      {
        when: has('limitBytes'),
        en: [
          'The script is too large for the camera.',
          'Its size is {size|unknown}; the camera accepts at most {limitText}.',
          "Shorten it, or move parts into modules on the camera's file system and import them.",
        ],
        zh: [
          '脚本过大，超出相机可接收的长度。',
          '脚本大小为 {size|未知}，相机最多接受 {limitText}。',
          '请缩短脚本，或把部分代码作为模块放到相机的文件系统中再导入。',
        ],
      },
    ],
    en: [
      'The script is too large for the camera.',
      "The script ({size|too long}) does not fit in the camera's memory.",
      "Shorten it, or move parts into modules on the camera's file system and import them.",
    ],
    zh: [
      '脚本过大，超出相机可接收的长度。',
      '脚本（{size|大小未知}）超出相机可用内存。',
      '请缩短脚本，或把部分代码作为模块放到相机的文件系统中再导入。',
    ],
  },
  /** The camera did not report the start of the script. Data: `afterMs`. */
  'script-did-not-start': {
    en: [
      'The script did not start.',
      'The camera received it but did not report a start in time.',
      'Run it again. If that does not help, reset the camera.',
    ],
    zh: ['脚本没有启动。', '相机接收了脚本，但没有及时报告启动。', '请重新运行。如果仍然如此，请复位相机。'],
  },
  /** The script keeps running after repeated stop requests. Data: `attempts`. */
  'script-did-not-stop': {
    en: [
      'The script does not stop.',
      'It ignores the interrupt, for example during a long native call.',
      'Reset the camera. Your changes are kept.',
    ],
    zh: ['脚本无法停止。', '脚本屏蔽了中断，或正在执行耗时的底层函数。', '请复位相机；代码不会丢失。'],
    cli: { en: 'Unplug the camera and plug it in again.', zh: '请拔下相机，然后重新插上。' },
  },
  /** No such channel. Data: `channel`, a name or number. */
  'channel-not-found': {
    en: [
      'Channel {channel|} does not exist.',
      'The script that registers it is not running, or does not register it.',
      'Run the script that registers it, then try again.',
    ],
    zh: ['通道 {channel|} 不存在。', '注册它的脚本没有运行，或者没有注册它。', '请运行注册它的脚本，然后重试。'],
    cli: {
      en: 'Give the script that registers it with --script, or run "viewfinder channels" to list channels.',
      zh: '请用 --script 指定注册它的脚本，或运行 “viewfinder channels” 列出通道。',
    },
  },
  /** The channel cannot do that. Data: `channel`; `builtIn` if it belongs to the firmware and not to a script. */
  'channel-not-supported': {
    variants: [
      {
        when: ({ builtIn }) => builtIn === true,
        en: [
          'Channel {channel|} does not support this.',
          'It is built into the firmware, which offers no such access to it.',
          'Choose a channel that a script registers.',
        ],
        zh: ['通道 {channel|} 不支持此操作。', '它是固件内置的通道，固件不提供此访问方式。', '请选择脚本注册的通道。'],
      },
    ],
    en: [
      'Channel {channel|} does not support this.',
      'The object that the script registered has no method for it.',
      'Add the method to that object (read, write or size) and run the script again.',
    ],
    zh: [
      '通道 {channel|} 不支持此操作。',
      '脚本注册的通道对象没有实现该方法。',
      '请为该对象添加 read、write 或 size 方法，然后重新运行脚本。',
    ],
  },
  /** The camera's protocol or firmware does not offer this. Data: `feature`, the name of a facet. */
  'not-supported': {
    en: [
      'This camera does not support that.',
      'Its firmware has no {feature|such function}.',
      'Use a camera or a firmware that offers it.',
    ],
    zh: ['此相机不支持该功能。', '其固件没有 {feature|该功能}。', '请使用提供该功能的相机或固件。'],
  },
  /** A frame that the script compressed does not fit the camera's stream buffer. Data: `limitKb`. */
  'preview-overflow': {
    en: [
      'A frame is too large to display.',
      "The script compressed it itself, and it does not fit in the camera's {limitKb|small} KB preview buffer.",
      'Use a lower JPEG quality or a smaller frame size.',
    ],
    zh: [
      '图像过大，无法预览。',
      '脚本自行压缩的图像超出了相机 {limitKb|有限的} KB 预览缓冲区。',
      '请降低 JPEG 质量，或使用更小的图像。',
    ],
  },
  /** The profile channel disappeared, or had less than it announced, before it was read to its end. */
  'profile-lost': {
    en: [
      'The profile was not read completely.',
      'The profile channel disappeared, or sent less than it announced.',
      'The last complete table is kept. If it happens again, reset the camera.',
    ],
    zh: [
      '性能数据没有读完。',
      '性能分析通道中途消失，或发送的数据少于它声明的长度。',
      '将保留上一次完整的结果。如果再次出现，请复位相机。',
    ],
    cli: {
      en: 'Run the command again. If it happens again, reset the camera.',
      zh: '请重新运行命令。如果再次出现，请复位相机。',
    },
  },
});
