/** What is in a heap: how many objects of a kind, and their bytes without what they point to. */
export type Census = ReadonlyMap<string, { count: number; bytes: number }>;

interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
  strings: string[];
}

/** Of these V8 makes more or fewer by itself: code that it compiled, and what it keeps about it. */
const ITS_OWN = new Set(['code', 'hidden', 'synthetic', 'object shape']);

/** Counts a heap snapshot (`.heapsnapshot`, JSON) by kind: constructors by name, strings and numbers together. */
export function censusOf(text: string): Census {
  const { snapshot, nodes, strings } = JSON.parse(text) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field)) as [
    number,
    number,
    number,
  ];
  const census = new Map<string, { count: number; bytes: number }>();
  for (let at = 0; at < nodes.length; at += fields.length) {
    const kind = types[0][nodes[at + type]!]!;
    const title = kind === 'object' || kind === 'closure' ? `${kind} ${strings[nodes[at + name]!]}` : kind;
    const seen = census.get(title) ?? { count: 0, bytes: 0 };
    census.set(title, seen);
    seen.count++;
    seen.bytes += nodes[at + size]!;
  }
  return census;
}

export interface Difference {
  kind: string;
  count: number;
  /** How many there were and are. */
  from: number;
  to: number;
  bytes: number;
}

/** Of which kinds there is more now, by bytes, most first; what V8 does by itself is one line at the end. */
export function growthOf(before: Census, after: Census, most: number): Difference[] {
  const own: Difference = { kind: 'code and the like, of V8 itself', count: 0, from: 0, to: 0, bytes: 0 };
  const grown: Difference[] = [];
  for (const kind of new Set([...before.keys(), ...after.keys()])) {
    const [then, now] = [before, after].map((census) => census.get(kind) ?? { count: 0, bytes: 0 }) as [
      { count: number; bytes: number },
      { count: number; bytes: number },
    ];
    const one = { kind, count: now.count - then.count, from: then.count, to: now.count, bytes: now.bytes - then.bytes };
    if (!ITS_OWN.has(kind)) grown.push(one);
    else for (const field of ['count', 'from', 'to', 'bytes'] as const) own[field] += one[field];
  }
  const first = grown.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
  return [...first.slice(0, most), own];
}
