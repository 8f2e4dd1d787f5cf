// Symbols of firmware (src-shared/profile/profile-error.ts). Data: `name` of the file.

import { defineErrors, type ErrorEntry } from './define-errors.ts';

/** Parts of an ELF file that are named in the data as `what`. */
const chineseValues: ErrorEntry['chineseValues'] = {
  what: {
    header: '文件头',
    identity: '标识',
    'section headers': '节头表',
    'section header size': '节头大小',
    'section count': '节数量',
    'string section': '字符串节',
    'symbol table': '符号表',
    'symbol names': '符号名表',
    'symbol size': '符号大小',
    'symbol count': '符号数量',
    'length of all names': '名称总长度',
    class: '类别',
    'byte order': '字节序',
  },
};

export const profileErrors = defineErrors({
  /** The bytes do not start with an ELF header. */
  'elf-not-an-elf': {
    en: [
      '{name|The file} is not an ELF file.',
      'It has no ELF header; .bin and .dfu files contain no symbols.',
      'Choose the .elf file that the firmware build wrote beside it.',
    ],
    zh: [
      '{name|该文件} 不是 ELF 文件。',
      '它没有 ELF 文件头；.bin 和 .dfu 文件不含符号。',
      '请选择固件编译时生成的 .elf 文件。',
    ],
  },
  /** An ELF file of a 64-bit machine. */
  'elf-not-32-bit': {
    en: [
      '{name|The file} is for a 64-bit machine.',
      'Cameras are 32-bit; this ELF file is from another program.',
      "Choose the .elf file of the camera's firmware.",
    ],
    zh: [
      '{name|该文件} 是 64 位程序的 ELF 文件。',
      '相机是 32 位的；这是其他程序的 ELF。',
      '请选择相机固件的 .elf 文件。',
    ],
  },
  /** An ELF file of a big-endian machine. */
  'elf-not-little-endian': {
    en: [
      '{name|The file} is for a big-endian machine.',
      'Cameras are little-endian; this ELF file is from another program.',
      "Choose the .elf file of the camera's firmware.",
    ],
    zh: ['{name|该文件} 是大端格式的 ELF 文件。', '相机是小端的；这是其他程序的 ELF。', '请选择相机固件的 .elf 文件。'],
  },
  /** Headers point beyond the end of the file. Data: `what`, `need`, `have`. */
  'elf-truncated': {
    chineseValues,
    en: [
      '{name|The file} is truncated.',
      'Its {what|headers} should reach byte {need|beyond its end}; the file ends at {have|an earlier one}.',
      'Copy or build the file again.',
    ],
    zh: [
      '{name|该文件} 不完整。',
      '它的{what|文件头}应到达第 {need|更多} 字节，但文件在第 {have|更早的} 字节处结束。',
      '请重新复制或编译该文件。',
    ],
  },
  /** A size or count is impossible. Data: `what`, `value`. */
  'elf-absurd': {
    chineseValues,
    en: [
      '{name|The file} is corrupt.',
      'Its {what|number} ({value|a value}) is impossible.',
      'Copy or build the file again.',
    ],
    zh: ['{name|该文件} 已损坏。', '文件中的{what|数值}异常（{value|未知}）。', '请重新复制或编译该文件。'],
  },
  /** The file has no symbol table, or no function in it. */
  'elf-no-symbols': {
    en: [
      '{name|The file} contains no function names.',
      'Its symbol table was stripped.',
      'Choose the ELF file as the build wrote it, before it was stripped.',
    ],
    zh: ['{name|该文件} 没有函数名。', '它的符号表已被剥离（strip）。', '请选择编译直接生成、未去除符号的 ELF。'],
  },
});
