import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { CacheSnapshot, VirtualizerHandle } from 'virtua';

const mostChannels = 40;
const measured = new Map<string, { keys: readonly string[]; sizes: CacheSnapshot }>();

/**
 * How high the rows of a channel were when one left it. Whoever comes back to the same rows sees them at once, without another
 * round of measuring; what has another height by now is measured again as always.
 */
export function useRowSizes(
  channelId: string,
  keys: readonly string[],
  list: RefObject<VirtualizerHandle | null>,
): CacheSnapshot | undefined {
  const [known] = useState(() => {
    const before = measured.get(channelId);
    return before && isSame(before.keys, keys) ? before.sizes : undefined;
  });
  const shown = useRef(keys);
  useLayoutEffect(() => {
    shown.current = keys;
  });
  useLayoutEffect(
    () => () => {
      const sizes = list.current?.cache;
      if (!sizes) return;
      measured.delete(channelId);
      measured.set(channelId, { keys: shown.current, sizes });
      const [oldest] = measured.keys();
      if (measured.size > mostChannels && oldest !== undefined) measured.delete(oldest);
    },
    [channelId, list],
  );
  return known;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}
