import { randomBytes } from 'node:crypto';
import { newId } from '@roost/protocol/ids';
import { expect, test } from 'vitest';
import { RefreshTokens } from './refreshTokens.ts';

const tokens = new RefreshTokens(randomBytes(32));
const login = newId('login');

test('[A2] a refresh token is derived: the same login and generation make the same token', () => {
  expect(tokens.make(login, 3)).toBe(tokens.make(login, 3));
  expect(tokens.read(tokens.make(login, 3))).toEqual({ login, generation: 3 });
});

test('nothing else is read: other keys, other generations, other logins, touched or cut text', () => {
  const token = tokens.make(login, 3);
  const mac = token.split('.')[2]!;
  const others = [
    new RefreshTokens(randomBytes(32)).make(login, 3),
    `${login}.4.${mac}`,
    `${login}.03.${mac}`.replace('.03.', '.30.'),
    `${newId('login')}.3.${mac}`,
    token.slice(0, -1),
    `${token}A`,
    `${token}\n`,
    ` ${token}`,
    token.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')),
    '',
    '..',
    `${login}.-1.${mac}`,
    `${login}.1e3.${mac}`,
    `${login}.99999999999.${mac}`,
  ];
  for (const other of others) expect(tokens.read(other)).toBeNull();
});
