import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { openDeviceStore, wipeOthers, type DeviceStore } from './deviceStore.ts';

const open: DeviceStore[] = [];
async function tab(account: string) {
  const store = await openDeviceStore(account);
  open.push(store);
  return store;
}
afterEach(async () => {
  for (const store of open.splice(0)) store.close();
  await wipeOthers('nobody');
  localStorage.clear();
});

const over = (text: string, base = 0) => ({ text, base });

describe('what a device keeps', () => {
  it('is there again after the page was closed, by the start of its key', async () => {
    const first = await tab('A1');
    await first.client.set('replica:T1', { at: 1 });
    await first.client.set('replica:T2', { at: 2 });
    await first.client.set('outbox', []);
    first.close();
    const second = await tab('A1');
    expect(await second.client.entries('replica:')).toEqual([
      ['replica:T1', { at: 1 }],
      ['replica:T2', { at: 2 }],
    ]);
  });

  it('of one account is never shown to another, and wiped when that one signs in', async () => {
    const first = await tab('A1');
    await first.client.set('replica', 'private');
    first.close();
    const second = await tab('A2');
    expect(await second.client.entries('')).toEqual([]);
    await wipeOthers('A2');
    expect(await (await tab('A1')).client.entries('')).toEqual([]);
  });

  it('is gone after signing out, also when a second tab is open', async () => {
    const first = await tab('A1');
    await tab('A1');
    await first.client.set('replica', 'private');
    await first.drafts.writeDraft('C1', over('half a thought'));
    await first.wipe();
    const later = await tab('A1');
    expect(await later.client.entries('')).toEqual([]);
    expect((await later.drafts.readDrafts()).size).toBe(0);
  });
});

describe('drafts', () => {
  it('that two tabs write are dropped by neither for the other', async () => {
    const [one, two] = [await tab('A1'), await tab('A1')];
    await one.drafts.writeDraft('C1', over('mine'));
    await two.drafts.writeDraft('C1', over('mine, and more', 4));
    await one.drafts.dropDraft('C1', 'mine');
    expect(await one.drafts.readDrafts()).toEqual(new Map([['C1', over('mine, and more', 4)]]));
    await two.drafts.dropDraft('C1', 'mine, and more');
    expect((await one.drafts.readDrafts()).size).toBe(0);
  });

  it('kept in the last moment of a page are there on the next', async () => {
    const first = await tab('A1');
    await first.drafts.writeDraft('C1', over('early'));
    await first.drafts.writeDraft('C3', over('emptied'));
    first.drafts.keepForLater(
      new Map([
        ['C1', over('late')],
        ['C2', over('too')],
        ['C3', over('')],
      ]),
    );
    first.close();
    const expected = new Map([
      ['C1', over('late')],
      ['C2', over('too')],
    ]);
    const second = await tab('A1');
    expect(await second.drafts.readDrafts()).toEqual(expected);
    second.close();
    expect(await (await tab('A1')).drafts.readDrafts()).toEqual(expected);
  });
});
