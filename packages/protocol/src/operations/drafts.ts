import Type from 'typebox';
import { Draft, Quote } from '../entities.ts';
import { limits } from '../limits.ts';
import { command } from '../operation.ts';
import { AnyChannel, Exact, Id, Instant, Rev } from '../schema.ts';

const place = { channel: AnyChannel, threadRoot: Type.Optional(Id('message')) };

/** What one is about to write: one's own alone, in one's own stream, the same on every device. */
export const draftOperations = {
  'draft.write': command(
    'Keeps what one is about to write in a channel or a thread. An empty text without a quote takes it away, if the writer has seen what is there.',
    Exact({
      ...place,
      text: Type.String({ maxLength: limits.messageText }),
      /** The message that goes with it. */
      quote: Type.Optional(Quote),
      /** `written` of the draft over which this was written; 0 where there was none. */
      base: Rev,
      /** Names the page or program that writes. What it wrote itself it has seen. */
      by: Id('session'),
    }),
    Exact({ draft: Draft }),
  ),
  'draft.dismiss': command(
    'Forgets a text that another device wrote over (`others` of a draft), by its instant.',
    Exact({ ...place, at: Instant }),
    Exact({ draft: Draft }),
  ),
};
