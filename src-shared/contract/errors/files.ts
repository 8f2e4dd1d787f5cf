// Files of this computer (src-main/host/host-error.ts). Data: `path`, and `systemCode` if the system reported one.

import { defineErrors } from './define-errors.ts';

export const fileErrors = defineErrors({
  'file-not-found': {
    en: [
      'Cannot find {path|the file}.',
      'It was moved, renamed or deleted.',
      'Check the path, or save the file under a new name.',
    ],
    zh: ['找不到 {path|文件}。', '它被移动、重命名或删除了。', '请检查路径，或把内容另存为新文件。'],
    cli: { en: 'Check the path.', zh: '请检查路径。' },
  },
  /** The folder of a file that was to be created. */
  'folder-not-found': {
    en: [
      'There is no folder {path|of this name}.',
      'It was moved, renamed or deleted, or its name is mistyped.',
      'Create the folder, or choose another one.',
    ],
    zh: ['文件夹 {path|} 不存在。', '它被移动、重命名或删除，或者名称有误。', '请创建该文件夹，或选择其他文件夹。'],
  },
  /** The system refuses access. */
  'file-no-permission': {
    en: [
      "You don't have permission to open or change {path|this file}.",
      'The system refuses access, or the disk is read-only.',
      'Save it under another name or in another folder.',
    ],
    zh: ['没有打开或修改 {path|此文件} 的权限。', '系统拒绝访问，或者磁盘是只读的。', '请换一个名称或文件夹保存。'],
    cli: { en: 'Check its access rights, or choose another path.', zh: '请检查访问权限，或选择其他路径。' },
  },
  /** It is no longer the version that the page based its change on. */
  'file-changed': {
    en: [
      '{path|The file} has changed on disk.',
      'Another program wrote it after you opened it.',
      'Overwrite it, or save your version under another name.',
    ],
    zh: [
      '磁盘上的 {path|文件} 已被修改。',
      '您打开之后，另一个程序写入了它。',
      '请覆盖它，或把您的版本另存为其他名称。',
    ],
  },
  /** There is one already, and overwriting was not requested. */
  'file-exists': {
    en: ['{path|The file} already exists.', 'Saving would replace it.', 'Replace it, or choose another name.'],
    zh: ['{path|文件} 已存在。', '保存会替换它。', '请确认替换，或选择其他名称。'],
    cli: { en: 'Choose another name, or delete it first.', zh: '请选择其他名称，或先删除它。' },
  },
  /** Its access rights do not allow changes, and replacing it was not confirmed. */
  'file-read-only': {
    en: [
      '{path|The file} is read-only.',
      'Its access rights do not allow changes.',
      'Confirm that it may be replaced, or save it under another name.',
    ],
    zh: ['{path|文件} 是只读的。', '文件的访问权限不允许修改。', '请确认可以替换，或另存为其他名称。'],
    cli: { en: 'Choose another path.', zh: '请选择其他路径。' },
  },
  /** Data: `sizeBytes`, `limitBytes`. */
  'file-too-large': {
    en: [
      '{path|The file} is too large to open.',
      'Its size is {size|unknown}; the limit is {limitText|smaller}.',
      'Open it with another program.',
    ],
    zh: ['{path|文件} 太大，无法打开。', '文件大小为 {size|未知}，上限为 {limitText|更小}。', '请用其他程序打开。'],
  },
  'not-a-file': {
    en: ['{path|This} is not a file.', 'It is a folder or a device.', 'Choose a file.'],
    zh: ['{path|所选项} 不是文件。', '它是文件夹或设备。', '请选择文件。'],
  },
  'not-a-folder': {
    en: ['{path|This} is not a folder.', 'A part of the path is a file.', 'Choose a folder.'],
    zh: ['{path|所选项} 不是文件夹。', '路径中的某一部分是文件。', '请选择文件夹。'],
  },
  /** Not an absolute path of this system. */
  'bad-path': {
    en: [
      'The path {path|} cannot be used.',
      'It is not a complete path of this system, or its name is too long.',
      'Enter a complete path.',
    ],
    zh: ['无法使用路径 {path|}。', '它不是本系统的完整路径，或者名称太长。', '请使用完整路径。'],
    cli: { en: 'Choose another path.', zh: '请选择其他路径。' },
  },
  'disk-full': {
    en: [
      '{path|The file} was not saved.',
      'The disk is full.',
      'Free some space and save again. Your changes are still in the editor.',
    ],
    zh: ['{path|文件} 没有保存。', '磁盘已满。', '请清理磁盘后再保存；内容仍保留在编辑器中。'],
    cli: { en: 'Free some space, or write to another disk.', zh: '请清理磁盘空间，或写入其他磁盘。' },
  },
  /** Everything else that the system reported. */
  'file-failed': {
    en: [
      'Could not read or write {path|the file}.',
      'The system reported {systemCode|a failure}.',
      'Try again, or use another folder.',
    ],
    zh: ['无法读写 {path|文件}。', '系统报告：{systemCode|失败}。', '请重试，或换一个文件夹。'],
  },
});
