import type { Account } from '@roost/protocol/entities';
import type { Args, Value } from '@roost/protocol/registry';
import { useCore, useRoostState } from './roost.ts';
import type { Session } from './state.ts';

/** The ways in and out. Each rejects with what `toReject` reads. */
export interface Doors {
  setUp(args: Args<'setup.create'>): Promise<void>;
  signIn(args: Args<'login.create'>): Promise<void>;
  preview(code: string): Promise<Value<'invite.preview'>>;
  /** Joins with a new account, or with the one that is signed in. Answers with the workspace. */
  accept(args: Args<'invite.accept'>): Promise<string | null>;
  /** Ends the login and wipes this device's copy, also when the server cannot be told. */
  signOut(): Promise<void>;
  /** Asks again who one is, after the server could not be reached. */
  retry(): void;
}

export const useSession = (): Session => useRoostState((state) => state.session);
export const useDoors = (): Doors => useCore().doors;
export const useRetryBoot = (): (() => void) => useCore().doors.retry;

/** The account that is signed in, or undefined. */
export const useAccount = (): Account | undefined =>
  useRoostState((state) => (state.session.state === 'signedIn' ? state.session.account : undefined));
