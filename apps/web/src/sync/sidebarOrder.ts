import type { WorkspaceState } from '@roost/client/types';

export interface SidebarOrder {
  channels: readonly string[];
  directs: readonly string[];
}

const empty: SidebarOrder = { channels: [], directs: [] };
const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const known = new WeakMap<object, WeakMap<object, SidebarOrder>>();

/** Channels by name; direct channels newest message first. Worked out once per state of the two maps. */
export function orderOf(workspace: WorkspaceState | undefined): SidebarOrder {
  if (!workspace) return empty;
  const { channels, memberships } = workspace;
  const cached = known.get(channels)?.get(memberships);
  if (cached) return cached;
  const order = sort(workspace);
  if (!known.has(channels)) known.set(channels, new WeakMap());
  known.get(channels)!.set(memberships, order);
  return order;
}

function sort({ channels, memberships }: WorkspaceState): SidebarOrder {
  const named: { id: string; name: string }[] = [];
  const direct: { id: string; at: string }[] = [];
  for (const [id, membership] of memberships) {
    const channel = channels.get(id);
    if (!channel) continue;
    if (channel.kind === 'direct') direct.push({ id, at: membership.lastMessageAt ?? channel.createdAt });
    else if (!channel.archivedAt) named.push({ id, name: channel.name ?? '' });
  }
  named.sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
  direct.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1));
  return { channels: named.map((one) => one.id), directs: direct.map((one) => one.id) };
}
