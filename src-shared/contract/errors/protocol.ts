// Bytes of protocol V2 (src-shared/openmv/protocol-error.ts) and pixels (src-shared/picture/picture-error.ts).

import { defineErrors, nextSteps } from './define-errors.ts';

export const protocolErrors = defineErrors({
  /** A payload is shorter than its layout. Data: `layout`, `need`, `have`. */
  'payload-too-short': {
    en: ['The camera sent an incomplete answer.', 'It ends after {have|too few} bytes.', nextSteps.replug.en],
    zh: ['相机发来的响应不完整。', '响应在第 {have|较少的} 字节后中断。', nextSteps.replug.zh],
  },
  /** A frame header is invalid. Data: `field`, `value`. */
  'bad-frame-header': {
    en: [
      'A frame was skipped.',
      'Its header is invalid: it was damaged in transit.',
      'Ignore it if it happens rarely. If it happens often, use another cable or port.',
    ],
    zh: [
      '跳过了一帧图像。',
      '帧头无效，可能在传输中损坏。',
      '偶尔出现可以忽略。如果经常出现，请换用其他数据线或接口。',
    ],
  },
  /** A profile record size that is not 40 + 8·n. Data: `recordSize`. */
  'bad-record-size': {
    en: [
      'The profile data cannot be read.',
      'Its records are {recordSize|an unknown number of} bytes long, which no known firmware sends.',
      'Update Viewfinder or the firmware.',
    ],
    zh: [
      '无法读取性能数据。',
      '每条记录有 {recordSize|未知数量的} 字节，没有已知固件会这样发送。',
      '请更新 Viewfinder 或固件。',
    ],
  },
  /** More profile records than there can be. Data: `count`. */
  'too-many-records': {
    en: [
      'The camera reports {count|too} many profile records.',
      'No firmware counts that many functions; the number was damaged in transit.',
      'The last complete table is kept. If it happens again, reconnect.',
    ],
    zh: [
      '相机报告了 {count|过多} 条性能记录。',
      '没有固件会统计这么多函数；该数字在传输中损坏。',
      '将保留上一次完整的结果。如果再次出现，请重新连接。',
    ],
  },
  /** Bytes of a widget channel that are not one CBOR array, or too many. Data: `have`, and `limit` if too many. */
  'bad-widgets': {
    en: [
      'The controls of a script cannot be shown.',
      'The data on its widget channel is not valid ({have|unknown} bytes).',
      'Check what the script writes to its widget channel.',
    ],
    zh: ['无法显示脚本的控件。', '其控件通道中的数据无效（{have|未知} 字节）。', '请检查脚本向控件通道写入的内容。'],
  },
  /** A value does not fit its field. */
  'value-out-of-range': {
    en: ['A value is out of range.', 'It does not fit its field: {message}', 'Choose a smaller value.'],
    zh: ['数值超出了相机接受的范围。', '数值超出字段范围：{message}', '请选择较小的数值。'],
  },
});

export const pictureErrors = defineErrors({
  /** The data does not decode, or is not of the announced format. Data: `format`, `sizeBytes`. */
  'bad-picture': {
    en: [
      'A frame could not be displayed.',
      'Its data was damaged or cut off in transit.',
      'Ignore it if it happens rarely. If it happens often, use another cable or smaller frames.',
    ],
    zh: [
      '有一帧图像无法显示。',
      '它的数据在传输中损坏或被截断。',
      '偶尔出现可以忽略。如果经常出现，请换用其他数据线或较小的图像。',
    ],
  },
  /** There is no conversion from this pixel format. Data: `format`. */
  'format-not-supported': {
    en: [
      'A frame in {format|this format} cannot be converted.',
      'There is no conversion from this pixel format.',
      'Use RGB565, GRAYSCALE or JPEG in the script.',
    ],
    zh: [
      '无法转换 {format|这种格式} 的图像。',
      '没有针对这种像素格式的转换。',
      '请让脚本使用 RGB565、GRAYSCALE 或 JPEG。',
    ],
  },
});
