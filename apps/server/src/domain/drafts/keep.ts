import type { Draft } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { toIso } from '@roost/protocol/time';
import type { Guard, LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { actingOnChannel, type Acting } from '../acting.ts';
import { actingAround } from '../actingAround.ts';
import type { Call, Plan, World } from '../verb.ts';
import { isSameQuote } from './merge.ts';
import { countDrafts, draftId, findDraft } from './sql.ts';

export interface DraftPlace {
  channel: string;
  threadRoot?: string;
}

/** Members of a channel write in it; what one has begun stays one's own to take away when one has left [D1]. */
export async function actingOnDraft(
  world: World,
  call: Call,
  place: DraftPlace,
  isTakingAway: boolean,
): Promise<Acting> {
  if (!isTakingAway) return actingOnChannel(world, call, place.channel, 'draft');
  const acting = await actingAround(world, call, place.channel);
  if (!acting) throw new Reject('not_found', 'There is no such channel.');
  return acting;
}

/** Puts new contents in the place of a draft. Of two devices at once the second is planned again on what the first has left. */
export async function keep(
  world: World,
  { actor, checked }: Acting,
  place: DraftPlace,
  before: Draft | null,
  change: { contents: Pick<Draft, 'text' | 'quote' | 'others'> | null; by: string },
): Promise<Plan<{ draft: Draft }>> {
  const { contents, by } = change;
  if (!contents) return { item: null, answer: () => ({ draft: before ?? nothing(place, by) }) };
  const room = before ? [] : await roomFor(world, actor.id);
  const id = draftId(actor.id, place);
  const event: NewEvent<'draft.written'> = {
    stream: actor.id,
    type: 'draft.written',
    actor: actor.id,
    audience: '*',
    data({ seq, at }) {
      const { others, ...said } = contents;
      const isSame = before?.text === said.text && isSameQuote(before.quote, said.quote);
      const written = isSame ? pick(before) : { written: seq, at: toIso(at), by };
      return { ...place, draft: { ...place, rev: seq, ...said, ...written, others } };
    },
  };
  return {
    item: {
      events: [event],
      checked,
      guards: [{ kind: 'draft', id, is: before ? String(before.rev) : '' }, ...room],
      touches: [`draft:${id}`, `draftsRoom:${actor.id}`],
    },
    answer: ([written]) => ({ draft: (written as LoggedEvent<'draft.written'>).data.draft! }),
    keep: 'event',
  };
}

const pick = ({ written, at, by }: Draft) => ({ written, at, by });

/** A repetition is answered with what is there now: the event may have been emptied since. */
export async function presentDraft(world: World, _call: Call, event: LoggedEvent): Promise<{ draft: Draft }> {
  const { channel, threadRoot } = (event as LoggedEvent<'draft.written'>).data;
  const place = { channel, ...(threadRoot !== undefined && { threadRoot }) };
  return { draft: (await findDraft(world.database.sql, event.stream, place)) ?? nothing(place, noWriter) };
}

/** Of a draft that is not there. */
export const noWriter = 'S0000000000000000';

function nothing(place: DraftPlace, by: string): Draft {
  return { ...place, rev: 0, text: '', written: 0, at: toIso(0), by, others: [] };
}

async function roomFor(world: World, user: string): Promise<Guard[]> {
  if ((await countDrafts(world.database.sql, user)) >= limits.drafts)
    throw new Reject('conflict', `You have ${limits.drafts} drafts. Send or delete some first.`);
  return [{ kind: 'draftsRoom', id: user, is: '' }];
}
