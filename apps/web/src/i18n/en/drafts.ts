/** What one is about to write, and what is to be sent later. */
export const drafts = {
  otherLabel: 'A draft from another device',
  other: 'Also written, on another device:',
  putIn: 'Put in',
  discard: 'Discard',
} as const;
