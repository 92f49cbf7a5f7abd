import { isDeepStrictEqual } from 'node:util';
import type { StreamPosition } from '@roost/client/types';
import type { Device, Life } from './device.ts';
import { channelOf, isPublicWord, messageOf, type Fact, type History } from './history.ts';
import { checkReceived, type Deletions } from './received.ts';

/** What must not be. `lost`: an event or an acknowledged message that somebody entitled lacks; and so on. All must be empty. */
export const wrongs = ['lost', 'duplicated', 'reordered', 'phantom', 'leaked', 'stale', 'miscounted'] as const;
export type Wrong = (typeof wrongs)[number];
export type Report = (wrong: Wrong, what: string) => void;

/** Judges everything that a device saw by what really happened. */
export function checkDevice(device: Device, history: History, deletions: Deletions, report: Report): void {
  const say: Report = (wrong, what) => report(wrong, `${device.name}: ${what}`);
  checkReceived(device, history, deletions, say);
  checkWritten(device, history, say);
  device.lives.forEach((life, i) => {
    const inLife: Report = (wrong, what) => say(wrong, `life ${i}: ${what}`);
    checkOnce(life, inLife);
    checkOrder(life, inLife);
    checkTrue(life, history, inLife);
    checkComplete(device, life, history, inLife);
    if (life.miscounts > 0) inLife('miscounted', `${life.miscounts} heartbeats counted otherwise`);
  });
  for (const what of device.witness.miscounts) say('miscounted', what);
  for (const what of device.witness.strangeAnswers) say('phantom', what);
  for (const stream of device.witness.strangers) say('leaked', `the stream ${stream}`);
  for (const bug of device.bugs) say('stale', `a bug: ${String(bug)}`);
}

/** The log itself: numbered without holes, messages in the order of their time, each stored once, deleted ones without their text. */
export function checkLog(history: History, report: Report): void {
  for (const what of history.misnumbered()) report('reordered', what);
  const last = new Map<string, string>();
  const stored = new Set<string>();
  for (const fact of history.of(history.workspace)) {
    if (fact.type !== 'message.posted') continue;
    const { channel, createdAt, author, clientId } = messageOf(fact);
    if ((last.get(channel) ?? '') >= createdAt)
      report('reordered', `${channel} has ${createdAt} at ${fact.seq} out of turn`);
    last.set(channel, createdAt);
    if (stored.has(`${author} ${clientId}`)) report('duplicated', `${clientId} of ${author} is stored twice`);
    stored.add(`${author} ${clientId}`);
  }
  for (const what of history.undeleted()) report('leaked', what);
}

/** What was written: acknowledged or still there to be decided, stored once, in the order of writing. */
function checkWritten(device: Device, history: History, report: Report): void {
  const { user } = device.login;
  const posts = history
    .of(history.workspace)
    .filter((fact) => fact.type === 'message.posted' && messageOf(fact).author === user);
  const seqs = new Map(posts.map((fact) => [messageOf(fact).clientId, fact.seq]));
  const outbox = new Map(device.client.state.outbox.map((entry) => [entry.key, entry]));
  const last = new Map<string, number>();
  for (const { clientId, channel, text, acknowledged, refused } of device.witness.written) {
    const seq = seqs.get(clientId);
    const entry = outbox.get(clientId);
    if (seq === undefined && (acknowledged || !entry))
      report('lost', `“${text}” (${clientId}) was ${acknowledged ? 'acknowledged' : 'sent'}`);
    if (seq !== undefined && entry)
      report('phantom', `“${text}” is in the log and in the outbox as ${JSON.stringify(entry.state)}`);
    // Later ones pass what was refused; should another attempt of it be under way elsewhere, it takes effect after them.
    if (seq === undefined || refused) continue;
    if (seq < (last.get(channel) ?? 0)) report('reordered', `“${text}” at ${seq} overtook what was written before it`);
    last.set(channel, seq);
  }
}

/** Each event folded once. */
function checkOnce({ folded, from }: Life, report: Report): void {
  const seen = new Set<string>();
  for (const { stream, event } of folded) {
    const key = `${stream} ${event.seq}`;
    if (seen.has(key) || has(from?.get(stream), event.seq)) report('duplicated', `${event.type} ${key} folded again`);
    seen.add(key);
  }
}

