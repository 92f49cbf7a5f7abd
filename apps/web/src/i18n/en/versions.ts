/** What a message has said. */
export const versions = {
  title: 'Edits of this message',
  current: 'Now',
  original: 'As it was posted',
  by: '{name}, {time}',
  list: 'Versions, the newest first',
  newer: 'The link leads to an earlier version. There is a newer one.',
  meant: 'The version that was linked to',
  copyLink: 'Copy link to this version',
  notKnown: 'What it said before is not known: the import had only this text.',
} as const;
