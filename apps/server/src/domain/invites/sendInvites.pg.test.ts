import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSmtp } from '../../mail/smtp.ts';
import { openTestSmtp } from '../../mail/testSmtp.ts';
import { inviteIn, openSettledHouse, PASSWORD, type Device, type House } from '../accounts/testHouse.ts';

let smtp: Awaited<ReturnType<typeof openTestSmtp>>;
let mail: ReturnType<typeof openSmtp>;
let warned: object[];
let house: House;
let sofia: Device;
let workspace: string;
beforeEach(async () => {
  smtp = await openTestSmtp();
  warned = [];
  mail = openSmtp({ url: smtp.url, from: 'Roost <roost@harbor.test>' }, {
    warn: (what: object) => void warned.push(what),
  } as never);
  ({ house, sofia, workspace } = await openSettledHouse(mail));
});
afterEach(async () => {
  await house.close();
  mail.close();
  await smtp.close();
});

const send = (emails: string[], more: object = {}) => sofia.do('invite.send', { workspace, emails, ...more });
const byText = (a: string, b: string) => (a < b ? -1 : 1);
const decoded = (data: string) =>
  data.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
const accept = (url: string, name: string) =>
  house.device().do('invite.accept', {
    code: url.split('/').at(-1)!,
    name,
    email: `${name.toLowerCase()}@harbor.test`,
    password: PASSWORD,
  });

describe('[A10] inviting by e-mail', () => {
  test('sends each address a link of its own, which works once', async () => {
    const { invites, already } = await send(['Maya@harbor.test', 'jun@harbor.test', 'maya@harbor.test']);
    expect(already).toEqual([]);
    expect(invites.map(({ email, sent }) => [email, sent])).toEqual([
      ['maya@harbor.test', true],
      ['jun@harbor.test', true],
    ]);
    expect(smtp.taken.map(({ from, to }) => `${from} → ${to.join()}`).sort(byText)).toEqual([
      'roost@harbor.test → jun@harbor.test',
      'roost@harbor.test → maya@harbor.test',
    ]);
    const letter = decoded(smtp.taken.find(({ to }) => to[0] === 'maya@harbor.test')!.data);
    expect(letter).toContain('Subject: Sofia invites you to Harbor Studio');
    expect(letter).toContain(invites[0]!.url);
    expect(letter).not.toContain(invites[1]!.url);
    await accept(invites[0]!.url, 'Maya');
    await expect(accept(invites[0]!.url, 'Mallory')).rejects.toMatchObject({ code: 'gone' });
  });

  test('passes over who is there already, and says so', async () => {
    await inviteIn(house, sofia, workspace, 'Maya');
    const { invites, already } = await send(['maya@harbor.test', 'jun@harbor.test']);
    expect(already).toEqual(['maya@harbor.test']);
    expect(invites.map(({ email }) => email)).toEqual(['jun@harbor.test']);
  });

  test('says of no letter that it was sent which the mail server did not take, and leaves the link to hand on', async () => {
    smtp.refuses.add('nobody@harbor.test');
    const { invites } = await send(['nobody@harbor.test', 'jun@harbor.test']);
    expect(invites.map(({ sent }) => sent)).toEqual([false, true]);
    expect(warned).toHaveLength(1);
    expect(JSON.stringify(warned)).not.toContain('/invite/');
    const { invites: listed, mail: hasMail } = await sofia.do('invite.list', { workspace });
    expect(hasMail).toBe(true);
    expect(listed.map(({ email, sentAt }) => `${email} ${sentAt !== undefined}`).sort(byText)).toEqual([
      'jun@harbor.test true',
      'nobody@harbor.test false',
    ]);
    await accept(invites[0]!.url, 'Norbert');
  });

  test('a mail server that is gone costs the letters, not the links', async () => {
    await smtp.close();
    const { invites } = await send(['jun@harbor.test']);
    expect(invites).toMatchObject([{ sent: false }]);
    await accept(invites[0]!.url, 'Jun');
  });

  test('sent again, the link is another and the old one is worth nothing', async () => {
    const [first] = (await send(['jun@harbor.test'])).invites;
    const second = await sofia.do('invite.resend', { invite: first!.invite });
    expect(second).toMatchObject({ invite: first!.invite, email: 'jun@harbor.test', sent: true });
    expect(smtp.taken).toHaveLength(2);
    await expect(accept(first!.url, 'Mallory')).rejects.toMatchObject({ code: 'gone' });
    await accept(second.url, 'Jun');
    await expect(sofia.do('invite.resend', { invite: first!.invite })).rejects.toMatchObject({ code: 'gone' });
  });

  test('names in letters stay text, in headers too', async () => {
    await sofia.do('workspace.update', { workspace, name: '<b>Harbor</b>\r\nBcc: all@harbor.test' });
    await send(['jun@harbor.test']);
    expect(smtp.taken[0]!.to).toEqual(['jun@harbor.test']);
    expect(smtp.taken[0]!.data).not.toMatch(/^Bcc:/im);
    expect(decoded(smtp.taken[0]!.data)).toContain('&lt;b&gt;Harbor');
    await expect(send(['jun@harbor.test\r\nRCPT TO:<x@y>'])).rejects.toMatchObject({ code: 'invalid' });
  });

  test('is for admins, and for guests needs their channels', async () => {
    const { device } = await inviteIn(house, sofia, workspace, 'Maya');
    const args = { workspace, emails: ['jun@harbor.test'] };
    await expect(device.do('invite.send', args)).rejects.toMatchObject({ code: 'forbidden' });
    const [mine] = (await send(['jun@harbor.test'])).invites;
    await expect(device.do('invite.resend', { invite: mine!.invite })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(send(['gus@harbor.test'], { role: 'guest' })).rejects.toMatchObject({ field: 'args.channels' });
    expect(smtp.taken).toHaveLength(1);
  });
});

test('[A10] without a mail server nothing is said to have been sent', async () => {
  const plain = await openSettledHouse();
  try {
    const args = { workspace: plain.workspace, emails: ['jun@harbor.test'] };
    const { invites } = await plain.sofia.do('invite.send', args);
    expect(invites).toMatchObject([{ sent: false }]);
    expect((await plain.sofia.do('invite.list', { workspace: plain.workspace })).mail).toBe(false);
  } finally {
    await plain.house.close();
  }
});
