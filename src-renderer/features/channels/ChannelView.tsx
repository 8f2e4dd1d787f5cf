import { useState } from 'react';
import { Button } from '../../components/index.ts';
import type { ChannelInfo } from '../../../src-shared/device/channel.ts';
import { useMessages } from '../../state/stores-context.ts';
import { ChannelWriter } from './ChannelWriter.tsx';
import { dataFormats, formatFor, showData, type DataFormat } from './data-format.ts';
import { channelsMessages } from './messages.ts';
import { useChannelData } from './use-channel-data.ts';

/** What one channel holds, and what is written to it. */
export function ChannelView(props: { readonly channel: ChannelInfo; readonly eventCount: number }): React.ReactElement {
  const { channel, eventCount } = props;
  const words = useMessages(channelsMessages);
  const [chosenFormat, setFormat] = useState<DataFormat>();
  const [follow, setFollow] = useState(true);
  const { data, read } = useChannelData(channel, eventCount, follow);
  const format = chosenFormat ?? formatFor(data);

  return (
    <div className="channel-view">
      <div className="channel-tools">
        <FormatChoice format={format} onChoose={setFormat} />
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
          value={data === undefined ? words.nothingRead : showData(data, format)}
        />
      )}
      {channel.writable && <ChannelWriter channel={channel} format={format} />}
    </div>
  );
}

function FormatChoice(props: {
  readonly format: DataFormat;
  readonly onChoose: (format: DataFormat) => void;
}): React.ReactElement {
  const words = useMessages(channelsMessages);
  return (
    <div role="group" aria-label={words.format} className="segments">
      {dataFormats.map((each) => (
        <button
          key={each}
          type="button"
          className="segment"
          aria-pressed={props.format === each}
          onClick={() => props.onChoose(each)}
        >
          {each === 'text' ? words.asText : words.asHex}
        </button>
      ))}
    </div>
  );
}
