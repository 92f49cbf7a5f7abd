/** What all members count together. */
export interface Tally {
  deliveries: number;
  /** Events that came once more, and were dropped by their position [C2]. */
  again: number;
  reordered: number;
  leaked: number;
  miscounted: number;
  connections: number;
  resyncs: number;
  /** Ends of connections, by code. */
  closes: Record<string, number>;
  refused: string[];
}

export const newTally = (): Tally => ({
  deliveries: 0,
  again: 0,
  reordered: 0,
  leaked: 0,
  miscounted: 0,
  connections: 0,
  resyncs: 0,
  closes: {},
  refused: [],
});
