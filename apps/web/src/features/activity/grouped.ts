import type { Activity } from '@roost/protocol/entities';

/** What stands in one row: one thing, or reactions to one message that came one after the other, the newest first. */
export interface ActivityGroup {
  key: string;
  entries: readonly [Activity, ...Activity[]];
}

/** Many who react to one message make one row. */
export function grouped(entries: readonly Activity[]): ActivityGroup[] {
  const groups: { key: string; entries: [Activity, ...Activity[]] }[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last && entry.kind === 'reaction' && isSame(last.entries[0], entry)) last.entries.push(entry);
    else groups.push({ key: keyOf(entry), entries: [entry] });
  }
  return groups;
}

function isSame(a: Activity, b: Activity): boolean {
  return a.kind === b.kind && a.message.id === b.message.id;
}

/** The rows above may grow while one looks at this one. */
function keyOf({ kind, message, by, at }: Activity): string {
  return kind === 'reaction' ? `${message.id} ${by} ${at}` : message.id;
}
