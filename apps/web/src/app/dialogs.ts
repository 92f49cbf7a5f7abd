import type { Message } from '@roost/protocol/entities';
import { createContext, useContext } from 'react';
import type { Counted } from './useBadgeWhy.ts';

/** The layers that any part of the page may ask for; one at a time. */
export type OpenDialog =
  | { kind: 'switcher' }
  | { kind: 'invite' }
  | { kind: 'createChannel' }
  | { kind: 'browseChannels' }
  | { kind: 'newDirect' }
  | { kind: 'groups'; group?: string }
  | { kind: 'newSection'; channel?: string }
  | { kind: 'renameSection'; section: string }
  | { kind: 'newWorkspace' }
  | { kind: 'why'; of: Counted; workspace: string }
  | { kind: 'status' }
  | { kind: 'pause' }
  | { kind: 'signOut' }
  | { kind: 'shortcuts' }
  | { kind: 'channelSettings'; channel: string }
  | { kind: 'bookmark'; channel: string; bookmark?: string }
  | { kind: 'access'; channel: string; user?: string }
  | { kind: 'convertDirect'; channel: string }
  | { kind: 'addPeople'; channel: string }
  | { kind: 'removePerson'; user: string }
  | { kind: 'inviteAs'; user: string }
  | { kind: 'versions'; message: Message; pinned?: number }
  | { kind: 'jumpToDate'; channel: string; day: string }
  | { kind: 'remind'; message: string }
  | { kind: 'forward'; message: Message };

export const OpenDialogContext = createContext<(dialog: OpenDialog | null) => void>(() => {});

/** Opens a layer; null closes it. */
export const useOpenDialog = () => useContext(OpenDialogContext);

export type DialogsProps = {
  workspaceId: string;
  dialog: OpenDialog | null;
  onOpen: (dialog: OpenDialog | null) => void;
};
