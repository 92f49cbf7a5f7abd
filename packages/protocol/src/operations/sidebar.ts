import Type from 'typebox';
import { Level, Preference, SectionId, SectionSort, Sidebar } from '../entities.ts';
import { limits } from '../limits.ts';
import { command } from '../operation.ts';
import { AnyChannel, Exact, Id, Nullable } from '../schema.ts';

const name = Type.String({ minLength: 1, maxLength: limits.sectionName });
const answered = Exact({ sidebar: Sidebar });

/** One's own sidebar: how one keeps channels, and under which headings. Told in one's own stream, so it is the same on every device. */
export const sidebarOperations = {
  'channel.prefer': command(
    'Stars, mutes or files a channel for oneself, or says what its badge counts. What is not named stays as it is.',
    Exact({
      channel: AnyChannel,
      starred: Type.Optional(Type.Boolean()),
      muted: Type.Optional(Type.Boolean()),
      level: Type.Optional(Nullable(Level)),
      section: Type.Optional(Nullable(Id('section'))),
    }),
    Exact({ preference: Preference }),
  ),
  'section.create': command(
    'Adds a section to one’s sidebar, before the channels. The caller makes its id, so that channels can be put there before the answer.',
    Exact({ workspace: Id('workspace'), section: Id('section'), name }),
    answered,
  ),
  'section.update': command(
    'Renames a section of one’s sidebar, sorts it, or moves it before another one (null: to the end).',
    Exact({
      workspace: Id('workspace'),
      section: SectionId,
      name: Type.Optional(name),
      sort: Type.Optional(SectionSort),
      before: Type.Optional(Nullable(SectionId)),
    }),
    answered,
  ),
  'section.delete': command(
    'Takes a section out of one’s sidebar; its channels are with the others again.',
    Exact({ workspace: Id('workspace'), section: Id('section') }),
    answered,
  ),
};
