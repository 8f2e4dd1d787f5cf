import { useStore } from 'zustand';
import { StatusItem } from '../../components/index.ts';
import { useMessages, useScript, useStores } from '../../state/stores-context.ts';
import { problemsMessages } from './messages.ts';

/** How many problems there are; nothing if there are none. */
export function ProblemsStatus(): React.ReactElement | null {
  const words = useMessages(problemsMessages);
  const { notices, commands } = useStores();
  const failures = useStore(notices, (state) => state.history.filter((each) => each.severity !== 'info').length);
  const hasTraceback = useScript((state) => state.traceback !== undefined);
  const count = failures + (hasTraceback ? 1 : 0);
  if (count === 0) return null;
  return <StatusItem text={words.count(count)} onPress={() => void commands.run('view.problems')} />;
}
