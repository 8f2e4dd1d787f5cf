// The host in the desktop shell's main process: calls and pictures by message ports, which the preload hands over.

import { desktopBridgeName, portAnswerType, portRequestType } from '../../src-shared/contract/desktop-port-names.ts';
import type { PortAnswer, PortRequest } from '../../src-shared/contract/desktop-ports.ts';
import { systemClock } from '../../src-shared/lib/clock.ts';
import type { Carrier } from '../../src-shared/rpc/carrier.ts';
import { createPortCarrier } from '../../src-shared/rpc/port-carrier.ts';
import type { HostConnection } from './host-connection.ts';
import { ReconnectingHost } from './reconnecting-host.ts';

/** The main process answers at once, or not at all when it refuses. */
const answerLimitMs = 5000;

export function isDesktop(): boolean {
  return desktopBridgeName in window;
}

export async function connectElectron(): Promise<HostConnection> {
  const reconnecting = await ReconnectingHost.connect(
    async () => portCarrier(await requestPort({ type: portRequestType, kind: 'calls' })),
    systemClock,
  );
  return {
    host: reconnecting.host,
    get linkState() {
      return reconnecting.linkState;
    },
    onLinkState: reconnecting.onLinkState,
    async openFrameLane() {
      const { lane } = await reconnecting.host.frames.openLane(undefined);
      return { kind: 'port', lane, port: await requestPort({ type: portRequestType, kind: 'frames', lane }) };
    },
  };
}

function requestPort(request: PortRequest): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(limit);
      window.removeEventListener('message', onMessage);
    };
    const onMessage = ({ source, data, ports }: MessageEvent<Partial<PortAnswer> | undefined>): void => {
      if (source !== window || data?.type !== portAnswerType || !isSame(data.request, request)) return;
      end();
      const [port] = ports;
      if (port === undefined) reject(new Error('The host has no such port.'));
      else resolve(port);
    };
    const limit = setTimeout(() => {
      end();
      reject(new Error('The host did not hand over a port.'));
    }, answerLimitMs);
    window.addEventListener('message', onMessage);
    window.postMessage(request, location.origin);
  });
}

function isSame(a: PortRequest | undefined, b: PortRequest): boolean {
  if (a === undefined || a.kind !== b.kind) return false;
  return a.kind === 'calls' || (b.kind === 'frames' && a.lane === b.lane);
}

function portCarrier(port: MessagePort): Carrier {
  return createPortCarrier({
    postMessage: (message) => port.postMessage(message),
    listen(onMessage, onClose) {
      port.addEventListener('message', ({ data }) => onMessage(data));
      port.addEventListener('close', onClose);
    },
    start: () => port.start(),
    close: () => port.close(),
  });
}
