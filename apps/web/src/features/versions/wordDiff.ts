/** A stretch of text that stayed, came or went. */
export interface Stretch {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Comparing takes the product of both lengths; longer texts are shown without marks. */
const MOST_WORDS = 1_500;

/** How `after` came of `before`, word by word (the longest common run of words stays). */
export function wordDiff(before: string, after: string): Stretch[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (old.length > MOST_WORDS || now.length > MOST_WORDS) return [{ kind: 'same', text: after }];
  const common = commonRuns(old, now);
  const stretches: Stretch[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) add(stretches, 'same', now[(i++, j++)]!);
    else if (j >= now.length || (i < old.length && common(i + 1, j) >= common(i, j + 1)))
      add(stretches, 'removed', old[i++]!);
    else add(stretches, 'added', now[j++]!);
  }
  return stretches;
}

/** Words and what stands between them; joined they are the text. */
function wordsOf(text: string): string[] {
  return text.match(/\s+|[^\s]+/g) ?? [];
}

/** How many words from places `i` and `j` on are common. */
function commonRuns(old: readonly string[], now: readonly string[]): (i: number, j: number) => number {
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        old[i] === now[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  return (i, j) => lengths[i * width + j] ?? 0;
}

function add(stretches: Stretch[], kind: Stretch['kind'], text: string): void {
  const last = stretches.at(-1);
  if (last?.kind === kind) last.text += text;
  else stretches.push({ kind, text });
}
