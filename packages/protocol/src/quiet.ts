import Type from 'typebox';
import type { Static } from 'typebox';
import { limits } from './limits.ts';
import { Exact, Instant } from './schema.ts';

const minute = Type.Integer({ minimum: 0, maximum: 1_439 });

/**
 * When somebody wants to be notified: on which days of the week (0 is Sunday), from which minute of the day to which, by the clock of a time
 * zone. Where `to` is not later than `from`, it is that of the next day. A day that is not there has no hours.
 */
export const Hours = Exact({
  timeZone: Type.String({ minLength: 1, maxLength: limits.timeZone }),
  days: Type.Array(Exact({ day: Type.Integer({ minimum: 0, maximum: 6 }), from: minute, to: minute }), {
    minItems: 1,
    maxItems: 7,
  }),
});
export type Hours = Static<typeof Hours>;

/** When somebody is not notified: until an instant, and outside of their hours. */
export const Quiet = Exact({ until: Type.Optional(Instant), hours: Type.Optional(Hours) });
export type Quiet = Static<typeof Quiet>;
