import { describe, expect, it } from 'vitest';
import { appearanceKey, createAppearance, type ThemeWorld } from './theme.ts';

function world(saved?: string, dark = false) {
  const items = new Map<string, string>();
  if (saved !== undefined) items.set(appearanceKey, saved);
  const listeners = new Set<() => void>();
  const prefersDark = {
    matches: dark,
    addEventListener: (_: string, listener: unknown) => void listeners.add(listener as () => void),
    removeEventListener: (_: string, listener: unknown) => void listeners.delete(listener as () => void),
  };
  const root = { dataset: {}, style: {} } as unknown as ThemeWorld['root'];
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
  const turn = (to: boolean) => {
    prefersDark.matches = to;
    for (const listener of listeners) listener();
  };
  return { root, items, turn, world: { root, storage, prefersDark } as ThemeWorld, listeners };
}

describe('appearance', () => {
  it('follows the system until told otherwise, and again after', () => {
    const at = world();
    const appearance = createAppearance(at.world);
    expect(at.root.dataset['theme']).toBe('light');
    at.turn(true);
    expect(at.root.dataset['theme']).toBe('dark');
    appearance.set({ theme: 'light' });
    expect(at.root.dataset['theme']).toBe('light');
    appearance.set({ theme: 'system' });
    expect(at.root.dataset['theme']).toBe('dark');
  });

  it('keeps the choice over a reload', () => {
    const at = world();
    createAppearance(at.world).set({ theme: 'dark', density: 'compact', textPx: 18 });
    const again = world(at.items.get(appearanceKey));
    createAppearance(again.world);
    expect(again.root.dataset).toEqual({ theme: 'dark', density: 'compact' });
    expect(again.root.style.fontSize).toBe('112.5%');
  });

  it.each(['', 'nonsense', 'null', '[]', '"dark"', '{"theme":"neon","density":7,"textPx":"9000"}', '{"textPx":1e999}'])(
    'survives %s in the storage',
    (saved) => {
      const at = world(saved);
      expect(createAppearance(at.world).get()).toEqual({ theme: 'system', density: 'comfortable', textPx: 16 });
      expect(at.root.dataset['theme']).toBe('light');
    },
  );

  it('keeps text between 14 and 20 px', () => {
    const appearance = createAppearance(world().world);
    appearance.set({ textPx: 99 });
    expect(appearance.get().textPx).toBe(20);
    appearance.set({ textPx: 2 });
    expect(appearance.get().textPx).toBe(14);
  });

  it('works without storage', () => {
    const at = world();
    const forbidden = {
      getItem: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('denied');
      },
    };
    const appearance = createAppearance({ ...at.world, storage: forbidden });
    appearance.set({ theme: 'dark' });
    expect(at.root.dataset['theme']).toBe('dark');
  });

  it('tells its subscribers and lets go of the system when stopped', () => {
    const at = world();
    const appearance = createAppearance(at.world);
    let told = 0;
    const stop = appearance.subscribe(() => told++);
    appearance.set({ density: 'compact' });
    stop();
    appearance.set({ density: 'comfortable' });
    expect(told).toBe(1);
    appearance.stop();
    expect(at.listeners.size).toBe(0);
  });
});
