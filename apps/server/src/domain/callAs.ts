import type { WorkspaceRules } from './members/rules.ts';
import type { Call, DoorContext } from './verb.ts';

const noDoor: DoorContext = {
  address: 'the server',
  device: 'the server',
  origin: '',
  refreshToken: null,
  setRefreshToken() {},
};

/** A call on behalf of somebody who has asked for it earlier; null for whom is not there any more. They may do what they may do now. */
export function callAs(rules: WorkspaceRules, user: string): Call | null {
  const known = rules.users.get(user);
  if (!known || known.left) return null;
  const subject = known.account ?? known.id;
  const kind = known.kind === 'bot' ? 'bot' : 'account';
  return {
    identity: { subject, kind, credential: '', scopes: ['read', 'write'], expiresAt: Infinity },
    door: noDoor,
  };
}
