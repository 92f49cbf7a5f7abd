/** Everything that one has not read, channel by channel. */
export const unreads = {
  title: 'Unreads',
  count: '{count, plural, one {# channel} other {# channels}}',
  markAll: 'Mark all as read',
  markRead: 'Mark as read',
  markReadOf: 'Mark {name} as read',
  jump: 'Jump to message',
  messagesOf: 'Unread messages of {name}',
  earlier: '{count, plural, one {# earlier message} other {# earlier messages}}',
  someEarlier: 'Earlier messages',
  open: 'Open',
  more: 'Show more channels',
  doneTitle: 'You have read everything',
  doneText: 'What others write from now on gathers here. Channels that you muted show only what mentions you.',
} as const;
