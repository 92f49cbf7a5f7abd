export const connection = {
  reconnecting: 'Reconnecting, retry in {seconds, number} s',
  reconnectingNow: 'Reconnecting',
  retryNow: 'Retry now',
  offline: 'Offline',
  offlineWaiting: 'Offline, {count, plural, one {# message waiting} other {# messages waiting}}',
  outdated: 'This page is out of date. Reload it to go on.',
  backOnline: 'Back online',
} as const;
