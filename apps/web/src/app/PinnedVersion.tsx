import { useEffect, useRef } from 'react';
import { usePreview } from '../sync/previews.ts';
import { useOpenDialog } from './dialogs.ts';

/** Whoever follows a link to a version that is not the present one is shown that version, and that there is a newer one. */
export function PinnedVersion({ message, version }: { message: string; version: number }) {
  const openDialog = useOpenDialog();
  const preview = usePreview({ message, rev: version });
  const found = preview?.state === 'live' && preview.quoted ? preview.message : null;
  // What becomes of the message while one looks is the dialog's matter.
  const isShown = useRef(false);
  useEffect(() => {
    if (!found || isShown.current) return;
    isShown.current = true;
    openDialog({ kind: 'versions', message: found, pinned: version });
  }, [found, openDialog, version]);
  return null;
}
