import { describe, expect, it } from 'vitest';
import { AppendQueue } from './queue.ts';
import { item, key, posting } from './testLog.ts';
import type { LoggedEvent } from './item.ts';

const limits = { items: 10, events: 100 };
const event = { seq: 1 } as LoggedEvent;
const keyed = (name: string, argsHash?: string) => item([posting()], { key: key(name, argsHash) });

describe('the queue', () => {
  it('counts followers towards its bound and is free again when they are settled', async () => {
    const queue = new AppendQueue(2, limits);
    const first = queue.add(keyed('k'));
    const second = queue.add(keyed('k'));
    await expect(queue.add(keyed('other'))).rejects.toMatchObject({ code: 'busy' });
    const [entry, ...others] = queue.take();
    expect(others).toEqual([]);
    queue.settle(entry!, { type: 'committed', events: [event], kept: '{"a":1}' });
    expect(await first).toEqual({ type: 'committed', events: [event] });
    expect(await second).toEqual({ type: 'repeated', event, kept: { a: 1 } });
    expect(queue.size).toBe(0);
  });

  it('[O5] tells a follower with other arguments of the conflict', async () => {
    const queue = new AppendQueue(9, limits);
    void queue.add(keyed('k'));
    const other = queue.add(keyed('k', 'other'));
    queue.settle(queue.take()[0]!, { type: 'repeated', event, kept: null });
    expect(await other).toEqual({ type: 'conflict', reason: 'key' });
  });

  it.each([
    { type: 'stale' } as const,
    { type: 'conflict', reason: 'key' } as const,
    { type: 'failed', error: new Error('no') } as const,
  ])('puts the next one under the key first in line when the first ends with %o', async (settled) => {
    const queue = new AppendQueue(9, limits);
    void queue.add(keyed('k')).catch(() => {});
    const [second, third] = [queue.add(keyed('k')), queue.add(keyed('k'))];
    const [leader] = queue.take();
    void queue.add(keyed('later'));
    queue.settle(leader!, settled);
    const next = queue.take();
    expect(next.map(({ item: { key: used } }) => used!.key)).toEqual(['k', 'later']);
    queue.settle(next[0]!, { type: 'committed', events: [event], kept: null });
    expect([(await second).type, (await third).type]).toEqual(['committed', 'repeated']);
  });

  it('settles an entry once', () => {
    const queue = new AppendQueue(9, limits);
    void queue.add(keyed('k'));
    const [entry] = queue.take();
    queue.settle(entry!, { type: 'stale' });
    queue.settle(entry!, { type: 'stale' });
    expect(queue.size).toBe(0);
  });
});
