// The channels that the camera and its script offer: read them, write to them, follow their events.

import { useState } from 'react';
import { useStore } from 'zustand';
import { EmptyState } from '../../components/index.ts';
import '../../components/panel.css';
import { useStores, useMessages } from '../../state/stores-context.ts';
import { ChannelView } from './ChannelView.tsx';
import './channels.css';
import { channelsMessages } from './messages.ts';

export function Channels(): React.ReactElement {
  const words = useMessages(channelsMessages);
  const { channels } = useStores();
  const all = useStore(channels, (state) => state.list);
  const events = useStore(channels, (state) => state.events);
  const [chosenName, setChosenName] = useState<string>();
  // By name: a script that runs again has its channels under other numbers.
  // The fixed channels carry the link's own traffic: reading them here would take it from the terminal or the picture.
  const list = all.filter((each) => each.dynamic);
  const fixed = all.filter((each) => !each.dynamic);
  const chosen = list.find((each) => each.name === chosenName) ?? list[0];

  if (chosen === undefined) {
    return (
      <EmptyState icon="channels" text={words.none} hint={words.noneHint}>
        {fixed.length === 0 ? undefined : <FixedChannels names={fixed.map((each) => each.name)} />}
      </EmptyState>
    );
  }
  return (
    <section className="panel channels" aria-label={words.panel}>
      <div className="channel-list" role="listbox" aria-label={words.list}>
        {list.map((channel) => (
          <button
            key={channel.id}
            type="button"
            role="option"
            aria-selected={channel === chosen}
            className="channel-row"
            onClick={() => setChosenName(channel.name)}
          >
            <span className="channel-name">{channel.name}</span>
            <span className="channel-detail">
              #{channel.id}
              {channel.readable && ` · ${words.readable}`}
              {channel.writable && ` · ${words.writable}`}
              {events[channel.id] !== undefined &&
                ` · ${words.lastEvent(events[channel.id]!.code, events[channel.id]!.count)}`}
            </span>
          </button>
        ))}
      </div>
      <ChannelView key={chosen.name} channel={chosen} eventCount={events[chosen.id]?.count ?? 0} />
    </section>
  );
}

function FixedChannels({ names }: { readonly names: readonly string[] }): React.ReactElement {
  const words = useMessages(channelsMessages);
  return <p className="channels-fixed">{words.fixed(names.join(', '))}</p>;
}
