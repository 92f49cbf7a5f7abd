import { CircleAlert } from 'lucide-react';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { copyText } from './copyText.ts';
import { EmptyState } from './EmptyState.tsx';

export type ErrorBoundaryProps = {
  title: string | ((error: unknown) => string);
  reloadLabel: string;
  copyLabel: string;
  /** A new value starts over: the pane's address, say. */
  resetKey?: string;
  onError?: (error: unknown, info: ErrorInfo) => void;
  children: ReactNode;
};
type State = { failure: { error: unknown; stack: string } | null; resetKey: string | undefined };

/** Keeps a fault inside its pane. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { failure: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { failure: { error, stack: '' } };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { failure: null, resetKey: props.resetKey };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.setState({ failure: { error, stack: info.componentStack ?? '' } });
    this.props.onError?.(error, info);
  }

  override render(): ReactNode {
    const { failure } = this.state;
    const { title } = this.props;
    if (!failure) return this.props.children;
    return (
      <div role="alert" style={{ display: 'flex', flex: 1 }}>
        <EmptyState
          icon={<CircleAlert />}
          title={typeof title === 'string' ? title : title(failure.error)}
          action={
            <>
              <Button variant="primary" onClick={() => this.setState({ failure: null })}>
                {this.props.reloadLabel}
              </Button>
              <Button onClick={() => void copyText(report(failure))}>{this.props.copyLabel}</Button>
            </>
          }
        />
      </div>
    );
  }
}

function report({ error, stack }: NonNullable<State['failure']>): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error);
  return [what, stack.trim(), location.pathname, navigator.userAgent].join('\n\n');
}
