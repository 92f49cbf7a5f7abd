import type { ClientStorage } from './ports.ts';

/** Storage that ends with the process. Values are copied like those of any other storage. */
export function memoryStorage(): ClientStorage {
  const values = new Map<string, string>();
  return {
    entries: async (prefix) =>
      [...values].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key, JSON.parse(value) as unknown]),
    set: async (key, value) => void values.set(key, JSON.stringify(value)),
    delete: async (key) => void values.delete(key),
    clear: async () => values.clear(),
  };
}
