// The server behind the page (src-main/server/server-error.ts). Data: `host`, `port`.

import { defineErrors, nextSteps } from './define-errors.ts';

export const serverErrors = defineErrors({
  /** Another program is listening on the port. */
  'server-port-in-use': {
    en: ['Port {port|} of this computer is in use.', 'Another program is listening on it.', nextSteps.otherPort.en],
    zh: ['本机的端口 {port|} 正被占用。', '另一个程序正在该端口监听。', nextSteps.otherPort.zh],
  },
  /** The system does not allow it: ports below 1024 on Linux and macOS. */
  'server-port-refused': {
    en: [
      'The system does not allow port {port|}.',
      'Ports below 1024 are reserved.',
      'Choose port 1024 or above with --port.',
    ],
    zh: ['系统不允许使用端口 {port|}。', '1024 以下的端口是保留的。', '请用 --port 选择 1024 或以上的端口。'],
  },
  /** The certificate or its key cannot be used. */
  'server-tls-unusable': {
    en: [
      'The page cannot be served over https.',
      'The certificate or its key cannot be used.',
      'Give a certificate and its key as PEM files that belong together.',
    ],
    zh: ['无法通过 https 提供页面。', '证书或其密钥无法使用。', '请提供相互匹配的 PEM 格式证书和密钥文件。'],
  },
  /** The address does not belong to this computer, or the system reported something else. */
  'server-start-failed': {
    en: [
      'The page cannot be served at {host|this address}.',
      'The address does not belong to this computer, or the system refused it: {message}',
      'Omit --host to serve only this computer.',
    ],
    zh: [
      '无法在 {host|该地址} 提供页面。',
      '该地址不属于本机，或被系统拒绝：{message}',
      '请省略 --host，只为本机提供服务。',
    ],
  },
});
