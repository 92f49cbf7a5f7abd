/** What is asked before a mention of many, and offered after one of people who are elsewhere. */
export const mentions = {
  askTitle: 'Notify {count, plural, one {# person} other {# people}}?',
  askUpTo: 'Notify up to {count, plural, one {# person} other {# people}}?',
  askText: 'Your message mentions so many people in #{name}. Each of them gets a badge.',
  askUnknown: 'How many of them it will be is decided when the message is sent.',
  schedule: 'Schedule',
  send: 'Send',
  back: 'Go back',
  offer: '{names} {count, plural, one {is} other {are}} not in #{channel} and will not see your message.',
  andMore: '{names} and {count, plural, one {# other} other {# others}}',
  offerPrivate: 'Whoever is added sees everything that was ever written in this private channel.',
  add: '{count, plural, one {Add to the channel} other {Add # people to the channel}}',
  added: '{count, plural, one {# person was added.} other {# people were added.}}',
  notNow: 'Not now',
} as const;
