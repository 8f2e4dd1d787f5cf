// The command line (src-main/cli/cli-error.ts).

import { has } from './conditions.ts';
import { defineErrors } from './define-errors.ts';

const help = {
  en: 'Run "viewfinder --help", or "viewfinder COMMAND --help".',
  zh: '请运行 “viewfinder --help” 或 “viewfinder COMMAND --help”。',
} as const;

export const cliErrors = defineErrors({
  /** Wrong options or arguments. */
  usage: {
    en: ['{message}', 'The command line is not valid.', help.en],
    zh: ['{message}', '命令行无效。', help.zh],
  },
  /** A frame was requested and none arrived. Data: `channel` if it was expected on a channel of the script. */
  'no-frame': {
    variants: [
      {
        when: has('channel'),
        en: [
          'No frame arrived on channel {channel}.',
          'The script registers no such channel, or sends no frame on it.',
          'Check the name of the channel; "viewfinder channels --script FILE" lists them.',
        ],
        zh: [
          '通道 {channel} 上没有收到图像。',
          '脚本没有注册该通道，或没有通过它发送图像。',
          '请检查通道名称；“viewfinder channels --script FILE” 可列出通道。',
        ],
      },
    ],
    en: [
      'The camera sent no frame.',
      'The script called no snapshot(), or the camera has no sensor.',
      'Run a script that calls snapshot().',
    ],
    zh: ['相机没有发送图像。', '脚本没有调用 snapshot()，或相机没有图像传感器。', '请运行调用 snapshot() 的脚本。'],
  },
  /** There is no script to watch. */
  'no-script': {
    en: [
      'No script is running on the camera.',
      'It has ended, or none was started.',
      'Start one with "viewfinder run FILE", or put a main.py on the camera and reset it.',
    ],
    zh: [
      '相机上没有正在运行的脚本。',
      '脚本已结束，或没有启动。',
      '请用 “viewfinder run FILE” 启动脚本，或在相机上放置 main.py 并复位相机。',
    ],
  },
  /** Standard output cannot be written. Data: `systemCode`. */
  'output-failed': {
    en: [
      'Standard output cannot be written.',
      'The system reported {systemCode|a failure}.',
      'Free some space, or redirect the output to another place.',
    ],
    zh: ['无法写入标准输出。', '系统报告：{systemCode|失败}。', '请清理磁盘空间，或把输出重定向到其他位置。'],
  },
  /** The ending of a file name stands for a format that cannot be written. Data: `path`, `ending`. */
  'image-format-unknown': {
    en: [
      'Cannot write {path|the image}: "{ending|this ending}" is not supported.',
      'Images are saved as JPEG or PNG.',
      'Use a name that ends in .jpg or .png.',
    ],
    zh: [
      '无法写入 {path|图像}：不支持 “{ending|该扩展名}”。',
      '图像只能保存为 JPEG 或 PNG。',
      '请使用以 .jpg 或 .png 结尾的文件名。',
    ],
  },
});