/** Each channel's events in order. */
function checkOrder({ folded }: Life, report: Report): void {
  const last = new Map<string, number>();
  for (const { stream, event } of folded) {
    const place = `${stream} ${channelOf(event as unknown as Fact) ?? '*'}`;
    if (event.seq < (last.get(place) ?? 0))
      report('reordered', `${event.type} ${event.seq} after ${last.get(place)} in ${place}`);
    last.set(place, event.seq);
  }
}

/** Only what is in the log, as it is there. */
function checkTrue({ folded }: Life, history: History, report: Report): void {
  for (const { stream, event } of folded) {
    const fact = history.at(stream, event.seq);
    if (fact && fact.type === event.type && fact.actor === event.actor && sameData(event.data, fact.data, history))
      continue;
    report('phantom', `${event.type} ${stream} ${event.seq} is not what the log says`);
  }
}

/** Everything that was to be seen between the first and the last position, unless a snapshot told it. */
function checkComplete({ login: { user } }: Device, life: Life, history: History, report: Report): void {
  for (const stream of [history.workspace, user]) {
    const folded = new Set(life.folded.filter((one) => one.stream === stream).map(({ event }) => event.seq));
    const told = life.snapshots.filter((one) => one.stream === stream);
    const from = life.from?.get(stream)?.seq ?? Math.min(...told.map(({ upTo }) => upTo));
    const to = life.to?.get(stream)?.seq ?? -1;
    if (from === Infinity) continue; // nothing was ever shown
    const isTold = (seq: number): boolean => told.some(({ after, upTo }) => after < seq && seq <= upTo);
    const newest = newestByStay(user, history, life, stream);
    for (const fact of history.of(stream)) {
      if (
        fact.seq <= from ||
        fact.seq > to ||
        folded.has(fact.seq) ||
        isTold(fact.seq) ||
        has(life.from?.get(stream), fact.seq)
      )
        continue;
      if (!history.maySee(user, fact)) continue;
      if (isForgone(user, fact, history, newest)) continue;
      report('lost', `${fact.type} ${stream} ${fact.seq} (has ${from}–${to})`);
    }
  }
}

/** Of a channel that one has left since, a replay tells nothing but the leaving [W4]; what was told live has no gaps. */
function isForgone(user: string, fact: Fact, history: History, newest: ReadonlyMap<object, number>): boolean {
  const channel = channelOf(fact);
  if (channel === null || isPublicWord(fact)) return false;
  if (fact.type === 'member.left' && fact.data['user'] === user) return false;
  const stay = history.stay(user, channel, fact.seq);
  return stay !== undefined && stay.to !== null && (newest.get(stay) ?? 0) < fact.seq;
}

/** Up to where one saw each stay in a channel, apart from its end. */
function newestByStay(user: string, history: History, life: Life, stream: string): Map<object, number> {
  const newest = new Map<object, number>();
  if (stream !== history.workspace) return newest;
  for (const { event } of life.folded) {
    const fact = history.at(stream, event.seq);
    const channel = fact && channelOf(fact);
    if (!fact || !channel || fact.stream !== stream || isPublicWord(fact)) continue;
    const stay = history.stay(user, channel, fact.seq);
    if (stay && fact.seq !== stay.to) newest.set(stay, Math.max(fact.seq, newest.get(stay) ?? 0));
  }
  return newest;
}

function has(position: StreamPosition | undefined, seq: number): boolean {
  return position !== undefined && (seq <= position.seq || position.beyond.includes(seq));
}

/** What a deleted message said may be gone from the log since. */
function sameData(told: unknown, logged: unknown, history: History): boolean {
  if (isDeepStrictEqual(told, logged)) return true;
  const [mine, theirs] = [told, logged].map((data) => (data as { message?: { id: string; text: string } }).message);
  if (!mine || !theirs || !history.deleted.has(mine.id)) return false;
  return isDeepStrictEqual(withoutWords(mine), withoutWords(theirs));
}

/** What is left of a message in the log when it is deleted. */
function withoutWords(message: object): object {
  const gone = { text: '', files: null, reached: null, mentioned: null, quote: null, poll: null, thirdPerson: null };
  return { ...message, ...gone };
}
