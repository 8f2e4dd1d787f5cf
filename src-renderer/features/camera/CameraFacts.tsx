// What the connected camera says of itself, and how well the link does.

import { useRef } from 'react';
import { Button, EmptyState } from '../../components/index.ts';
import '../../components/panel.css';
import { describeDetails, faultName } from '../../../src-shared/device/words.ts';
import type { LinkFigures } from '../../../src-shared/device/link-figures.ts';
import type { Language } from '../../state/language.ts';
import { isConnected } from '../../state/camera.ts';
import { sharedMessages } from '../../state/messages.ts';
import { useCamera, useLanguage, useMessages, useStores } from '../../state/stores-context.ts';
import './camera-facts.css';
import { CameraName } from './CameraName.tsx';
import type { CameraMessages } from './messages.en.ts';
import { cameraMessages } from './messages.ts';
import { useLinkFigures } from './use-link-figures.ts';

export function CameraFacts(): React.ReactElement {
  const words = useMessages(cameraMessages);
  const shared = useMessages(sharedMessages);
  const { commands } = useStores();
  const panel = useRef<HTMLElement>(null);
  const identity = useCamera(({ status }) => status.identity);
  const entry = useCamera(({ status }) => status.entry);
  const connected = useCamera(({ status }) => isConnected(status));
  const figures = useLinkFigures(panel, connected);
  const language = useLanguage();

  return (
    <section className="panel" aria-label={words.panel} ref={panel}>
      <header className="panel-header">
        <h2 className="panel-title">{words.panel}</h2>
      </header>
      <div className="panel-body">
        {(!connected || identity === undefined) && (
          <EmptyState icon="camera" text={words.notConnected} hint={words.notConnectedHint}>
            <Button label={shared.camera.connect} onPress={() => commands.run('camera.connect')} />
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
                [words.sensors, identity.sensors.join(', ') || shared.common.none],
              ]}
            />
            <FactList facts={describeDetails(identity, language).map(({ name, value }) => [name, value])} />
            <h3 className="facts-title">{words.link}</h3>
            <FactList facts={linkFacts(words, figures, language)} />
          </>
        )}
      </div>
    </section>
  );
}

function sequenceWords(words: CameraMessages['readSequences'], sequence: string | undefined): string {
  return words[sequence as keyof typeof words] ?? '…';
}

/** Bytes and packets, as far as the protocol counts them. */
const countNames = ['packetsSent', 'packetsReceived', 'bytesSent', 'bytesReceived'] as const;

function linkFacts(
  words: CameraMessages,
  figures: LinkFigures | undefined,
  language: Language,
): readonly (readonly [string, string])[] {
  const counts = countNames.map((name) => [words.linkFacts[name], figures?.[name]?.toLocaleString() ?? '…'] as const);
  const faults = (figures?.faults ?? []).map(
    ({ key, count }) => [faultName(key, language), count.toLocaleString()] as const,
  );
  return [
    ...counts,
    ...faults,
    [words.linkFacts.readSequence, sequenceWords(words.readSequences, figures?.readSequence)],
  ];
}

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
