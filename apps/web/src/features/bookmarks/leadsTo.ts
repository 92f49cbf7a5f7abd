import { bookmarkAddress } from '@roost/protocol/bookmarks';
import { fromPath, split, type Place } from '../../navigation/places.ts';

/** Where an address leads: to a place of our own, to a mailbox, or elsewhere. */
export type Leads = { to: 'place'; path: string; place: Place } | { to: 'mailbox' } | { to: 'page' };

export function leadsTo(address: string, origin: string): Leads {
  if (address.startsWith('mailto:')) return { to: 'mailbox' };
  const path = address.startsWith(`${origin}/`) ? address.slice(origin.length) : null;
  const place = path === null ? null : fromPath(...split(path));
  return path !== null && place ? { to: 'place', path, place } : { to: 'page' };
}

const bareHost = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?([/?#]|$)/u;
const bareMail = /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/;

/** What somebody means who leaves out how an address begins; null where it is none. */
export function toAddress(typed: string): string | null {
  const text = typed.trim();
  if (bareMail.test(text)) return bookmarkAddress(`mailto:${text}`);
  return bookmarkAddress(bareHost.test(text) ? `https://${text}` : text);
}

/** What a link is called that nobody has given a title. */
export function shortOf(address: string): string {
  const { protocol, pathname, hostname } = new URL(address);
  return protocol === 'mailto:' ? decodeURIComponent(pathname) : hostname.replace(/^www\./, '');
}
