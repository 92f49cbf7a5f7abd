import type { ConnectionView } from '../../sync/connection.ts';

export type BannerView =
  | { kind: 'none' }
  | { kind: 'offline' }
  | { kind: 'outdated' }
  | { kind: 'reconnecting'; seconds: number | null };

/**
 * A short break is nobody's business: most are over before one would have read the words. Five seconds for a server that is started anew,
 * and one until the next try finds it [K1].
 */
export const silentForMs = 6000;

/** What to say about the connection at `now`. */
export function bannerFor(connection: ConnectionView, now: number): BannerView {
  switch (connection.state) {
    case 'online':
      return { kind: 'none' };
    case 'ended':
      return { kind: connection.why === 'outdated' ? 'outdated' : 'none' };
    case 'offline':
      return { kind: 'offline' };
    case 'connecting':
      return now - connection.since < silentForMs ? { kind: 'none' } : { kind: 'reconnecting', seconds: null };
    case 'waiting':
      if (now - connection.since < silentForMs) return { kind: 'none' };
      return { kind: 'reconnecting', seconds: Math.max(1, Math.ceil((connection.retryAt - now) / 1000)) };
  }
}
