import Type from 'typebox';
import { Bookmarks } from '../bookmark.ts';
import { limits } from '../limits.ts';
import { command } from '../operation.ts';
import { AnyChannel, Emoji, Exact, Id, Nullable } from '../schema.ts';

const title = Type.String({ minLength: 1, maxLength: limits.bookmarkTitle });
const address = Type.String({ minLength: 1, maxLength: limits.bookmarkAddress });
const before = Type.Optional(Nullable(Id('bookmark')));
const answered = Exact({ bookmarks: Bookmarks });

export const bookmarkOperations = {
  'bookmark.add': command(
    'Puts a link under a channel’s name, at the end or before another one. The caller makes its id.',
    Exact({
      channel: AnyChannel,
      bookmark: Id('bookmark'),
      title,
      /** `http:`, `https:` or `mailto:`. */
      address,
      emoji: Type.Optional(Nullable(Emoji)),
      before,
    }),
    answered,
  ),
  'bookmark.update': command(
    'Changes a bookmark, or moves it before another one (null: to the end).',
    Exact({
      channel: AnyChannel,
      bookmark: Id('bookmark'),
      title: Type.Optional(title),
      address: Type.Optional(address),
      emoji: Type.Optional(Nullable(Emoji)),
      before,
    }),
    answered,
  ),
  'bookmark.remove': command(
    'Takes a bookmark away, whoever put it there.',
    Exact({ channel: AnyChannel, bookmark: Id('bookmark') }),
    answered,
  ),
};
