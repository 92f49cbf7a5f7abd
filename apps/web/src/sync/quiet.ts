import type { User } from '@roost/protocol/entities';
import type { Quiet } from '@roost/protocol/quiet';
import { useEffect, useState } from 'react';
import { usePresence } from './people.ts';

const tickMs = 20_000;

/** The time, as far as it matters. */
function useTime(matters: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!matters) return;
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, tickMs);
    return () => clearInterval(timer);
  }, [matters]);
  return now;
}

type Rule = (quiet: Quiet, nowMs: number) => boolean;
let rule: Rule | undefined;

/** The rule about hours: few have any, so it is fetched with the first. */
function useRule(isNeeded: boolean): Rule | undefined {
  const [known, setKnown] = useState(() => rule);
  useEffect(() => {
    if (!isNeeded || known) return;
    import('@roost/protocol/notifying').then(
      ({ isQuiet }) => setKnown(() => (rule = isQuiet)),
      () => {}, // Offline, before it was ever needed: whoever shows it next tries again.
    );
  }, [isNeeded, known]);
  return known;
}

/** Whether somebody is not to be notified now. Follows the clock. */
export function useIsQuiet(user: Pick<User, 'quiet' | 'left'> | undefined): boolean {
  const quiet = user?.left ? undefined : user?.quiet;
  const now = useTime(quiet !== undefined);
  const ruled = useRule(quiet?.hours !== undefined);
  return isPaused(quiet, now) || (quiet?.hours !== undefined && ruled?.(quiet, now) === true);
}

const isPaused = (quiet: Quiet | undefined, now: number): boolean =>
  quiet?.until !== undefined && Date.parse(quiet.until) > now;

/** Until when somebody has paused what notifies them, if they have. */
export function usePausedUntil(user: Pick<User, 'quiet'> | undefined): string | undefined {
  const quiet = user?.quiet;
  const now = useTime(quiet?.until !== undefined);
  return isPaused(quiet, now) ? quiet?.until : undefined;
}

/** How somebody's presence looks; of who has none (a bot, somebody who has left), nothing. */
export function usePresenceShape(user: User | undefined): 'online' | 'away' | 'dnd' | 'offline' | undefined {
  const hasPresence = user !== undefined && user.kind !== 'bot' && !user.left;
  const presence = usePresence(hasPresence ? user.id : '');
  const quiet = useIsQuiet(user);
  if (!hasPresence) return undefined;
  if (quiet && presence !== 'offline') return 'dnd';
  return presence === 'active' ? 'online' : presence;
}
