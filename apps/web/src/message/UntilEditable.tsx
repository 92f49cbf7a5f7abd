import { useEffect, type ReactNode } from 'react';

export interface UntilEditableProps {
  /** The message as it is read. */
  meanwhile: ReactNode;
  onCancel: () => void;
}

/** Stays as it was while what it is changed with is fetched. Escape leaves then too, from wherever the focus is. */
export function UntilEditable({ meanwhile, onCancel }: UntilEditableProps): ReactNode {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onCancel();
    };
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [onCancel]);
  return meanwhile;
}
