import type { Quote } from '@roost/protocol/entities';
import { Reject } from '../../reject.ts';
import type { Call, World } from '../verb.ts';
import { findLiveMessage } from './find.ts';
import { eventsOfText } from './sql.ts';

/** Which text of which message is quoted. Only who may read a message quotes it, and within its workspace [Q1]. */
export async function quoteOf(
  world: World,
  call: Call,
  workspace: string,
  { message: id, rev = Number.MAX_SAFE_INTEGER - 1 }: { message: string; rev?: number },
): Promise<Quote> {
  const { message, acting } = await findLiveMessage(world, call, id);
  if (acting.workspace !== workspace)
    throw new Reject('not_found', 'There is no such message.', { field: 'args.quote.message' });
  if (message.system || message.text === '')
    throw new Reject('invalid', 'There is no text to quote.', { field: 'args.quote.message' });
  const [said] = await eventsOfText(world.database.sql, message, rev + 1, 1);
  if (!said) throw new Reject('invalid', 'It said nothing then.', { field: 'args.quote.rev' });
  return { message: id, rev: said.seq };
}
