import { existsSync } from 'node:fs';
import path from 'node:path';
import { fromIso } from '@roost/protocol/time';
import { expect, test } from 'vitest';
import { openTestWorld, type TestPerson } from '../../domain/testWorld.ts';
import type { Message } from '@roost/protocol/entities';
import { importSlack } from './importSlack.ts';
import { tsToMicros } from './survey.ts';

const location = path.join(import.meta.dirname, '../../../../../../shared/data/slack-export-houstondatavis');

async function wholeHistory(person: TestPerson, channel: string): Promise<Message[]> {
  const all: Message[] = [];
  for (let before: string | undefined; ; before = all[0]?.id) {
    const page = await person.do('channel.history', { channel, limit: 200, ...(before && { before }) });
    all.unshift(...page.messages);
    if (!page.hasMoreBefore) return all;
  }
}

test.skipIf(!existsSync(location))(
  'a real export comes in complete, in order and at its own times',
  { timeout: 60_000 },
  async () => {
    const house = await openTestWorld({ people: ['Sofia'] });
    const options = { workspace: house.workspace, dryRun: false, placeholders: false, onProgress() {} };
    const report = await importSlack(house.world, location, options);
    expect(report.found).toMatchObject({ users: 71, channels: 16, messages: 1_382, strangers: [] });
    expect(report.stored).toMatchObject({ users: 71, channels: 15, messages: 1_382 });
    expect(report.merged).toEqual(['general']);
    const left = [...report.skipped]
      .filter(([reason]) => reason.startsWith('reactions'))
      .reduce((sum, [, count]) => sum + count, 0);
    expect(report.stored.reactions + left).toBe(report.found.reactions);

    const sofia = house.person('Sofia');
    const lists = await Promise.all(
      [false, true].map((archived) => sofia.do('channel.list', { workspace: house.workspace, archived })),
    );
    const channels = lists.flatMap((list) => list.channels);
    expect(channels).toHaveLength(17);
    const imported: Message[] = [];
    for (const { channel } of channels) {
      const messages = (await wholeHistory(sofia, channel.id)).filter((message) =>
        message.clientId.startsWith('slack:'),
      );
      const times = messages.map((message) => fromIso(message.createdAt)!);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      imported.push(...messages);
    }
    expect(imported).toHaveLength(1_382);
    for (const message of imported)
      expect(fromIso(message.createdAt)).toBe(tsToMicros(message.clientId.split(':')[2]!));
    const reactions = imported
      .flatMap((message) => message.reactions)
      .reduce((sum, reaction) => sum + reaction.users.length, 0);
    expect(reactions).toBe(report.stored.reactions);
    expect(JSON.stringify(imported)).not.toMatch(/<@U\w{8}>|<https?:|&amp;|xox/);

    const again = await importSlack(house.world, location, options);
    expect(again.stored).toEqual({ users: 0, channels: 0, messages: 0, reactions: 0 });
    expect(again.present).toEqual({ users: 71, channels: 16, messages: 1_382 });
    await house.close();
  },
);
