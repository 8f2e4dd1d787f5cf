// What the connected camera says of itself, and how well the link does.

import { useRef } from 'react';
import { Button, EmptyState } from '../../components/index.ts';
import '../../components/panel.css';
import type { CameraIdentity } from '../../../src-shared/contract/camera.ts';
import { isConnected } from '../../state/camera.ts';
import { useCamera, useStores, useStrings } from '../../state/stores-context.ts';
import './camera-facts.css';
import { CameraName } from './CameraName.tsx';
import type { Strings } from '../../strings/strings.ts';
import { useLinkQuality } from './use-link-quality.ts';

export function CameraFacts(): React.ReactElement {
  const strings = useStrings();
  const { commands } = useStores();
  const panel = useRef<HTMLElement>(null);
  const identity = useCamera(({ status }) => status.identity);
  const entry = useCamera(({ status }) => status.entry);
  const connected = useCamera(({ status }) => isConnected(status));
  const quality = useLinkQuality(panel, connected);
  const words = strings.camera;

  return (
    <section className="panel" aria-label={words.panel} ref={panel}>
      <header className="panel-header">
        <h2 className="panel-title">{words.panel}</h2>
      </header>
      <div className="panel-body">
        {(!connected || identity === undefined) && (
          <EmptyState icon="camera" text={words.notConnected} hint={words.notConnectedHint}>
            <Button label={words.connect} onPress={() => commands.run('camera.connect')} />
          </EmptyState>
        )}
        {connected && identity !== undefined && (
          <>
            {entry !== undefined && <CameraName key={`${entry.id} ${entry.givenName}`} entry={entry} />}
            <FactList
              facts={[
                [words.board, identity.board],
                [words.serial, identity.serial],
                [words.firmware, identity.firmware],
                [words.protocol, identity.protocol],
                [words.sensors, identity.sensors.join(', ') || strings.common.none],
              ]}
            />
            <FactList facts={moreFacts(identity)} />
            <h3 className="facts-title">{words.link}</h3>
            <FactList
              facts={[
                ...linkFactNames.map(
                  (name) =>
                    [words.linkFacts[name], quality === undefined ? '…' : quality[name].toLocaleString()] as const,
                ),
                [words.linkFacts.readSequence, sequenceWords(words.readSequences, quality?.readSequence)],
              ]}
            />
          </>
        )}
      </div>
    </section>
  );
}

/** Facts that do not only repeat what is shown above them. */
function moreFacts(identity: CameraIdentity): readonly (readonly [string, string])[] {
  const { board, serial, firmware, protocol, sensors } = identity;
  const shown = [board, serial, firmware, protocol, sensors.join(', ')];
  return identity.facts
    .filter(({ value }) => !shown.some((each) => each === value || each.endsWith(` ${value}`)))
    .map(({ name, value }) => [name, value]);
}

function sequenceWords(words: Strings['camera']['readSequences'], sequence: string | undefined): string {
  return words[sequence as keyof typeof words] ?? '…';
}

const linkFactNames = [
  'packetsSent',
  'packetsReceived',
  'bytesSent',
  'bytesReceived',
  'checksumErrors',
  'sequenceErrors',
  'resyncs',
  'timeouts',
] as const;

function FactList({ facts }: { readonly facts: readonly (readonly [string, string])[] }): React.ReactElement {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div className="fact" key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
