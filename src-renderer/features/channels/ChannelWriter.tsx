import { useId, useState } from 'react';
import { Button } from '../../components/index.ts';
import type { ChannelInfo } from '../../../src-shared/device/channel.ts';
import { useMessages, useStores } from '../../state/stores-context.ts';
import { bytesOf, type DataFormat } from './data-format.ts';
import { channelsMessages } from './messages.ts';

/** A field for bytes to write, as text or as hex. */
export function ChannelWriter(props: {
  readonly channel: ChannelInfo;
  readonly format: DataFormat;
}): React.ReactElement {
  const { channel, format } = props;
  const words = useMessages(channelsMessages);
  const { host, notices } = useStores();
  const [input, setInput] = useState('');
  const [isBad, setIsBad] = useState(false);
  const inputId = useId();

  const write = async (): Promise<void> => {
    const data = bytesOf(input, format);
    setIsBad(data === undefined);
    if (data === undefined) return;
    await host.channels.write({ id: channel.id, data }).catch((error: unknown) => notices.getState().fail(error));
  };

  return (
    <form
      className="channel-write"
      onSubmit={(event) => {
        event.preventDefault();
        void write();
      }}
    >
      <input
        id={inputId}
        className="text-input"
        aria-label={words.toWrite(channel.name)}
        placeholder={words.toWrite(channel.name)}
        aria-invalid={isBad}
        aria-describedby={isBad ? `${inputId}-hint` : undefined}
        value={input}
        onChange={(event) => {
          setInput(event.target.value);
          setIsBad(false);
        }}
      />
      <Button label={words.write} onPress={() => void write()} />
      {isBad && (
        <p className="channel-hint" id={`${inputId}-hint`} role="alert">
          {words.badHex}
        </p>
      )}
    </form>
  );
}
