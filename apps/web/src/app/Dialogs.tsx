import { LayerBoundary } from '../ui/LayerBoundary.tsx';
import type { DialogsProps } from './dialogs.ts';
import { lazyPart } from './lazyPart.tsx';

const DialogChoice = lazyPart(async () => (await import('./DialogChoice.tsx')).DialogChoice);

/** The one layer that is open, if any. */
export function Dialogs({ dialog, ...props }: DialogsProps) {
  return (
    <LayerBoundary open={dialog !== null} onClose={() => props.onOpen(null)}>
      {dialog && <DialogChoice dialog={dialog} {...props} />}
    </LayerBoundary>
  );
}
