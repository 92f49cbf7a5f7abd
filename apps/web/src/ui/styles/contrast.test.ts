import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [lightPart = '', darkPart = ''] = css.split(":root[data-theme='dark']");
const colours = (part: string) =>
  Object.fromEntries([...part.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map((match) => [match[1]!, match[2]!]));
const light = colours(lightPart);
const themes = { light, dark: { ...light, ...colours(darkPart) } };

/** foreground, its grounds, the least ratio (WCAG 2.2: text 4.5, controls and focus 3; body text 7 by our own rule). */
const pairs: ReadonlyArray<[string, string, number]> = [
  ['text-1', 'bg-app bg-side bg-rail bg-hover bg-active bg-mention bg-flash bg-raised', 7],
  ['text-1', 'accent-soft chip-bg bg-code bg-sunken', 7],
  ['text-2', 'bg-app bg-side bg-rail bg-hover bg-side-hover bg-mention bg-raised bg-code accent-soft', 4.5],
  ['text-3', 'bg-app bg-side bg-hover bg-mention bg-raised bg-sunken', 4.5],
  ['text-link', 'bg-app bg-hover bg-mention bg-raised bg-side', 4.5],
  ['text-code', 'bg-code', 4.5],
  ['side-on-text', 'side-on-bg', 4.5],
  ['text-on-accent', 'accent accent-hover accent-press ember danger danger-hover', 4.5],
  ['accent-text', 'accent-soft bg-app bg-side bg-raised', 4.5],
  ['ember-text', 'ember-soft bg-app bg-side', 4.5],
  ['danger-text', 'danger-soft bg-app bg-raised', 4.5],
  ['warn-text', 'warn-soft', 4.5],
  ['ok-text', 'ok-soft', 4.5],
  ['mention-text', 'mention-bg', 4.5],
  ['me-text', 'me-bg', 4.5],
  ['chip-on-text', 'chip-on-bg accent-soft', 4.5],
  ['text-2', 'chip-bg', 4.5],
  ['bg-app', 'text-1', 7],
  ['syn-kw', 'bg-code', 4.5],
  ['syn-str', 'bg-code', 4.5],
  ['syn-num', 'bg-code', 4.5],
  ['syn-com', 'bg-code', 4.5],
  ['syn-fn', 'bg-code', 4.5],
  ['line-control', 'bg-app bg-raised bg-side', 3],
  ['focus', 'bg-app bg-side bg-rail bg-raised', 3],
  ['chip-on-line', 'bg-app', 3],
  ['ember', 'bg-app bg-side', 3],
  ['accent', 'bg-app bg-raised bg-side', 3],
  ['danger', 'bg-app bg-raised', 3],
  ['online', 'bg-app bg-side', 3],
  ['dnd', 'bg-app bg-side', 3],
  ['away', 'bg-app bg-side', 3],
];

describe.each(Object.entries(themes))('the %s theme', (_name, theme) => {
  for (const [foreground, grounds, least] of pairs) {
    for (const ground of grounds.split(' ')) {
      it(`shows ${foreground} on ${ground} with at least ${least}:1`, () => {
        expect(contrast(theme[foreground]!, theme[ground]!)).toBeGreaterThanOrEqual(least);
      });
    }
  }

  it('shows white letters on all eight avatar colours with at least 4.5:1', () => {
    for (let index = 1; index <= 8; index++)
      expect(contrast('#ffffff', theme[`av-${index}`]!)).toBeGreaterThanOrEqual(4.5);
  });
});

function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const value = Number.parseInt(hex.slice(1), 16);
  return 0.2126 * linear(value >> 16) + 0.7152 * linear((value >> 8) & 255) + 0.0722 * linear(value & 255);
}

function linear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
