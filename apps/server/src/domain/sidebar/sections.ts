import type { Sidebar } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { withChangedSection, withoutSection, withSection } from '@roost/protocol/sidebar';
import { Reject } from '../../reject.ts';
import { actingIn } from '../acting.ts';
import { properName } from '../names.ts';
import { plans, type Call, type Plan, type World } from '../verb.ts';
import { readSidebar } from './sql.ts';

/** Adds a section to one's own sidebar. */
export const sectionCreate = plans('section.create', (world, call, { workspace, section, name }) =>
  arrange(world, call, workspace, (sidebar) => {
    if (sidebar.sections.length >= limits.sections)
      throw new Reject('conflict', 'There are as many sections as can be.');
    return withSection(sidebar, { id: section, name: properName(name) });
  }),
);

/** Renames, sorts or moves a section. */
export const sectionUpdate = plans('section.update', (world, call, { workspace, section, ...change }) =>
  arrange(world, call, workspace, (sidebar) => {
    const present = sidebar.sections.find(({ id }) => id === section);
    if (!present) throw new Reject('not_found', 'There is no such section.', { field: 'args.section' });
    if (change.name !== undefined && present.name === null)
      throw new Reject('invalid', 'This section is called alike for everybody.', { field: 'args.name' });
    if (change.sort !== undefined && section === 'directs')
      throw new Reject('invalid', 'Direct messages stand newest first.', { field: 'args.sort' });
    const named = change.name === undefined ? change : { ...change, name: properName(change.name) };
    return withChangedSection(sidebar, section, named);
  }),
);

/** Takes a section away. One that is gone already changes nothing: two devices may do it at once. */
export const sectionDelete = plans('section.delete', (world, call, { workspace, section }) =>
  arrange(world, call, workspace, (sidebar) => withoutSection(sidebar, section)),
);

/**
 * One entity per person: of two devices that arrange at the same moment, the second is planned again on what the first has left, so
 * both take effect [P2].
 */
async function arrange(
  world: World,
  call: Call,
  workspace: string,
  change: (sidebar: Sidebar) => Sidebar,
): Promise<Plan<{ sidebar: Sidebar }>> {
  const { actor, checked } = await actingIn(world, call, workspace);
  const before = await readSidebar(world.database.sql, actor.id);
  const after = change(before);
  if (after === before) return { item: null, answer: () => ({ sidebar: before }) };
  return {
    item: {
      events: [
        {
          stream: actor.id,
          type: 'sidebar.arranged',
          actor: actor.id,
          audience: '*',
          data: ({ seq }) => ({ sidebar: { ...after, rev: seq } }),
        },
      ],
      checked,
      guards: [{ kind: 'sidebar', id: actor.id, is: before.rev === 0 ? '' : String(before.rev) }],
      touches: [`sidebar:${actor.id}`],
    },
    answer: ([event]) => event!.data as { sidebar: Sidebar },
    keep: 'event',
  };
}
