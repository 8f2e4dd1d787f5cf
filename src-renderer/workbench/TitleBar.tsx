import { Button, Icon, IconButton } from '../components/index.ts';
import { displayBinding } from '../state/key-binding.ts';
import { useSettings, useStores, useMessages } from '../state/stores-context.ts';
import { CameraPicker } from './CameraPicker.tsx';
import { ConnectButton } from './ConnectButton.tsx';
import { RunButton } from './RunButton.tsx';
import './title-bar.css';
import { workbenchMessages } from './messages.ts';

export function TitleBar(): React.ReactElement {
  const words = useMessages(workbenchMessages);
  const { commands } = useStores();
  const isNew = useSettings((state) => state.info !== undefined && !state.settings.tourSeen);
  return (
    <header className="title-bar">
      <span className="title-bar-name">
        <Icon name="preview" size={18} />
        Viewfinder
      </span>
      <CameraPicker />
      <ConnectButton />
      <RunButton />
      <span className="title-bar-gap" />
      {isNew && <Button label={words.tour.offer} kind="quiet" onPress={() => commands.run('help.tour')} />}
      <button
        type="button"
        className="title-bar-search"
        aria-keyshortcuts="Control+Shift+P"
        onClick={() => commands.run('app.palette')}
      >
        <Icon name="search" size={14} />
        <span>{words.palette.title}</span>
        <kbd>{displayBinding('Mod+Shift+P')}</kbd>
      </button>
      <IconButton
        icon="settings"
        label={words.settings.title}
        hint={displayBinding('Mod+,')}
        onPress={() => commands.run('app.settings')}
      />
    </header>
  );
}
