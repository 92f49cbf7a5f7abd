// Maps that are never changed in place: a changed copy, or the same map when nothing changed.

export function withKey<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return map.get(key) === value && map.has(key) ? map : new Map(map).set(key, value);
}

export function withoutKey<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map;
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

export function filtered<K, V>(map: ReadonlyMap<K, V>, keep: (value: V, key: K) => boolean): ReadonlyMap<K, V> {
  const entries = [...map].filter(([key, value]) => keep(value, key));
  return entries.length === map.size ? map : new Map(entries);
}

export function mapped<K, V>(map: ReadonlyMap<K, V>, change: (value: V, key: K) => V): ReadonlyMap<K, V> {
  let changed = false;
  const entries = [...map].map(([key, value]): [K, V] => {
    const next = change(value, key);
    changed ||= next !== value;
    return [key, next];
  });
  return changed ? new Map(entries) : map;
}

export function byId<T extends { id: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((one) => [one.id, one]));
}
