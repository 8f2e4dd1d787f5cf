import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../../components/index.ts';
import type { ChannelInfo } from '../../../src-shared/device/channel.ts';
import { useMessages, useStores } from '../../state/stores-context.ts';
import { fromHex, toHex } from './hex-text.ts';
import { channelsMessages } from './messages.ts';

type Format = 'text' | 'hex';

/** What one channel holds, and what is written to it. */
export function ChannelView(props: { readonly channel: ChannelInfo; readonly eventCount: number }): React.ReactElement {
  const { channel, eventCount } = props;
  const words = useMessages(channelsMessages);
  const { host, notices } = useStores();
  const [chosenFormat, setFormat] = useState<Format>();
  const [data, setData] = useState<Uint8Array>();
  const format = chosenFormat ?? (data === undefined || isPrintable(data) ? 'text' : 'hex');
  const [follow, setFollow] = useState(true);
  const [input, setInput] = useState('');
  const [isBad, setIsBad] = useState(false);
  const reading = useRef(false);
  const inputId = useId();

  const read = useCallback(() => {
    // One read at a time: events may come faster than answers.
    if (reading.current) return;
    reading.current = true;
    host.channels
      .read({ id: channel.id })
      .then(setData, (error: unknown) => notices.getState().fail(error))
      .finally(() => (reading.current = false));
  }, [host, notices, channel.id]);

  useEffect(() => {
    if (follow && eventCount > 0 && channel.readable) read();
  }, [follow, eventCount, channel.readable, read]);

  const write = async (): Promise<void> => {
    const bytes = format === 'hex' ? fromHex(input) : new TextEncoder().encode(input);
    setIsBad(bytes === undefined);
    if (bytes === undefined) return;
    await host.channels
      .write({ id: channel.id, data: bytes })
      .catch((error: unknown) => notices.getState().fail(error));
  };

  return (
    <div className="channel-view">
      <div className="channel-tools">
        <div role="group" aria-label={words.format} className="segments">
          {(['text', 'hex'] as const).map((each) => (
            <button
              key={each}
              type="button"
              className="segment"
              aria-pressed={format === each}
              onClick={() => setFormat(each)}
            >
              {each === 'text' ? words.asText : words.asHex}
            </button>
          ))}
        </div>
        {channel.readable && (
          <>
            <Button label={words.read} onPress={read} />
            <label className="check">
              <input type="checkbox" checked={follow} onChange={(event) => setFollow(event.target.checked)} />
              {words.readAlways}
            </label>
          </>
        )}
        <span className="channel-size">{data === undefined ? '' : words.bytesRead(data.length)}</span>
      </div>
      {channel.readable && (
        <textarea
          className="channel-data"
          aria-label={channel.name}
          readOnly
          value={data === undefined ? words.nothingRead : show(data, format)}
        />
      )}
      {channel.writable && (
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
      )}
    </div>
  );
}

/** Text that a person can read, rather than numbers in bytes. */
function isPrintable(data: Uint8Array): boolean {
  return data.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}

/** Beyond this nobody reads on, and the page would become slow. */
const shownBytes = 64 * 1024;

function show(data: Uint8Array, format: Format): string {
  const shown = data.subarray(0, shownBytes);
  const text = format === 'hex' ? toHex(shown) : new TextDecoder().decode(shown);
  return shown.length < data.length ? `${text} …` : text;
}
