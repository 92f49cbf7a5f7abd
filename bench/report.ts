import type { Result } from './load/measure.ts';
import { metrics, type Metric } from './metrics.ts';
import type { Bar, Scenario } from './scenarios.ts';
import { median, spread, table } from './table.ts';
import { targets, type TargetName } from './targets.ts';

/** The rounds of each target of a scenario. */
export type Rounds = Partial<Record<TargetName, Result[]>>;

/** One round in one line, so that one sees how it goes. */
export function line({ columns }: Scenario, result: Result): string {
  const shown: Metric[] = [...columns, 'otherCores' as const].map((name) => metrics[name]);
  return shown.map(({ title, digits, of }) => `${title} ${of(result).toFixed(digits)}`).join(', ');
}

export function tableOf({ columns, targets: names }: Scenario, rounds: Rounds): string {
  const shown: Metric[] = [...columns, 'otherCores' as const].map((name) => metrics[name]);
  const rows = names.map((name) => [
    targets[name].title,
    ...shown.map(({ digits, of }) => spread(rounds[name]!.map(of), digits)),
  ]);
  return table(['server', ...shown.map(({ title }) => title)], rows);
}

/** How much of what the database could commit, round by round, a server made of it. */
export function besideStatement(own: readonly Result[], alone: readonly number[]): string {
  const shares = own.map(({ acknowledged, seconds }, round) => acknowledged / seconds / alone[round]!);
  return `The group's statement alone: ${spread(alone, 0)} rows/s; Roost ÷ it: ${spread(shares, 2)}`;
}

/** Whether a bar holds, and the line that says so. */
export function judge({ metric, against, by, atMost, atLeast }: Bar, rounds: Rounds): { holds: boolean; text: string } {
  const { title, of, digits } = metrics[metric] as Metric;
  const own = rounds.roost!.map(of);
  const compare = (value: number, other: number): number => (by === 'difference' ? value - other : value / other);
  const values = against ? own.map((value, round) => compare(value, of(rounds[against]![round]!))) : own;
  const holds = median(values) <= (atMost ?? Infinity) && median(values) >= (atLeast ?? -Infinity);
  const wanted = atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;
  const sign = by === 'difference' ? '−' : '÷';
  const what = against ? `${title}, Roost ${sign} ${targets[against].title}` : `${title}, Roost`;
  return {
    holds,
    text: `${holds ? 'HOLDS ' : 'MISSED'}  ${what}: ${spread(values, against ? 2 : digits)}, bar ${wanted}`,
  };
}
