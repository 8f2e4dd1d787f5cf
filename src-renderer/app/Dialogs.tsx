import { useStore } from 'zustand';
import { Button, Dialog } from '../components/index.ts';
import type { DialogRequest, Question } from '../state/dialogs.ts';
import { useStores, useStrings } from '../state/stores-context.ts';
import { FilePicker } from './FilePicker.tsx';

/** The question that waits for an answer; the oldest first. */
export function Dialogs(): React.ReactElement | null {
  const { dialogs } = useStores();
  const request = useStore(dialogs, (state) => state.open[0]);
  if (request === undefined) return null;
  if (request.kind === 'file') return <FilePicker key={request.id} pick={request} onAnswer={request.answer} />;
  return <QuestionDialog key={request.id} question={request} onAnswer={request.answer} />;
}

function QuestionDialog(props: {
  readonly question: Question;
  readonly onAnswer: DialogRequest['answer'];
}): React.ReactElement {
  const strings = useStrings();
  const { question, onAnswer } = props;
  return (
    <Dialog
      title={question.title(strings)}
      onClose={() => onAnswer()}
      footer={question.buttons.map((button) => (
        <Button
          key={button.answer}
          label={button.label(strings)}
          kind={button.kind}
          focusFirst={button.kind === 'primary'}
          onPress={() => onAnswer(button.answer)}
        />
      ))}
    >
      <p>{question.text(strings)}</p>
    </Dialog>
  );
}
