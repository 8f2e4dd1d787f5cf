// Recordings (src-shared/recording/recording-error.ts). Data: `path` if a file is known.

import { defineErrors } from './define-errors.ts';

export const recordingErrors = defineErrors({
  /** The bytes do not start with the header of a recording. */
  'not-a-capture': {
    en: [
      '{path|The file} is not a Viewfinder recording.',
      'It does not have the recording file header; another program may have written it.',
      'Choose a file written by "viewfinder record".',
    ],
    zh: [
      '{path|该文件} 不是录制文件。',
      '它的文件头不符合格式，可能由其他程序写入。',
      '请选择由 “viewfinder record” 写入的文件。',
    ],
  },
  /** Written in a later version of the format. Data: `version`. */
  'capture-too-new': {
    en: [
      '{path|The recording} was made by a newer version of Viewfinder.',
      'Its format has version {version|2 or later}, which this version does not know.',
      'Update Viewfinder.',
    ],
    zh: [
      '{path|该录制文件} 由更新版本的 Viewfinder 创建。',
      '本程序不支持第 {version|2} 版格式。',
      '请更新 Viewfinder。',
    ],
  },
  /** The disk was slower than the camera for so long that the recording had to end. */
  'capture-too-slow': {
    en: [
      'The recording stopped before the session ended.',
      'The disk was slower than the camera for a long time.',
      'Record to a faster disk, or use smaller frames. The part written so far can be replayed.',
    ],
    zh: [
      '录制在会话结束之前停止。',
      '磁盘在较长时间内比相机慢。',
      '请录制到更快的磁盘，或使用较小的图像。此前写入的内容可以回放。',
    ],
  },
  /** No camera answered in a protocol that can be replayed. */
  'nothing-to-replay': {
    en: [
      'There is nothing to show in {path|the recording}.',
      'It contains no camera that answered in OpenMV protocol V2.',
      'Record again, and start before the camera is connected.',
    ],
    zh: [
      '{path|该录制文件} 中没有可以显示的内容。',
      '录制内容中没有 OpenMV V2 协议的相机数据。',
      '请重新录制，并在连接相机之前开始。',
    ],
  },
});
