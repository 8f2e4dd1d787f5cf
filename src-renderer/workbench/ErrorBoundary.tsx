import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../components/index.ts';
import { useStrings } from '../state/stores-context.ts';

interface ErrorBoundaryState {
  readonly failed: boolean;
}

/** Keeps a failure of one part from taking the rest with it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failed: false };

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { failed: true };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error('A part of the page failed:', error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return <FailedPart onRetry={() => this.setState({ failed: false })} />;
  }
}

function FailedPart({ onRetry }: { readonly onRetry: () => void }): ReactNode {
  const strings = useStrings();
  return (
    <div className="failed-part" role="alert">
      <p>{strings.boot.broken.sentence}</p>
      <p>{strings.boot.broken.nextStep}</p>
      <div className="failed-part-actions">
        <Button label={strings.common.retry} onPress={onRetry} />
        <Button label={strings.boot.reload} onPress={() => location.reload()} />
      </div>
    </div>
  );
}
