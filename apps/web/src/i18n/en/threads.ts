/** The list of the threads that one follows. */
export const threads = {
  title: 'Threads',
  item: 'Thread in {channel}',
  new: '{count, plural, one {# new reply} other {# new replies}}',
  newer: '{count, plural, one {New replies in # thread} other {New replies in # threads}}',
  markRead: 'Mark read',
  notFollowed: 'You don’t follow it any more',
  earlier: 'Show {count, plural, one {# earlier reply} other {# earlier replies}}',
  evenEarlier: 'Show earlier replies',
  emptyTitle: 'No threads yet',
  emptyText: 'Threads that you start, reply to, are mentioned in or follow come together here.',
  failed: 'Your threads could not be fetched.',
} as const;
