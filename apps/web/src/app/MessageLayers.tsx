import { useMemo, type ReactNode } from 'react';
import { MessageLayersContext } from '../message/messageLayers.ts';
import type { OpenDialog } from './dialogs.ts';

/** Opens what a message asks for. */
export function MessageLayers({ onOpen, children }: { onOpen: (dialog: OpenDialog) => void; children: ReactNode }) {
  const layers = useMemo(
    () => ({
      showVersions: (message: Extract<OpenDialog, { kind: 'versions' }>['message']) =>
        onOpen({ kind: 'versions', message }),
    }),
    [onOpen],
  );
  return <MessageLayersContext value={layers}>{children}</MessageLayersContext>;
}
