import { fromCursor } from '@roost/protocol/cursor';
import type { BatchFrame, ServerFrame } from '@roost/protocol/frames';
import { readServerFrame } from '@roost/protocol/serverFrame';
import { until } from '../load/measure.ts';
import { RawSocket } from '../rawSocket.ts';
import type { SlowReader } from './member.ts';

type Stretch = readonly [after: number, upTo: number];

/**
 * A member of Roost that reads slowly, and remembers which events came. It must come to have all messages of its channels that were
 * written since it joined, each by one event or, where the server asked for a resync, in the pages that it reads instead [F1, C6].
 */
export async function joinSlowly(
  port: number,
  { token, channels }: { token: string; channels: readonly string[] },
  bytesPerSecond: number,
): Promise<SlowReader> {
  const headers = { Authorization: `Bearer ${token}` };
  const ask = async <T>(name: string, args: object): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/${name}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const seen = new Set<number>();
  const skipped: Stretch[] = [];
  let stream = '';
  let joinedAt = -1;
  let position = 0;
  let fetching = 0;

  const take = ({ events, cursor }: BatchFrame): void => {
    for (const { seq } of events) {
      if (seen.has(seq)) throw new Error(`The slow reader was sent event ${seq} twice.`);
      seen.add(seq);
    }
    position = fromCursor(cursor)!.seq;
  };
  /** What came until then it has; what came until the snapshot is in the snapshot and the pages behind it. */
  const resync = async (): Promise<void> => {
    fetching++;
    const after = position;
    const { cursors } = await ask<{ cursors: Record<string, string> }>('workspace.snapshot', { workspace: stream });
    const upTo = fromCursor(cursors[stream]!)!.seq;
    skipped.push([after, upTo]);
    position = Math.max(position, upTo);
    fetching--;
  };
  const hear = (frame: ServerFrame): void => {
    if (frame.type === 'welcome') {
      stream = Object.keys(frame.cursors).find((name) => name.startsWith('T'))!;
      joinedAt = position = fromCursor(frame.cursors[stream]!)!.seq;
    } else if (frame.type === 'batch' && frame.stream === stream) take(frame);
    else if (frame.type === 'resync' && frame.stream === stream) void resync();
    else if (frame.type === 'reconnect') throw new Error('The slow reader was sent away.');
  };
  const protocol = { 'Sec-WebSocket-Protocol': 'roost.v1' };
  const socket = await RawSocket.open(port, '/api/v1/socket', { ...headers, ...protocol }, (payload) =>
    hear(readServerFrame(payload.toString())),
  );
  socket.send('{"type":"hello","cursors":{}}');
  await until(
    () => joinedAt >= 0,
    () => 'welcome of the slow reader',
  );
  socket.readSlowly(bytesPerSecond);

  /** Where the messages stand in the log that were written since it joined. */
  const written = async (channel: string): Promise<number[]> => {
    const places: number[] = [];
    for (let before: string | undefined; ;) {
      const args = { channel, limit: 200, ...(before === undefined ? {} : { before }) };
      const { messages, hasMoreBefore } = await ask<{
        messages: { id: string; rev: number }[];
        hasMoreBefore: boolean;
      }>('channel.history', args);
      places.push(...messages.map(({ rev }) => rev).filter((rev) => rev > joinedAt));
      before = messages[0]?.id;
      if (!hasMoreBefore || (messages[0]?.rev ?? 0) <= joinedAt) return places;
    }
  };
  return {
    async parked() {
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      return Number(/^roost_sessions_parked_total (\d+)/m.exec(metrics)?.[1] ?? 0);
    },
    async catchUp() {
      socket.readFreely();
      const all = (await Promise.all(channels.map(written))).flat();
      const end = Math.max(...all);
      await until(
        () => position >= end && fetching === 0,
        () => `the slow reader is at ${position} of ${end}`,
      );
      const isSkipped = (seq: number): boolean => skipped.some(([after, upTo]) => seq > after && seq <= upTo);
      const missing = all.filter((seq) => !seen.has(seq) && !isSkipped(seq));
      if (missing.length > 0) throw new Error(`The slow reader lacks ${missing.length} of ${all.length} messages.`);
    },
    close: () => socket.close(),
  };
}
