import type { Account } from '@roost/protocol/entities';

const key = 'roost.account';
const leavingKey = 'roost.leaving';

/** Whose page this was, known before anything is asked: it decides which store a warm start opens. Not a secret, not a login. */
export const account = {
  get(): Account | null {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
      if (typeof kept !== 'object' || kept === null) return null;
      const { id, email, name } = kept as Record<string, unknown>;
      return typeof id === 'string' && typeof email === 'string' && typeof name === 'string'
        ? { id, email, name }
        : null;
    } catch {
      return null;
    }
  },
  set({ id, email, name }: Account): void {
    localStorage.setItem(key, JSON.stringify({ id, email, name }));
    localStorage.removeItem(leavingKey);
  },
  forget(): void {
    localStorage.removeItem(key);
  },
  /** Signed out here, but the server may not know yet: the cookie must not sign in again by itself. */
  leave(): void {
    localStorage.removeItem(key);
    localStorage.setItem(leavingKey, 'yes');
  },
  isLeaving: (): boolean => localStorage.getItem(leavingKey) === 'yes',
  hasLeft(): void {
    localStorage.removeItem(leavingKey);
  },
};
