import type { ReactNode, RefObject } from 'react';
import { usePreloadedLayers, useWasEver } from './layers.ts';
import { LayerBoundary } from './LayerBoundary.tsx';
import { lazyAgain } from './lazyAgain.tsx';

export type DialogProps = {
  open: boolean;
  /** Esc, a click on the backdrop, the cross. */
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  closeLabel: string;
  children?: ReactNode;
  /** Buttons; the safe one first. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg' | 'xl';
  role?: 'dialog' | 'alertdialog';
  /** Else: an element with `data-autofocus`, else the first control of the content. */
  initialFocus?: RefObject<HTMLElement | null>;
  hideTitle?: boolean;
  /** No padding around the content. */
  flush?: boolean;
  /** False = only the content's own buttons close it. */
  dismissible?: boolean;
  className?: string;
};

const Layer = lazyAgain(async () => (await import('./DialogLayer.tsx')).DialogLayer);

/** A modal layer: traps focus, gives it back, is named by its title; a bottom sheet on phones. */
export function Dialog(props: DialogProps) {
  usePreloadedLayers();
  if (!useWasEver(props.open)) return null;
  return (
    <LayerBoundary open={props.open} onClose={props.onClose}>
      <Layer {...props} />
    </LayerBoundary>
  );
}
