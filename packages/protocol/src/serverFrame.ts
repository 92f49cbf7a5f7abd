import type { Message } from './entities.ts';
import type { Event } from './events.ts';
import type { ServerFrame } from './frames.ts';

// `message.posted` is most of what crosses a wire, to everybody in the channel. What the event says of itself its message need not say
// again: who, when, which place [S13].

/** As long as these say what the event says, or nothing. */
type Implied = 'author' | 'createdAt' | 'rev' | 'reactions';
type PackedMessage = Omit<Message, Implied> & { [Name in Implied]?: Message[Name] | undefined };
type Said = Pick<Event<'message.posted'>, 'seq' | 'at' | 'actor'>;

/** The data of the event for the wire: what is undefined is left out of its JSON. */
export function packPosted({ seq, at, actor }: Said, message: Message): { message: PackedMessage } {
  const { author, createdAt, rev, reactions } = message;
  return {
    message: {
      ...message,
      author: author === actor ? undefined : author,
      createdAt: createdAt === at ? undefined : createdAt,
      rev: rev === seq ? undefined : rev,
      reactions: reactions.length === 0 ? undefined : reactions,
    },
  };
}

/** The message of a packed event, whole again. Of a whole one it changes nothing. */
function unpackPosted({ seq, at, actor }: Said, { message }: { message: PackedMessage }): { message: Message } {
  return { message: { author: actor ?? '', createdAt: at, rev: seq, reactions: [], ...message } as Message };
}

/** A frame of the server, its messages whole. Throws when the text is no JSON. */
export function readServerFrame(text: string): ServerFrame {
  const frame = JSON.parse(text) as ServerFrame;
  if (frame?.type !== 'batch') return frame;
  for (const event of frame.events) if (event.type === 'message.posted') event.data = unpackPosted(event, event.data);
  return frame;
}
