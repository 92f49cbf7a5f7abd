import type { AnyProjection, GuardReader } from '../../log/item.ts';
import { acceptInvite } from '../invites/acceptInvite.ts';
import { createInvite } from '../invites/createInvite.ts';
import { listInvites } from '../invites/listInvites.ts';
import { previewInvite } from '../invites/previewInvite.ts';
import { revokeInvite } from '../invites/revokeInvite.ts';
import { inviteGuard } from '../invites/sql.ts';
import { createLogin } from '../logins/createLogin.ts';
import { endOwnLogin } from '../logins/endLogin.ts';
import { listLogins } from '../logins/listLogins.ts';
import { refreshLogin } from '../logins/refreshLogin.ts';
import { endSessions } from '../logins/endSessions.ts';
import { loginGuard, loginsGuard } from '../logins/sql.ts';
import type { Mail } from '../invites/mail.ts';
import { resendInvite, sendInvites } from '../invites/sendInvites.ts';
import { createSetup } from '../setup/createSetup.ts';
import { serverInfo } from '../setup/serverInfo.ts';
import { createBot } from '../tokens/createBot.ts';
import { createToken } from '../tokens/createToken.ts';
import { exchangeToken } from '../tokens/exchangeToken.ts';
import { listTokens } from '../tokens/listTokens.ts';
import { revokeToken } from '../tokens/revokeToken.ts';
import type { AnyVerb } from '../verb.ts';
import { changePassword } from './changePassword.ts';
import type { IdentityParts } from './identityParts.ts';
import { passwordGuard } from './sql.ts';

/** What signing in, inviting and bots add to the language. */
export function identityVerbs(identity: IdentityParts, mail: Mail | null = null): readonly AnyVerb[] {
  return [
    serverInfo(identity),
    createSetup(identity),
    createLogin(identity),
    refreshLogin(identity),
    endOwnLogin(identity),
    listLogins,
    endSessions(identity),
    changePassword(identity),
    createInvite,
    sendInvites(mail),
    resendInvite(mail),
    listInvites(mail),
    revokeInvite,
    previewInvite,
    acceptInvite(identity),
    createBot,
    createToken,
    listTokens,
    revokeToken(identity),
    exchangeToken(identity),
  ];
}

/** None: accounts, logins and invites hold secrets, so their rows are written alongside the events and never made from them. */
export const identityProjections: readonly AnyProjection[] = [];

export const identityGuards: readonly GuardReader[] = [passwordGuard, loginGuard, loginsGuard, inviteGuard];
