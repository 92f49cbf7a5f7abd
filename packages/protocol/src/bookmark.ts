import Type from 'typebox';
import { AnyChannel, Emoji, Exact, Id, Nullable, Rev, type Static } from './schema.ts';

/** A link that stands under a channel's name for everybody there. */
export const Bookmark = Exact({
  id: Id('bookmark'),
  title: Type.String(),
  /** `http:`, `https:` or `mailto:`, in normal form. */
  address: Type.String(),
  emoji: Nullable(Emoji),
  /** Who put it there. */
  by: Id('user'),
});
export type Bookmark = Static<typeof Bookmark>;

/** The bookmarks of one channel in their order. */
export const Bookmarks = Exact({ channel: AnyChannel, rev: Rev, list: Type.Array(Bookmark) });
export type Bookmarks = Static<typeof Bookmarks>;
