import { plans } from '../verb.ts';
import { actingOnDraft, keep, noWriter, presentDraft } from './keep.ts';
import { withoutOther } from './merge.ts';
import { findDraft } from './sql.ts';

/** Forgets a text that another device wrote over. */
export const draftDismiss = plans(
  'draft.dismiss',
  async (world, call, { at, ...place }) => {
    const acting = await actingOnDraft(world, call, place, true);
    const before = await findDraft(world.database.sql, acting.actor.id, place);
    const by = before?.by ?? noWriter;
    return keep(world, acting, place, before, { contents: withoutOther(before, at), by });
  },
  presentDraft,
);
