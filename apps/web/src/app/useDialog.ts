import { isId } from '@roost/protocol/ids';
import { useCallback, useMemo, useState } from 'react';
import { openLayer, useLayer } from '../navigation/location.ts';
import { fromPath } from '../navigation/places.ts';
import type { OpenDialog } from './dialogs.ts';
import type { WorkspacePlace } from './WorkspaceShell.tsx';

type Kind = OpenDialog['kind'];

/** Layers that have an address: those that mean the same to whoever opens the link. */
const ofWorkspace: ReadonlySet<string> = new Set<Kind>([
  ...(['invite', 'createChannel', 'browseChannels', 'newDirect', 'groups', 'status', 'shortcuts'] as const),
]);
/** Those that are about the channel over which they lie. */
const ofChannel: ReadonlySet<string> = new Set<Kind>(['channelSettings', 'access', 'addPeople']);

/** The layer that is open. One that has an address is opened and closed by it; others do not survive a reload. */
export function useDialog(place: WorkspacePlace): [OpenDialog | null, (dialog: OpenDialog | null) => void] {
  const layer = useLayer();
  const [passing, setPassing] = useState<OpenDialog | null>(null);
  const channel = channelOf(place);
  const addressed = useMemo(() => (layer === null ? null : toDialog(layer, channel)), [layer, channel]);
  const open = useCallback((dialog: OpenDialog | null) => {
    const name = dialog && nameOf(dialog);
    setPassing(name === null ? dialog : null);
    openLayer(name);
  }, []);
  return [passing ?? addressed, open];
}

function channelOf(place: { at: string; channel?: string } | null): string | undefined {
  return place?.at === 'channel' ? place.channel : undefined;
}

/** How the address names a layer, where it can. */
function nameOf(dialog: OpenDialog): string | null {
  const { kind, channel, group, user } = dialog as { kind: Kind; channel?: string; group?: string; user?: string };
  const here = channelOf(fromPath(window.location.pathname));
  const isAddressed = ofWorkspace.has(kind) || (ofChannel.has(kind) && channel === here);
  return isAddressed ? [kind, group ?? user].filter(Boolean).join('.') : null;
}

/** The layer that an address names; null where it names none, or needs a channel that is not there. */
export function toDialog(name: string, channel: string | undefined): OpenDialog | null {
  const [kind, id = ''] = name.split('.') as [Kind, string?];
  const of = isId(id, 'group') ? { group: id } : isId(id, 'user') ? { user: id } : {};
  if (ofWorkspace.has(kind)) return { kind, ...of } as OpenDialog;
  return ofChannel.has(kind) && channel !== undefined ? ({ kind, channel, ...of } as OpenDialog) : null;
}
