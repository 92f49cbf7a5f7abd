/** Bytes of a process in which nobody is and whose garbage has been collected. */
export interface Memory {
  heapUsed: number;
  external: number;
  rss: number;
  /** The file of a heap snapshot, when there is one. */
  snapshot?: string | null;
}

const MOST_BYTES = 2_000_000;
const MOST_SHARE = 0.02;

/** Whether heap and buffers stayed as they were, from the second measurement to the last: by the first, not all has been used once. */
export function verdictOf(seen: readonly Memory[]): { holds: boolean; text: string } {
  const [before, after] = [seen[1]!, seen.at(-1)!].map(({ heapUsed, external }) => heapUsed + external) as [
    number,
    number,
  ];
  const allowed = MOST_BYTES + MOST_SHARE * before;
  const holds = after - before <= allowed;
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(2);
  const grew = `${megabytes(before)} → ${megabytes(after)} MB, ${megabytes(after - before)} more, ${megabytes(allowed)} allowed`;
  return { holds, text: `${holds ? 'the memory does not grow' : 'THE MEMORY GROWS'}: ${grew}` };
}
