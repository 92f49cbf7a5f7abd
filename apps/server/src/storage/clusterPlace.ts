import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Notices that a cluster was put back from a backup. PostgreSQL cannot tell: it is the same cluster, only earlier. But a copy is made of
 * other files: one that PostgreSQL never writes again tells by its number and time of birth whether it is still the one that was made
 * there. A false alarm, after a move to another disk, costs every client a snapshot and nothing else. A disk that is set back as a
 * whole keeps its files; whoever does that deletes the note.
 */

/** Whether the cluster lies where `keepPlace` last found it. */
export function isInPlace(cluster: string): boolean {
  const note = noteOf(cluster);
  return existsSync(note) && readFileSync(note, 'utf8') === placeOf(cluster);
}

/** From now on the cluster is in its place. */
export function keepPlace(cluster: string): void {
  writeFileSync(noteOf(cluster), placeOf(cluster), { mode: 0o600 });
}

function placeOf(cluster: string): string {
  const { ino, birthtimeNs } = statSync(join(cluster, 'PG_VERSION'), { bigint: true });
  return `${ino} ${birthtimeNs}\n`;
}

function noteOf(cluster: string): string {
  return `${cluster}.place`;
}
