import type { User } from '@roost/protocol/entities';
import { describe, expect, it } from 'vitest';
import { fakeWorld } from './fakeCore.ts';
import { rightsOver } from './personRights.ts';

const { sofia: owner, ade, maya } = fakeWorld().people;
const admin: User = { ...ade, role: 'admin' };
const imported: User = { ...maya, imported: true };
const gone: User = { ...maya, left: true };

describe('what one may do with somebody', () => {
  it('owners remove everybody else, admins everybody but owners, members nobody', () => {
    expect(rightsOver(admin, owner).remove).toBe(true);
    expect(rightsOver(owner, owner).remove).toBe(false);
    expect(rightsOver(maya, admin).remove).toBe(true);
    expect(rightsOver(owner, admin).remove).toBe(false);
    expect(rightsOver(admin, maya).remove).toBe(false);
    expect(rightsOver(admin, undefined).remove).toBe(false);
  });

  it('nobody removes who has left', () => {
    expect(rightsOver(gone, owner).remove).toBe(false);
  });

  it('only owners invite somebody to become a person, and only one who has not come or has left', () => {
    expect(rightsOver(imported, owner).inviteAs).toBe(true);
    expect(rightsOver(gone, owner).inviteAs).toBe(true);
    expect(rightsOver(imported, admin).inviteAs).toBe(false);
    expect(rightsOver(maya, owner).inviteAs).toBe(false);
    expect(rightsOver({ ...gone, kind: 'bot' }, owner).inviteAs).toBe(false);
  });

  it('shuts people out, signs them out and lets them in again as it removes them', () => {
    const out: User = { ...maya, left: true, deactivated: true };
    expect(rightsOver(maya, admin)).toMatchObject({ deactivate: true, endSessions: true, reactivate: false });
    expect(rightsOver(out, admin)).toMatchObject({
      deactivate: false,
      endSessions: false,
      reactivate: true,
      remove: true,
    });
    expect(rightsOver(owner, admin)).toMatchObject({ deactivate: false, endSessions: false });
    expect(rightsOver({ ...maya, kind: 'bot' }, owner).deactivate).toBe(false);
    expect(rightsOver(out, owner).inviteAs).toBe(false);
  });
});
