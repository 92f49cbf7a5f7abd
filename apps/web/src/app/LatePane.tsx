import { lazyPart } from './lazyPart.tsx';
import { PaneBoundary } from './PaneBoundary.tsx';
import type { RightPaneProps } from './RightPane.tsx';

const Inside = lazyPart(async () => (await import('./RightPane.tsx')).RightPane);

/** The pane at the end, which most pages begin without. Where it cannot be fetched, that is said in its place. */
export function LatePane(props: RightPaneProps) {
  return (
    <PaneBoundary resetKey={JSON.stringify(props.pane)}>
      <Inside {...props} />
    </PaneBoundary>
  );
}
