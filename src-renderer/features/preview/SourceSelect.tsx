// Chooses what feeds the preview: the camera's stream, or a channel of the script and what its bytes are.

import { useStore } from 'zustand';
import { type FrameSource } from '../../../src-shared/contract/frames.ts';
import { rawChannelFormats, type ChannelPicture } from '../../../src-shared/device/channel.ts';
import { PixelFormat, pixelFormatName } from '../../../src-shared/picture/pixel-format.ts';
import { Select } from '../../components/Select.tsx';
import { useStores, useMessages } from '../../state/stores-context.ts';
import { useFrameSource } from './use-frame-source.ts';
import { previewMessages } from './messages.ts';

const stream = 'stream';
/** What the simulated and most real sensors begin with. */
const firstSize = { width: 320, height: 240 };

export function SourceSelect(): React.ReactElement {
  const words = useMessages(previewMessages);
  const { channels } = useStores();
  const list = useStore(channels, (state) => state.list);
  const { source, choose } = useFrameSource();
  const chosen = source?.kind === 'channel' ? source : undefined;
  const offered = list.filter((each) => each.dynamic && each.readable).map((each) => each.name);
  // The chosen one stays while its script does not run.
  const names = [...new Set(chosen === undefined ? offered : [...offered, chosen.name])];

  return (
    <>
      <Select
        size="small"
        label={words.source}
        hint={words.sourceHint}
        disabled={source === undefined}
        value={chosen === undefined ? stream : channelValue(chosen.name)}
        options={[
          { value: stream, label: words.sourceStream },
          ...names.map((name) => ({ value: channelValue(name), label: words.sourceChannel(name) })),
        ]}
        onChange={(value) => choose(sourceOf(value, chosen?.picture))}
      />
      {chosen !== undefined && (
        <PictureSelect picture={chosen.picture} onChange={(picture) => choose({ ...chosen, picture })} />
      )}
    </>
  );
}

function PictureSelect(props: {
  readonly picture: ChannelPicture;
  readonly onChange: (picture: ChannelPicture) => void;
}): React.ReactElement {
  const words = useMessages(previewMessages);
  const { picture, onChange } = props;
  const size = picture.format === 'file' ? firstSize : { width: picture.width, height: picture.height };
  return (
    <>
      <Select
        size="small"
        label={words.sourceFormat}
        value={picture.format}
        options={[
          { value: 'file', label: words.sourceFile },
          ...rawChannelFormats.map((format) => ({ value: format, label: pixelFormatName(PixelFormat[format]) })),
        ]}
        onChange={(value) => {
          const format = rawChannelFormats.find((each) => each === value);
          onChange(format === undefined ? { format: 'file' } : { format, ...size });
        }}
      />
      {picture.format !== 'file' &&
        (['width', 'height'] as const).map((side) => (
          <input
            key={side}
            type="number"
            className="preview-select preview-side"
            aria-label={words[side]}
            title={words[side]}
            min={1}
            max={8192}
            value={picture[side]}
            onChange={({ target: { valueAsNumber: value } }) => {
              if (Number.isInteger(value) && value >= 1 && value <= 8192) onChange({ ...picture, [side]: value });
            }}
          />
        ))}
    </>
  );
}

function channelValue(name: string): string {
  return `channel:${name}`;
}

function sourceOf(value: string, picture: ChannelPicture | undefined): FrameSource {
  if (value === stream) return { kind: 'stream' };
  return { kind: 'channel', name: value.slice(channelValue('').length), picture: picture ?? { format: 'file' } };
}
