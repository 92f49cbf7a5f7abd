/** What a message has said. */
export const versions = {
  title: 'Edits of this message',
  current: 'Now',
  original: 'As it was posted',
  by: '{name}, {time}',
  list: 'Versions, the newest first',
  notKnown: 'What it said before is not known: the import had only this text.',
} as const;
