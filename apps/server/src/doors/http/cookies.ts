/*
 * The refresh cookie. Its name carries the instance's id, because cookies do not know ports: two servers on one host must not
 * overwrite each other's. Over https it is `__Host-`: no subdomain can set it.
 */

export interface CookieForm {
  name: string;
  path: string;
  secure: boolean;
}

const MAX_AGE_S = 400 * 24 * 3600;

/** The form of the cookie for a public address (null: plain http at whatever address). */
export function cookieForm(url: string | null, instance: string): CookieForm {
  const name = `roost_${instance}`;
  if (url?.startsWith('https:')) return { name: `__Host-${name}`, path: '/', secure: true };
  return { name, path: '/api/v1/', secure: false };
}

/** Reads the cookie from a request's header. */
export function readCookie(header: string | undefined, { name }: CookieForm): string | null {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || null;
  }
  return null;
}

/** The `Set-Cookie` header that keeps `token`, or clears the cookie with null. */
export function writeCookie(token: string | null, { name, path, secure }: CookieForm): string {
  const age = token === null ? 0 : MAX_AGE_S;
  return `${name}=${token ?? ''}; Path=${path}; Max-Age=${age}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
