import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { Button, Dialog } from '../components/index.ts';
import type { DialogRequest, Question } from '../state/dialogs.ts';
import { useLanguage, useStores } from '../state/stores-context.ts';

// A system's own dialogs take its place in the desktop program.
const FilePicker = lazy(() =>
  import('./file-picker/FilePicker.tsx').then((module) => ({ default: module.FilePicker })),
);

/** The questions that wait for an answer; a later one lies over the earlier ones. */
export function Dialogs(): React.ReactElement {
  const { dialogs } = useStores();
  const open = useStore(dialogs, (state) => state.open);
  return (
    <Suspense>
      {open.map((request) =>
        request.kind === 'file' ? (
          <FilePicker key={request.id} pick={request} onAnswer={request.answer} />
        ) : (
          <QuestionDialog key={request.id} question={request} onAnswer={request.answer} />
        ),
      )}
    </Suspense>
  );
}

function QuestionDialog(props: {
  readonly question: Question;
  readonly onAnswer: DialogRequest['answer'];
}): React.ReactElement {
  const language = useLanguage();
  const { question, onAnswer } = props;
  return (
    <Dialog
      title={question.title(language)}
      onClose={() => onAnswer()}
      footer={question.buttons.map((button) => (
        <Button
          key={button.answer}
          label={button.label(language)}
          kind={button.kind}
          focusFirst={button.kind === 'primary'}
          onPress={() => onAnswer(button.answer)}
        />
      ))}
    >
      <p>{question.text(language)}</p>
    </Dialog>
  );
}
