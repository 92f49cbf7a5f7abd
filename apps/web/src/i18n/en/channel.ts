/** A channel's header and the bars that stand in the composer's place. */
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
  archivedBar: 'This channel is archived. You can read it, and nobody can write in it.',
  unarchive: 'Unarchive',
  previewBar: 'You are looking at #{name}.',
  join: 'Join channel',
  privateMark: 'private channel',
  publicMark: 'channel',
  selfNotes: 'Your own space for notes and links.',
} as const;
