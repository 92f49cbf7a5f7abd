/** To another time of a conversation. */
export const jump = {
  title: 'Jump to a date',
  latest: 'Latest',
  lastWeek: 'A week ago',
  start: 'The very start',
  date: 'Date',
  time: 'Time (optional)',
  go: 'Jump',
} as const;
