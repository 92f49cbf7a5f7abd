export const connection = {
  reconnecting: 'Reconnecting, retry in {seconds, number} s',
  reconnectingNow: 'Reconnecting',
  retryNow: 'Retry now',
  offline: 'Offline',
  offlineWaiting: 'Offline, {count, plural, one {# message waiting} other {# messages waiting}}',
  backOnline: 'Back online',
} as const;
