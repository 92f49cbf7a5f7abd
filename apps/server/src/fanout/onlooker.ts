import type { ServerSignal } from '@roost/protocol/signals';
import type { WorkspaceRules } from '../domain/members/rules.ts';
import { textFrame } from './frame.ts';

/** A session as signals see it. */
export interface Onlooker {
  /** Who the session is, and where. Another array when that has changed. */
  readonly places: readonly { user: string; workspace: string }[];
  /** By which login or token it came in. */
  readonly identity?: { readonly credential: string };
  /** Takes a signal; one that waits under the same key is replaced by it. May drop it. */
  signal(key: string, bytes: Buffer): void;
}

/** The rules of a workspace, when they are in memory. */
export type LoadedRules = (workspace: string) => WorkspaceRules | undefined;

export const signalFrame = (signal: ServerSignal): Buffer => textFrame(JSON.stringify(signal));
