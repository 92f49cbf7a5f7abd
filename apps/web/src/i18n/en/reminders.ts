/** Of which messages one wants to be reminded. */
export const reminders = {
  title: 'Remind me',
  remind: 'Remind me',
  set: 'You will be reminded {when}.',
  clear: 'Don’t remind me',
  heading: 'Reminders',
  list: 'Reminders, the next one first',
  at: 'Reminder for {when}',
  due: 'Due {ago}',
  done: 'Done',
  snooze: 'Another time',
  gone: 'This message was deleted, or you can’t see it any more.',
} as const;
