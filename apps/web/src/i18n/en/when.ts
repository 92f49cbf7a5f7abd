/** Moments to come. */
export const when = {
  in20Minutes: 'In 20 minutes',
  in1Hour: 'In 1 hour',
  in3Hours: 'In 3 hours',
  tomorrow: 'Tomorrow at {time}',
  monday: 'Monday at {time}',
  nextWeek: 'Next week, Monday at {time}',
  custom: 'Date and time…',
  date: 'Date',
  time: 'Time',
  past: 'That is in the past.',
  zone: 'In your time zone, {zone}.',
} as const;
