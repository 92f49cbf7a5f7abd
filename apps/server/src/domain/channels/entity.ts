import type { Channel, Posting } from '@roost/protocol/entities';
import { toIso } from '@roost/protocol/time';

/** A row of `channel`, as `channelColumns` selects it. */
export interface ChannelRow {
  id: string;
  workspace: string;
  kind: 'public' | 'private' | 'direct';
  name: string | null;
  topic: string;
  description: string;
  admins: string[] | null;
  posting: Posting | null;
  newcomers: boolean;
  bookmarked: boolean;
  directKey: string | null;
  general: boolean;
  createdBy: string;
  createdAt: number;
  archivedAt: number | null;
  rev: number;
}

export function toChannel(row: ChannelRow): Channel {
  return {
    id: row.id,
    rev: row.rev,
    workspace: row.workspace,
    kind: row.kind,
    name: row.name,
    topic: row.topic,
    ...(row.description !== '' && { description: row.description }),
    ...(row.admins && { admins: row.admins }),
    ...(row.posting && { posting: row.posting }),
    ...(row.bookmarked && { bookmarked: true as const }),
    ...(row.newcomers && { newcomers: true as const }),
    ...(row.directKey !== null && { users: row.directKey.split(' ') }),
    ...(row.general && { general: true as const }),
    createdBy: row.createdBy,
    createdAt: toIso(row.createdAt),
    ...(row.archivedAt !== null && { archivedAt: toIso(row.archivedAt) }),
  };
}

/** What makes a direct channel the one of its people [M7]. */
export function directKeyOf(users: readonly string[]): string {
  return [...users].sort().join(' ');
}
