import { useSyncExternalStore } from 'react';

/**
 * How the page looks to this person on this machine. Lives in localStorage, because it must be known before the first
 * paint: `public/theme.js` (a blocking classic script, so no inline script is needed) reads the same key.
 */
export type Theme = 'system' | 'light' | 'dark';
export type Density = 'comfortable' | 'compact';
export type Appearance = { theme: Theme; density: Density; textPx: number };

export const appearanceKey = 'roost.appearance';
export const textPxRange = { min: 14, max: 20, normal: 16 } as const;
const defaults: Appearance = { theme: 'system', density: 'comfortable', textPx: textPxRange.normal };

export type ThemeWorld = {
  root: Pick<HTMLElement, 'dataset' | 'style'>;
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  prefersDark: Pick<MediaQueryList, 'matches' | 'addEventListener' | 'removeEventListener'>;
};

/** Reads, applies, keeps and publishes the appearance. Junk in the storage counts as nothing. */
export function createAppearance(world: ThemeWorld) {
  let current = read(world.storage);
  const listeners = new Set<() => void>();
  const apply = () => {
    const { root } = world;
    root.dataset.theme = resolve(current.theme, world.prefersDark.matches);
    root.dataset.density = current.density;
    root.style.fontSize =
      current.textPx === textPxRange.normal ? '' : `${(current.textPx / textPxRange.normal) * 100}%`;
    for (const listener of listeners) listener();
  };
  world.prefersDark.addEventListener('change', apply);
  apply();
  return {
    get: () => current,
    resolvedTheme: () => resolve(current.theme, world.prefersDark.matches),
    set: (change: Partial<Appearance>) => {
      current = sane({ ...current, ...change });
      try {
        world.storage?.setItem(appearanceKey, JSON.stringify(current));
      } catch {
        // Storage full or forbidden: the choice holds until the page is left.
      }
      apply();
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: () => world.prefersDark.removeEventListener('change', apply),
  };
}

let page: ReturnType<typeof createAppearance> | undefined;

/** The page's own appearance; the first call (at boot) applies it. */
export function appearance() {
  page ??= createAppearance({
    root: document.documentElement,
    storage: openStorage(),
    prefersDark: window.matchMedia('(prefers-color-scheme: dark)'),
  });
  return page;
}

/** The appearance and how to change it. */
export function useAppearance(): [Appearance, (change: Partial<Appearance>) => void] {
  const store = appearance();
  return [useSyncExternalStore(store.subscribe, store.get), store.set];
}

function resolve(theme: Theme, prefersDark: boolean): 'light' | 'dark' {
  return theme === 'system' ? (prefersDark ? 'dark' : 'light') : theme;
}

function openStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

function read(storage: ThemeWorld['storage']): Appearance {
  try {
    return sane(JSON.parse(storage?.getItem(appearanceKey) ?? '{}'));
  } catch {
    return defaults;
  }
}

function sane(value: unknown): Appearance {
  const { theme, density, textPx } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: density === 'compact' ? 'compact' : 'comfortable',
    textPx:
      typeof textPx === 'number' && Number.isFinite(textPx)
        ? Math.min(textPxRange.max, Math.max(textPxRange.min, Math.round(textPx)))
        : defaults.textPx,
  };
}
