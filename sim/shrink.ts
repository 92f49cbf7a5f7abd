import type { Cut, Outcome, Story } from './play.ts';

/*
 * From a seed that fails to a shorter history that fails in the same way: incidents are left out one by one, then what everybody does and
 * how many take part is halved, as long as it goes on failing. Commits come in an order that no seed decides, so a history has more than
 * one try, and the one that is found is short, not the shortest.
 */

export interface Found {
  cut: Cut;
  outcome: Outcome;
  /** Histories that were played until it was found. */
  attempts: number;
  /** Of so many plays at the end, so many failed. */
  plays: number;
  failures: number;
}

export interface Search {
  play(cut: Cut): Promise<Outcome>;
  /** Histories that are played at most, and a few more to see whether the one that was found fails every time. */
  attempts: number;
  say(line: string): void;
}

/** How often a history may be good before it counts as good. */
const TRIES = 2;
/** What fails seldom is of little use to whoever looks for the reason: then rather a longer one. */
const CONFIRMATIONS = 3;
const OFTEN_ENOUGH = 2;
const CONFIRMED_AT_MOST = 3;
/** Some incidents befall one of them, and need another. */
const FEWEST_PEOPLE = 2;

/** Null when the whole seed does not fail, however often it is tried within the attempts. */
export async function shrink({ play, attempts, say }: Search): Promise<Found | null> {
  /** Each shorter than the one before. */
  const failing: Pick<Found, 'cut' | 'outcome'>[] = [];
  let left = attempts;
  const fails = async (cut: Cut): Promise<Outcome | null> => {
    const outcome = await play(cut);
    const [whole] = failing;
    const does = whole ? isAlike(outcome, whole.outcome) : kindsOf(outcome).size > 0;
    say(`  ${describe(cut, outcome.story)}: ${[...kindsOf(outcome)].join(', ') || 'good'}`);
    return does ? outcome : null;
  };
  const tryIt = async (cut: Cut): Promise<boolean> => {
    for (let tries = 0; tries < TRIES && left > 0; tries++) {
      left--;
      const outcome = await fails(cut);
      if (outcome) failing.push({ cut, outcome });
      if (outcome) return true;
    }
    return false;
  };
  while (left > 0 && failing.length === 0) await tryIt({});
  if (failing.length === 0) return null;
  await cutDown(failing[0]!.outcome.story, () => failing.at(-1)!.cut, tryIt);
  return confirm(failing, attempts - left, fails);
}

async function cutDown(story: Story, best: () => Cut, tryIt: (cut: Cut) => Promise<boolean>): Promise<void> {
  for (const place of story.incidents.keys()) await tryIt({ ...best(), leaveOut: [...(best().leaveOut ?? []), place] });
  for (let acts = story.acts; acts > 0;) {
    acts = half(acts);
    if (!(await tryIt({ ...best(), acts }))) break;
  }
  for (let people = half(story.people); people >= FEWEST_PEOPLE; people = half(people))
    if (!(await tryIt({ ...best(), people }))) break;
}

/** The shortest that fails often; when none of the last ones does, the shortest all the same. */
async function confirm(
  failing: readonly Pick<Found, 'cut' | 'outcome'>[],
  attempts: number,
  fails: (cut: Cut) => Promise<Outcome | null>,
): Promise<Found> {
  const looked: Found[] = [];
  for (const one of failing.slice(-CONFIRMED_AT_MOST).toReversed()) {
    let failures = 0;
    for (let play = 0; play < CONFIRMATIONS; play++) if (await fails(one.cut)) failures++;
    looked.push({ ...one, attempts, plays: CONFIRMATIONS, failures });
    if (failures >= OFTEN_ENOUGH) return looked.at(-1)!;
  }
  return looked[0]!;
}

/** The options that play it again. */
export function optionsOf(seed: number, { leaveOut = [], acts, people }: Cut): string {
  const options = [`--seed ${seed}`, ...leaveOut.map((place) => `--leaveOut ${place}`)];
  if (acts !== undefined) options.push(`--acts ${acts}`);
  if (people !== undefined) options.push(`--people ${people}`);
  return options.join(' ');
}

/** The history in words. */
export function describe({ leaveOut = [], acts, people }: Cut, story: Story): string {
  const incidents = story.incidents.filter((_, place) => !leaveOut.includes(place));
  const who = `${Math.min(people ?? Infinity, story.people)} devices × ${Math.min(acts ?? Infinity, story.acts)} acts`;
  return `${who}, ${incidents.length === 0 ? 'no incident' : incidents.join(' + ')}`;
}

/** The same thing is wrong, or one of several; a history that only does not come to rest is another. */
function isAlike(one: Outcome, other: Outcome): boolean {
  const kinds = kindsOf(other);
  return [...kindsOf(one)].some((kind) => kinds.has(kind));
}

function kindsOf({ wrongs, failure }: Outcome): Set<string> {
  return new Set([...wrongs.map(({ wrong }) => wrong), ...(failure === null ? [] : ['not at rest'])]);
}

const half = (count: number): number => Math.floor(count / 2);
