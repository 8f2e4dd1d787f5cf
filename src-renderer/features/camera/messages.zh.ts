import type { CameraMessages } from './messages.en.ts';

export const zh: CameraMessages = {
  panel: '相机',
  name: '名称',
  nameHint: '留空则使用开发板的名称',
  board: '开发板',
  serial: '序列号',
  firmware: '固件',
  protocol: '协议',
  sensors: '传感器',
  link: '链路质量',
  notConnected: '没有连接相机。',
  notConnectedHint: '请在上方选择相机，然后按“连接”。',
  linkFacts: {
    packetsSent: '已发送数据包',
    packetsReceived: '已接收数据包',
    bytesSent: '已发送字节',
    bytesReceived: '已接收字节',
    readSequence: '画面读取方式',
  },
  readSequences: { reference: '四次往返', locked: '两次往返，加锁', 'lock-free': '两次往返', 'one-trip': '一次往返' },
  firmwareVersion: (version) => `固件 ${version}`,
};
