import type { ConnectionStatus } from '@roost/client/types';
import { useMemo } from 'react';
import { useRoost, useRoostState } from './roost.ts';

/** The connection as a person is told of it. */
export type ConnectionView =
  | { state: 'online' }
  | { state: 'connecting'; since: number }
  | { state: 'waiting'; since: number; retryAt: number }
  | { state: 'offline' }
  | { state: 'ended'; why: 'signedOut' | 'outdated' };

export function toConnectionView(status: ConnectionStatus): ConnectionView {
  switch (status.phase) {
    case 'live':
      return { state: 'online' };
    case 'connecting':
      return { state: 'connecting', since: status.since };
    case 'reconnecting':
      return status.retryAt === null
        ? { state: 'connecting', since: status.since }
        : { state: 'waiting', since: status.since, retryAt: status.retryAt };
    case 'offline':
      return { state: 'offline' };
    case 'signedOut':
      return { state: 'ended', why: 'signedOut' };
    case 'stopped':
      return { state: 'ended', why: 'outdated' };
  }
}

export function useConnection(): ConnectionView {
  const status = useRoostState((state) => state.connection);
  return useMemo(() => toConnectionView(status), [status]);
}

/** Whether the server hears one now. What was asked in vain is asked again when this turns true. */
export const useIsLive = (): boolean => useRoostState((state) => state.connection.phase === 'live');

/** Tries at once. */
export const useReconnectNow = (): (() => void) => useRoost().retryNow;
