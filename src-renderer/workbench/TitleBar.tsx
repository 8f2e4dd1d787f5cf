import { Button, Icon, IconButton } from '../components/index.ts';
import { displayBinding } from '../state/key-binding.ts';
import { useSettings, useStores, useStrings } from '../state/stores-context.ts';
import { CameraPicker } from './CameraPicker.tsx';
import { ConnectButton } from './ConnectButton.tsx';
import { RunButton } from './RunButton.tsx';
import './title-bar.css';

export function TitleBar(): React.ReactElement {
  const strings = useStrings();
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
      {isNew && <Button label={strings.tour.offer} kind="quiet" onPress={() => commands.run('help.tour')} />}
      <button
        type="button"
        className="title-bar-search"
        aria-keyshortcuts="Control+Shift+P"
        onClick={() => commands.run('app.palette')}
      >
        <Icon name="search" size={14} />
        <span>{strings.palette.title}</span>
        <kbd>{displayBinding('Mod+Shift+P')}</kbd>
      </button>
      <IconButton
        icon="settings"
        label={strings.settings.title}
        hint={displayBinding('Mod+,')}
        onPress={() => commands.run('app.settings')}
      />
    </header>
  );
}
