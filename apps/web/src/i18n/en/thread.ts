/** The pane with the replies to one message. */
export const thread = {
  title: 'Thread',
  close: 'Close thread',
  replies: '{count, plural, one {# reply} other {# replies}}',
  noReplies: 'No replies yet',
  missing: 'This message does not exist, or you cannot see it.',
  loadOlder: 'Show earlier replies',
  reply: 'Reply…',
  follow: 'Follow',
  following: 'Following',
  followThis: 'Follow this thread',
  started: 'You started it',
  replied: 'You replied',
  mentioned: 'You were mentioned',
  followed: 'You follow it',
} as const;
