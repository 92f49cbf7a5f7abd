/** A channel's header. */
export const channel = {
  members: 'Members',
  membersButton: '{count, plural, one {# member} other {# members}}',
  unknown: 'Channel',
  pins: 'Pinned messages',
  settings: 'Channel settings',
  addTopic: 'Add a topic',
  editTopic: 'Edit topic',
  topic: 'Topic',
  topicSaveFailed: 'The topic was not saved.',
  privateMark: 'private channel',
  publicMark: 'channel',
  newsMark: 'announcements',
  star: 'Star',
  unmute: 'Muted. Unmute this channel',
  selfNotes: 'Your own space for notes and links.',
  convert: 'Make it a private channel',
} as const;
