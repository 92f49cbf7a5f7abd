import type { GuardReader, Projection } from '../../log/item.ts';
import { preferenceRevs, savePreferences } from './sql.ts';

export const channelPreferred: Projection<'channel.preferred'> = {
  type: 'channel.preferred',
  order: 131,
  apply: (tx, events) => [
    savePreferences(
      tx,
      events.map(({ stream, data }) => ({ ...data.preference, user: stream })),
    ),
  ],
};

/** The rev of a preference; the empty text where there is none. */
export const preferenceState: GuardReader = { kind: 'preference', read: preferenceRevs };
