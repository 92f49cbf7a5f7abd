import { fromIso } from '@roost/protocol/time';
import type { GuardReader, Projection } from '../../log/item.ts';
import { draftRevs, fullOfDrafts, writeDrafts } from './sql.ts';

export const draftWritten: Projection<'draft.written'> = {
  type: 'draft.written',
  order: 133,
  apply(tx, events) {
    const rows = events.flatMap(({ stream, at, data: { draft } }) =>
      draft ? [{ ...draft, user: stream, atMicros: fromIso(draft.at) ?? at }] : [],
    );
    return rows.length > 0 ? writeDrafts(tx, rows) : [];
  },
};

/** The rev of a draft; the empty text where there is none. */
export const draftState: GuardReader = { kind: 'draft', read: draftRevs };

/** Whether somebody's drafts are `full`; the empty text while there is room. */
export const draftsRoom: GuardReader = { kind: 'draftsRoom', read: fullOfDrafts };
