import type { Report } from './checker.ts';
import type { Device } from './device.ts';
import { channelOf, isPublicWord, type Fact, type History } from './history.ts';
import type { Received } from './witness.ts';

/*
 * What came over a device's connections, whatever its client made of it: nothing that is not theirs to see, each event once and in
 * order per connection [C3], nothing of a channel after one's own leaving [W3], no text of what was deleted before it connected [M4].
 */

/** By message, when the first device heard of its deletion. */
export type Deletions = ReadonlyMap<string, number>;

export function deletionsHeard(devices: readonly Device[], history: History): Deletions {
  const heard = new Map<string, number>();
  for (const { witness } of devices)
    for (const { stream, seq, at } of witness.events) {
      const fact = history.at(stream, seq);
      if (fact?.type !== 'message.deleted') continue;
      const message = String(fact.data['message']);
      heard.set(message, Math.min(at, heard.get(message) ?? Infinity));
    }
  return heard;
}

export function checkReceived(device: Device, history: History, deletions: Deletions, report: Report): void {
  const seen = new Set<string>();
  const last = new Map<string, number>();
  const left = new Map<string, number>();
  for (const one of device.witness.events) {
    const { line, stream, seq } = one;
    const fact = history.at(stream, seq);
    if (!fact) {
      report('phantom', `event ${stream} ${seq} came and is not in the log`);
      continue;
    }
    const key = `${line} ${stream} ${seq}`;
    if (seen.has(key)) report('duplicated', `${fact.type} ${stream} ${seq} came twice over connection ${line}`);
    seen.add(key);
    const place = `${line} ${stream} ${channelOf(fact) ?? '*'}`;
    if (seq < (last.get(place) ?? 0))
      report('reordered', `${fact.type} ${stream} ${seq} came after ${last.get(place)} over connection ${line}`);
    last.set(place, seq);
    checkEntitled(device, one, fact, history, left, report);
    const deletedAt = one.told === null ? undefined : deletions.get(one.told);
    if (deletedAt !== undefined && deletedAt < (device.witness.greeted.get(line) ?? 0))
      report('leaked', `${fact.type} ${seq} with the text of ${one.told}, which was deleted before`);
  }
}

function checkEntitled(
  { login }: Device,
  { line, seq }: Received,
  fact: Fact,
  history: History,
  left: Map<string, number>,
  report: Report,
): void {
  if (fact.stream !== history.workspace) return;
  if (!history.maySee(login.user, fact)) report('leaked', `${fact.type} ${seq}`);
  const place = `${line} ${channelOf(fact)}`;
  if (seq < (left.get(place) ?? 0) && !isPublicWord(fact))
    report('leaked', `${fact.type} ${seq} after the leaving at ${left.get(place)}`);
  if (fact.type === 'member.left' && fact.data['user'] === login.user) left.set(place, seq);
}
