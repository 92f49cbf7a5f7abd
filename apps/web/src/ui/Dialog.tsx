import { lazy, Suspense, type ReactNode, type RefObject } from 'react';
import { usePreloadedLayers, useWasEver } from './layers.ts';

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

const Layer = lazy(() => import('./DialogLayer.tsx').then((module) => ({ default: module.DialogLayer })));

/** A modal layer: traps focus, gives it back, is named by its title; a bottom sheet on phones. */
export function Dialog(props: DialogProps) {
  usePreloadedLayers();
  if (!useWasEver(props.open)) return null;
  return (
    <Suspense fallback={null}>
      <Layer {...props} />
    </Suspense>
  );
}
