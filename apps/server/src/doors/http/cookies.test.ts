import { expect, test } from 'vitest';
import { cookieForm, readCookie, writeCookie } from './cookies.ts';

test('[A2] over http the cookie carries the instance, stays under the API and out of scripts', () => {
  const form = cookieForm(null, 'abc');
  expect(writeCookie('secret', form)).toBe(
    'roost_abc=secret; Path=/api/v1/; Max-Age=34560000; HttpOnly; SameSite=Strict',
  );
  expect(cookieForm('http://box:3000', 'abc')).toEqual(form);
});

test('[A2] over https it is a __Host- cookie', () => {
  const form = cookieForm('https://chat.example.org', 'abc');
  expect(writeCookie('secret', form)).toBe(
    '__Host-roost_abc=secret; Path=/; Max-Age=34560000; HttpOnly; SameSite=Strict; Secure',
  );
});

test('[A2] clearing ends it', () => {
  expect(writeCookie(null, cookieForm(null, 'abc'))).toContain('roost_abc=; Path=/api/v1/; Max-Age=0;');
});

test('only our own cookie is read', () => {
  const form = cookieForm(null, 'abc');
  expect(readCookie('other=1; roost_abc=two; roost_abcd=3', form)).toBe('two');
  expect(readCookie('xroost_abc=1', form)).toBeNull();
  expect(readCookie('roost_abc=', form)).toBeNull();
  expect(readCookie(undefined, form)).toBeNull();
});
