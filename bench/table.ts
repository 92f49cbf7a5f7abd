import type { Result } from './load.ts';

/** The middle of some figures, with the least and the most. */
export function spread(values: readonly number[], digits: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  return `${median(values).toFixed(digits)} [${least.toFixed(digits)}–${most.toFixed(digits)}]`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A Markdown table that is also read well as it is. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** The columns of one server's rounds. `per` is what its CPU is divided by. */
export function columns(name: string, results: readonly Result[], per: 'acknowledged' | 'delivered'): string[] {
  const of = (read: (result: Result) => number, digits: number) => spread(results.map(read), digits);
  return [
    name,
    of((result) => result[per] / result.seconds, 0),
    of((result) => result.serverMicros / result[per], 2),
    of((result) => result.databaseMicros / result[per], 2),
    of((result) => result.p50, 1),
    of((result) => result.p99, 1),
    of((result) => result.otherCores, 1),
  ];
}
