import { preferred, usualPreference } from '@roost/protocol/sidebar';
import { Reject } from '../../reject.ts';
import { actingOnChannel } from '../acting.ts';
import { readSidebar } from '../sidebar/sql.ts';
import { plans, type World } from '../verb.ts';
import { preferenceId, readPreference } from './sql.ts';

/**
 * Stars, mutes or files a channel for oneself [P1]. What is not named stays as another device has left it. A section that is taken away
 * at the same moment leaves the channel with the others.
 */
export const channelPrefer = plans('channel.prefer', async (world, call, { channel: id, ...change }) => {
  const { actor, checked } = await actingOnChannel(world, call, id, 'prefer');
  const stored = await readPreference(world.database.sql, actor.id, id);
  const before = stored ?? usualPreference(id);
  const after = preferred(before, change);
  if (change.section) await checkSection(world, actor.id, change.section);
  if (after === before) return { item: null, answer: () => ({ preference: before }) };
  const entity = preferenceId(actor.id, id);
  return {
    item: {
      events: [
        {
          stream: actor.id,
          type: 'channel.preferred',
          actor: actor.id,
          audience: '*',
          data: ({ seq }) => ({ preference: { ...after, rev: seq } }),
        },
      ],
      checked,
      guards: [{ kind: 'preference', id: entity, is: stored ? String(stored.rev) : '' }],
      touches: [`preference:${entity}`],
    },
    answer: ([event]) => event!.data as { preference: typeof after },
    keep: 'event',
  };
});

async function checkSection(world: World, user: string, section: string): Promise<void> {
  const { sections } = await readSidebar(world.database.sql, user);
  if (sections.some(({ id }) => id === section)) return;
  throw new Reject('not_found', 'There is no such section.', { field: 'args.section' });
}
