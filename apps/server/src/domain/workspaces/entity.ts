import type { Workspace } from '@roost/protocol/entities';
import { toIso } from '@roost/protocol/time';

export interface WorkspaceRow {
  id: string;
  name: string;
  createdAt: number;
  rev: number;
}

export function toWorkspace(row: WorkspaceRow): Workspace {
  return { id: row.id, rev: row.rev, name: row.name, createdAt: toIso(row.createdAt) };
}
