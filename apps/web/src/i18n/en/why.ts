/** Why there are numbers on the rail, on a phone's tabs and on another workspace. */
export const why = {
  mentions: 'Why is there a number on Home?',
  directs: 'Why is there a number on DMs?',
  workspace: 'Why are there numbers in {name}?',
  nothing: 'There is nothing that counts any more.',
  thread: 'Thread in {name}',
  threadMentions: '{count, plural, one {# reply mentions you} other {# replies mention you}}. {reason}.',
  threadSeen: 'Nothing in it counts any more.',
  mute: 'Mute',
  unmute: 'Unmute',
  follow: 'Follow',
  unfollow: 'Unfollow',
} as const;
