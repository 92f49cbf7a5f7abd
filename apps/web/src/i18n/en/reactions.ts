/** Reactions under a message and the picker. */
export const reactions = {
  add: 'Add a reaction',
  reactWith: 'React with {emoji}',
  list: 'Reactions',
  by: '{names} reacted with {emoji}',
  you: 'You',
  moreKinds: '+{count}',
  fewerKinds: 'Fewer',
  search: 'Search emoji',
  empty: 'No emoji found.',
  loading: 'Loading emoji',
  skinTone: 'Change skin tone',
  hint: 'Pick an emoji',
} as const;
