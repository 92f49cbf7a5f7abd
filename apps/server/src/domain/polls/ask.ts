import { limits } from '@roost/protocol/limits';
import type { NewPoll, Poll } from '@roost/protocol/poll';
import { newPoll } from '@roost/protocol/polls';
import { fromIso } from '@roost/protocol/time';
import { Reject } from '../../reject.ts';
import { HIDDEN, lookOf, oneLine } from '../names.ts';
import { VISIBLE } from '../messages/text.ts';
import type { World } from '../verb.ts';

/** A poll as it is kept: answers that can be told apart, and an end that lies ahead. */
export function pollOf(world: World, asked: NewPoll, question: string): Poll {
  checkQuestion(question);
  const options = asked.options.map(answer);
  const seen = new Set<string>();
  for (const [at, text] of options.entries()) {
    const key = lookOf(text.normalize('NFKC').replace(HIDDEN, ''));
    if (seen.has(key)) throw invalid('Two answers are the same.', `args.poll.options.${at}`);
    seen.add(key);
  }
  checkEnd(world, asked.closesAt);
  return newPoll({ ...asked, options });
}

/** What a poll asks stands in one place with its answers, so it is not as long as other texts. */
export function checkQuestion(text: string): void {
  if (text.trim() === '') throw invalid('A poll needs a question.', 'args.text');
  if (text.length > limits.pollQuestion)
    throw invalid(`A question has at most ${limits.pollQuestion} characters.`, 'args.text');
}

function answer(typed: string, at: number): string {
  const text = oneLine(typed);
  if (!VISIBLE.test(text)) throw invalid('An answer is empty.', `args.poll.options.${at}`);
  return text;
}

function checkEnd(world: World, closesAt: string | undefined): void {
  if (closesAt === undefined) return;
  const at = fromIso(closesAt);
  if (at === null) throw invalid('There is no such instant.', 'args.poll.closesAt');
  if (at <= world.now() * 1_000) throw invalid('The poll’s end has passed.', 'args.poll.closesAt');
  if (at > (world.now() + limits.scheduleDays * 86_400_000) * 1_000)
    throw invalid(`That is more than ${limits.scheduleDays} days away.`, 'args.poll.closesAt');
}

function invalid(detail: string, field: string): Reject {
  return new Reject('invalid', detail, { field });
}
