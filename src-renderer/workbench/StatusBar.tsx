import { useStore } from 'zustand';
import { isReadOnly } from '../state/documents.ts';
import { usePreviewStats } from '../state/preview-stats.ts';
import { describeEntry } from '../../src-shared/device/words.ts';
import {
  useActiveDocument,
  useCamera,
  useLanguage,
  useScript,
  useSettings,
  useStores,
  useStrings,
} from '../state/stores-context.ts';
import { isConnected } from '../state/camera.ts';
import './status-bar.css';

/** Facts of the moment; those that lead somewhere are buttons. */
export function StatusBar(): React.ReactElement {
  return (
    <footer className="status-bar">
      <CameraPart />
      <FpsPart />
      <span className="status-gap" />
      <ProblemsPart />
      <DocumentPart />
      <LanguagePart />
      <LinkPart />
    </footer>
  );
}

function Item(props: {
  readonly text: string;
  readonly title?: string;
  readonly onPress?: () => void;
}): React.ReactElement {
  if (props.onPress === undefined) {
    return (
      <span className="status-item" title={props.title}>
        {props.text}
      </span>
    );
  }
  return (
    <button type="button" className="status-item status-button" title={props.title} onClick={props.onPress}>
      {props.text}
    </button>
  );
}

function CameraPart(): React.ReactElement {
  const strings = useStrings();
  const { commands } = useStores();
  const status = useCamera((state) => state.status);
  const language = useLanguage();
  const { identity, entry } = status;
  const show = (): void => void commands.run('view.camera');
  const connected = isConnected(status);
  const waits: Partial<Record<typeof status.state, string>> = strings.camera.waits;
  return (
    <>
      <button type="button" className="status-item status-button" title={strings.camera.panel} onClick={show}>
        <span className="state-dot" data-state={status.state} aria-hidden="true" />
        <output>{waits[status.state] ?? strings.camera.states[status.state]}</output>
      </button>
      {connected && identity !== undefined && (
        <>
          <Item text={identity.board} title={strings.camera.board} onPress={show} />
          {identity.sensors.length > 0 && <Item text={identity.sensors.join(', ')} title={strings.camera.sensors} />}
          <Item text={strings.status.firmware(identity.firmware)} />
        </>
      )}
      {connected && entry !== undefined && <Item text={entry.id} title={describeEntry(entry, language).detail} />}
    </>
  );
}

function FpsPart(): React.ReactElement | null {
  const strings = useStrings();
  const { cameraFps, shownFps, dropped, width } = usePreviewStats();
  // Rates are of the moment: while nothing runs there is none.
  const isRunning = useCamera(({ status }) => status.state === 'running');
  if (!isRunning || width === 0) return null;
  return (
    <>
      <Item text={strings.status.fps(cameraFps.toFixed(1), shownFps.toFixed(0))} title={strings.status.fpsHint} />
      <Item text={strings.status.dropped(dropped)} />
    </>
  );
}

function ProblemsPart(): React.ReactElement | null {
  const strings = useStrings();
  const { notices, commands } = useStores();
  const failures = useStore(notices, (state) => state.history.filter((each) => each.severity !== 'info').length);
  const hasTraceback = useScript((state) => state.traceback !== undefined);
  const count = failures + (hasTraceback ? 1 : 0);
  if (count === 0) return null;
  return <Item text={strings.status.problems(count)} onPress={() => void commands.run('view.problems')} />;
}

function DocumentPart(): React.ReactElement | null {
  const strings = useStrings();
  const { commands, editorStatus } = useStores();
  const document = useActiveDocument();
  const { line, column, selected } = useStore(editorStatus);
  if (document === undefined) return null;
  const position = strings.status.position(line, column);
  return (
    <>
      <Item
        text={selected > 0 ? `${position} ${strings.status.selected(selected)}` : position}
        title={strings.status.goToLine}
        onPress={() => void commands.run('editor.goToLine')}
      />
      {isReadOnly(document) && <Item text={strings.documents.readOnly} />}
      {document.bom && <Item text={strings.status.encodingBom} />}
      <Item
        text={strings.status.lineEndings[document.lineEnding]}
        title={strings.status.changeLineEndings}
        onPress={() => void commands.run('file.lineEndings')}
      />
    </>
  );
}

function LanguagePart(): React.ReactElement {
  const strings = useStrings();
  const language = useLanguage();
  const change = useSettings((state) => state.change);
  const other = language === 'en' ? 'zh' : 'en';
  return (
    <Item
      text={language === 'en' ? 'EN' : '中文'}
      title={`${strings.status.language}: ${strings.settings.languages[other]}`}
      onPress={() => void change({ language: other })}
    />
  );
}

function LinkPart(): React.ReactElement {
  const strings = useStrings();
  const { link } = useStores();
  const state = useStore(link, (each) => each.state);
  return (
    <output className="status-item" data-link={state}>
      {strings.status.link[state]}
    </output>
  );
}
