import { useMemo, type ReactNode } from 'react';
import { MessageLayersContext, type MessageLayers as Layers } from '../message/messageLayers.ts';
import { loadEmojiTable } from '../ui/emoji/emojiTable.ts';
import { fetchAhead } from './lazyPart.tsx';
import type { OpenDialog } from './dialogs.ts';

fetchAhead(
  () => import('../message/MessageMenuLayer.tsx'),
  () => import('../message/MessageTools.tsx'),
  () => import('../message/EditBox.tsx'),
  () => import('../message/QuoteCards.tsx'),
  () => import('../message/PollCard.tsx'),
  () => import('../message/AckBar.tsx'),
);
// `:tada:` is understood without a connection, too.
fetchAhead(loadEmojiTable);

/** Opens what a message asks for. */
export function MessageLayers({ onOpen, children }: { onOpen: (dialog: OpenDialog) => void; children: ReactNode }) {
  const layers = useMemo<Layers>(
    () => ({
      showVersions: (message) => onOpen({ kind: 'versions', message }),
      remind: ({ id }) => onOpen({ kind: 'remind', message: id }),
      forward: (message) => onOpen({ kind: 'forward', message }),
      jumpToDate: (channel, day) => onOpen({ kind: 'jumpToDate', channel, day }),
    }),
    [onOpen],
  );
  return <MessageLayersContext value={layers}>{children}</MessageLayersContext>;
}
