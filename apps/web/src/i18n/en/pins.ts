/** The pinned messages of a conversation. */
export const pins = {
  title: 'Pinned messages',
  count: '{count, plural, one {# message} other {# messages}}',
  list: 'Pinned messages, the newest pin first',
  none: 'Nothing is pinned here',
  noneText: 'Pin what everybody should find again: in a message’s menu, or with the key P.',
  pinnedBy: 'Pinned by {name}, {ago}',
  jump: 'Go to message',
  unpin: 'Unpin',
} as const;
