import { Component, createContext, Suspense, use, type ReactNode } from 'react';

/** Told when a layer could not be opened; who knows the words says so. */
export const LayerFailed = createContext<(error: unknown) => void>(() => {});

export type LayerBoundaryProps = { open: boolean; onClose: () => void; children: ReactNode };

/** Around what is fetched when it opens. Where that fails it is closed again: the page under it goes on as it was. */
export function LayerBoundary({ onClose, ...props }: LayerBoundaryProps) {
  const tell = use(LayerFailed);
  return <Boundary {...props} onFail={(error) => (onClose(), tell(error))} />;
}

type Props = { open: boolean; onFail: (error: unknown) => void; children: ReactNode };
type State = { open: boolean; failed: boolean };

class Boundary extends Component<Props, State> {
  override state: State = { open: false, failed: false };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  /** Each opening tries again. */
  static getDerivedStateFromProps({ open }: Props, state: State): State | null {
    return open === state.open ? null : { open, failed: !open && state.failed };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onFail(error);
  }

  override render(): ReactNode {
    return this.state.failed ? null : <Suspense fallback={null}>{this.props.children}</Suspense>;
  }
}
