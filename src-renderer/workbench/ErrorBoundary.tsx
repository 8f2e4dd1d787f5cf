import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../components/index.ts';
import { useMessages } from '../state/stores-context.ts';
import { sharedMessages } from '../state/messages.ts';
import { workbenchMessages } from './messages.ts';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** Called before the part is shown again. */
  readonly onRetry?: () => void;
}

interface ErrorBoundaryState {
  readonly failed: boolean;
}

/** Keeps a failure of one part from taking the rest with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failed: false };

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { failed: true };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error('A part of the page failed:', error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const retry = (): void => {
      this.props.onRetry?.();
      this.setState({ failed: false });
    };
    return <FailedPart onRetry={retry} />;
  }
}

function FailedPart({ onRetry }: { readonly onRetry: () => void }): ReactNode {
  const words = useMessages(workbenchMessages);
  const shared = useMessages(sharedMessages);
  return (
    <div className="failed-part" role="alert">
      <p>{words.boot.broken.sentence}</p>
      <p>{words.boot.broken.nextStep}</p>
      <div className="failed-part-actions">
        <Button label={shared.common.retry} onPress={onRetry} />
        <Button label={words.boot.reload} onPress={() => location.reload()} />
      </div>
    </div>
  );
}
