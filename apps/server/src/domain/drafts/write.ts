import { Reject } from '../../reject.ts';
import { limits } from '@roost/protocol/limits';
import { keepable } from '../messages/text.ts';
import { plans } from '../verb.ts';
import { actingOnDraft, keep, presentDraft } from './keep.ts';
import { withWriting } from './merge.ts';
import { findDraft } from './sql.ts';

/** Keeps what one is about to write, for all of one's devices. */
export const draftWrite = plans(
  'draft.write',
  async (world, call, { base, by, text: typed, quote, ...place }) => {
    const text = keepable(typed);
    if (text.length > limits.messageText) throw new Reject('invalid', 'The text is too long.', { field: 'args.text' });
    const acting = await actingOnDraft(world, call, place, text === '' && quote === undefined);
    const before = await findDraft(world.database.sql, acting.actor.id, place);
    return keep(world, acting, place, before, { contents: withWriting(before, { text, quote, base, by }), by });
  },
  presentDraft,
);
