import Type from 'typebox';
import { Activity, ActivityKind } from '../entities.ts';
import { limits } from '../limits.ts';
import { command, query } from '../operation.ts';
import { Exact, Id, Instant, Nullable } from '../schema.ts';

const looked = Nullable(Instant);

/** What others did that concerns one: read from what happened, kept nowhere. */
export const activityOperations = {
  'activity.list': query(
    'Mentions of oneself, replies in threads that one follows, reactions to one’s messages, in channels that one is in; the newest first. `before` is `next` of the page before.',
    Exact({
      workspace: Id('workspace'),
      /** Absent: all of them. A reply that mentions one is a mention where these are asked for. */
      kinds: Type.Optional(Type.Array(ActivityKind, { minItems: 1, maxItems: 3 })),
      /** Only what is newer than this. */
      since: Type.Optional(Instant),
      before: Type.Optional(Type.String({ pattern: '^\\d{1,16}\\.\\d{1,16}$' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.activityPage })),
    }),
    Exact({ entries: Type.Array(Activity), next: Nullable(Type.String()) }),
  ),
  'activity.news': query(
    'How much is newer than one’s last look, up to `limits.activityNews`; `newest` is the instant of the newest of it. Read at `seq` of the workspace.',
    Exact({ workspace: Id('workspace') }),
    Exact({ count: Type.Integer({ minimum: 0 }), newest: looked, lookedAt: looked, seq: Type.Integer({ minimum: 0 }) }),
  ),
  'activity.look': command(
    'Says that one has seen what there was up to an instant. Only forward, and never beyond now.',
    Exact({ workspace: Id('workspace'), at: Instant }),
    Exact({ lookedAt: Instant }),
  ),
};
