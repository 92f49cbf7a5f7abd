// Every pair of colours that text, controls and focus rings are made of can be read, in both themes (WCAG 2.2).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, root } from './steps.mjs';

export const TOKENS = 'apps/web/src/ui/styles/tokens.css';
const BODY = 7;
const TEXT = 4.5;
const CONTROL = 3;
const AVATARS = 8;

/** What stands on what, and how much it must differ at least. */
const PAIRS = [
  [BODY, 'text-1', 'bg-app bg-side bg-rail bg-hover bg-active bg-mention bg-flash bg-raised'],
  [TEXT, 'text-2', 'bg-app bg-side bg-rail bg-hover bg-side-hover bg-mention bg-raised bg-code chip-bg'],
  [TEXT, 'text-3', 'bg-app bg-side bg-hover bg-mention bg-raised bg-sunken'],
  [TEXT, 'text-link', 'bg-app bg-hover bg-mention bg-raised bg-side'],
  [TEXT, 'text-code', 'bg-code'],
  [TEXT, 'side-on-text', 'side-on-bg'],
  [TEXT, 'text-on-accent', 'accent accent-hover accent-press ember danger'],
  [TEXT, 'accent-text', 'accent-soft bg-app bg-side'],
  [TEXT, 'ember-text', 'ember-soft bg-app bg-side'],
  [TEXT, 'danger-text', 'danger-soft bg-app bg-raised'],
  [TEXT, 'warn-text', 'warn-soft'],
  [TEXT, 'ok-text', 'ok-soft'],
  [TEXT, 'mention-text', 'mention-bg'],
  [TEXT, 'me-text', 'me-bg'],
  [TEXT, 'chip-on-text', 'chip-on-bg'],
  [CONTROL, 'line-control', 'bg-app bg-raised bg-side'],
  [CONTROL, 'focus', 'bg-app bg-side bg-rail bg-raised'],
  [CONTROL, 'chip-on-line', 'bg-app'],
  [CONTROL, 'ember', 'bg-app bg-side'],
  [CONTROL, 'online', 'bg-app bg-side'],
  ...['kw', 'str', 'num', 'com', 'fn'].map((part) => [TEXT, `syn-${part}`, 'bg-code']),
];

/** Fails with the pairs that cannot be read well enough. */
export function checkContrast() {
  const [light, dark] = readThemes();
  const poor = Object.entries({ light, dark }).flatMap(([theme, colours]) =>
    [
      ...PAIRS.flatMap(([least, front, backs]) =>
        backs.split(' ').map((back) => [least, front, back, colours[front], colours[back]]),
      ),
      ...Array.from({ length: AVATARS }, (_, i) => [TEXT, 'white', `av-${i + 1}`, '#ffffff', colours[`av-${i + 1}`]]),
    ].flatMap(([least, front, back, a, b]) => {
      if (!a || !b) return [`${theme}: ${front} or ${back} is not a colour of ${TOKENS}`];
      const ratio = contrast(a, b);
      return ratio >= least ? [] : [`${theme}: ${front} on ${back} ${ratio.toFixed(2)}, needs ${least}`];
    }),
  );
  if (poor.length > 0) throw new Failure(poor.join('\n'));
}

/** The dark theme says only what differs from the light one. */
function readThemes() {
  const [light, dark = ''] = readFileSync(join(root, TOKENS), 'utf8').split(":root[data-theme='dark']").map(colours);
  return [light, { ...light, ...dark }];
}

function colours(css) {
  return Object.fromEntries(
    [...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map(([, name, value]) => [name, value]),
  );
}

function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
