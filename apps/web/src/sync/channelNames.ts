const controls = /[\u0000-\u001f\u007f-\u009f]+/g;
/** Zero-width and directional characters: two names that differ in these look the same. */
const hidden = /[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g;
const allowed = /^[\p{L}\p{M}\p{N}_-]+$/u;

/** What the server will call a channel that somebody types this name for. */
export function normaliseChannelName(typed: string): string {
  return typed
    .toWellFormed()
    .normalize('NFKC')
    .replace(hidden, '')
    .replace(controls, ' ')
    .trim()
    .replace(/^#+/, '')
    .toLowerCase()
    .replace(/\s+/g, '-')
    .normalize('NFKC');
}

/** Whether the server will take a normalised name: letters, digits, `-` and `_`, and not marks alone. */
export function isChannelName(name: string): boolean {
  return allowed.test(name) && /[\p{L}\p{N}]/u.test(name);
}
