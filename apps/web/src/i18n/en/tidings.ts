/** What is said of itself: what was refused, what happened elsewhere. */
export const tidings = {
  mentionElsewhere: '{author} in {place}: {text}',
  directElsewhere: '{author}: {text}',
  postRefused: 'A message to {name} was not sent: {reason}',
  editRefused: 'Your change to a message was not saved: {reason}',
  deleteRefused: 'A message was not deleted: {reason}',
  reactionRefused: 'Your reaction was not saved: {reason}',
  followRefused: 'Following the thread was not changed: {reason}',
  saveRefused: 'What you saved for later was not changed: {reason}',
  pinRefused: 'The pin was not changed: {reason}',
  sidebarRefused: 'Your channel list was not changed: {reason}',
  scheduleRefused: 'Your message to be sent later was not changed: {reason}',
  draftRefused: 'Your draft was not changed: {reason}',
  sentLate: 'The time of your message to {name} had passed, so it was sent at once.',
  notSentLater: 'Your message to {name} was not sent at its time: {reason}',
  show: 'Show',
} as const;
