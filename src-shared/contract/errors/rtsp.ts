// Streams over RTSP (src-main/rtsp/rtsp-error.ts). Data: `address`.

import { defineErrors } from './define-errors.ts';

export const rtspErrors = defineErrors({
  /** The address is not `rtsp://…` or `rtsps://…`. */
  'bad-rtsp-address': {
    en: [
      '"{address|This}" is not an RTSP address.',
      'Addresses look like this: rtsp://192.168.1.10:554/stream.',
      'Correct the address.',
    ],
    zh: ['“{address|该内容}” 不是 RTSP 地址。', '地址示例：rtsp://192.168.1.10:554/stream。', '请更正地址。'],
  },
  /** Bytes that are neither RTSP nor interleaved packets, or a message beyond its limits. Data: `reason`. */
  'not-rtsp': {
    en: [
      'The server does not speak RTSP.',
      'It sent something else ({reason|unknown}).',
      'Check the address and the port.',
    ],
    zh: ['该服务器不支持 RTSP。', '它发送了其他内容（{reason|未知}）。', '请检查地址和端口。'],
  },
  /** No connection. */
  'rtsp-unreachable': {
    en: [
      'Cannot connect to {address|the RTSP server}.',
      'No program is listening there, or the address is mistyped.',
      'Check that the server is on, in the same network, and that the address is right.',
    ],
    zh: [
      '无法连接到 {address|RTSP 服务器}。',
      '该地址没有程序在监听，或地址有误。',
      '请确认服务器已启动并在同一网络中，并检查地址。',
    ],
  },
  /** No answer within the limit. Data: `method`, `afterMs`. */
  'rtsp-silent': {
    en: ['The RTSP server is not responding.', 'It did not answer {method|a request}.', 'Try again.'],
    zh: ['RTSP 服务器没有响应。', '它没有响应 {method|请求}。', '请重试。'],
  },
  /** The server requires a user name and a password, which are missing or wrong. */
  'rtsp-unauthorized': {
    en: [
      'The RTSP server refuses access.',
      'The user name or the password is missing or wrong.',
      'Put them into the address: rtsp://USER:PASSWORD@HOST/PATH.',
    ],
    zh: ['RTSP 服务器拒绝访问。', '用户名或密码缺失，或者有误。', '请把它们写入地址：rtsp://USER:PASSWORD@HOST/PATH。'],
  },
  /** The server does not know the stream. */
  'rtsp-not-found': {
    en: ['The RTSP server has no such stream.', 'The path of the address is wrong.', 'Correct the path.'],
    zh: ['RTSP 服务器上没有该视频流。', '地址中的路径有误。', '请更正路径。'],
  },
  /** The server refused a request. Data: `method`, `status`, `reason`. */
  'rtsp-refused': {
    en: [
      'The RTSP server rejected a request.',
      'It answered {method|the request} with {status|an error} {reason|}.',
      'Try again, or choose another stream.',
    ],
    zh: [
      'RTSP 服务器拒绝了请求。',
      '它对 {method|请求} 的响应为 {status|错误} {reason|}。',
      '请重试，或选择其他视频流。',
    ],
  },
  /** The server offers no stream in a supported encoding. */
  'rtsp-no-stream': {
    en: [
      'The RTSP server offers no stream that can be shown.',
      'Supported encodings are H.264, H.265, JPEG and G.711.',
      'Choose another encoding on the server.',
    ],
    zh: ['RTSP 服务器没有可显示的视频流。', '支持的编码为 H.264、H.265、JPEG 和 G.711。', '请在服务器上选择其他编码。'],
  },
  /** The connection ended, or no packets arrive any more. */
  'rtsp-lost': {
    en: [
      'The connection to {address|the RTSP server} was lost.',
      'The server ended the stream, or the network failed.',
      'Connect again.',
    ],
    zh: ['与 {address|RTSP 服务器} 的连接已断开。', '服务器结束了视频流，或网络出现故障。', '请重新连接。'],
  },
  /** The port of a server is in use or not allowed. Data: `port`. */
  'rtsp-port-unavailable': {
    en: [
      'Port {port|} cannot be used for RTSP.',
      'Another program is listening on it, or the system does not allow it.',
      'Choose another port.',
    ],
    zh: ['端口 {port|} 无法用于 RTSP。', '另一个程序正在该端口监听，或系统不允许使用。', '请选择其他端口。'],
  },
});
