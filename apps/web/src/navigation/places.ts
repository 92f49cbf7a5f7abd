import { isId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';

/**
 * Everything that an address of the client can mean. The URL is the only memory of where one is, so each place is written
 * and read here and nowhere else, and `toPath` and `fromPath` are each other's inverse.
 */
export type Place =
  | { at: 'start' }
  | { at: 'setup' }
  | { at: 'signIn'; next?: string }
  | { at: 'invite'; code: string }
  | { at: 'home'; workspace: string }
  /** The first step into a workspace: leads on to a conversation, also where Home is a list. */
  | { at: 'enter'; workspace: string }
  | { at: 'directs'; workspace: string }
  | { at: 'people'; workspace: string }
  | { at: 'saved'; workspace: string }
  | { at: 'drafts'; workspace: string }
  | { at: 'threads'; workspace: string }
  | ActivityPlace
  | { at: 'unreads'; workspace: string }
  | { at: 'settings'; workspace: string; section: SettingsSection | null; people?: PeopleFilter }
  /** A channel by its name, also by one that it had before. */
  | { at: 'channelNamed'; workspace: string; name: string }
  | ChannelPlace;

export type ChannelPlace = {
  at: 'channel';
  workspace: string;
  channel: string;
  message?: string;
  /** A date and perhaps a time, on this device's clock unless it says otherwise; or the newest message. */
  moment?: string;
  /** Of the message, or of the reply in the pane: as it stood at this place of the log. */
  version?: number;
  pane?: Pane;
};

export type ActivityPlace = {
  at: 'activity';
  workspace: string;
  show?: ActivityShown | undefined;
  news?: true | undefined;
};

export const activityShown = ['mentions', 'threads', 'reactions'] as const;
export type ActivityShown = (typeof activityShown)[number];

/** Which people the list of members shows: those whose name has this in it, those of a role, or those who are shut out. */
export type PeopleFilter = { search?: string; show?: PeopleShown };
export const peopleShown = ['owner', 'admin', 'member', 'guest', 'deactivated'] as const;
export type PeopleShown = (typeof peopleShown)[number];

/** What the right pane shows. */
export type Pane =
  | { kind: 'thread'; root: string; reply?: string }
  | { kind: 'members' }
  | { kind: 'pins' }
  | { kind: 'profile'; user: string };

export const settingsSections = [
  'profile',
  'notifications',
  'appearance',
  'devices',
  'password',
  'workspace',
  'people',
  'invites',
  'bots',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** The address of a place. */
export function toPath(place: Place): string {
  switch (place.at) {
    case 'start':
      return '/';
    case 'setup':
      return '/setup';
    case 'signIn':
      return place.next ? `/signin?next=${encodeURIComponent(place.next)}` : '/signin';
    case 'invite':
      return `/invite/${encodeURIComponent(place.code)}`;
    case 'home':
      return `/w/${place.workspace}`;
    case 'enter':
      return `/w/${place.workspace}/enter`;
    case 'directs':
      return `/w/${place.workspace}/dms`;
    case 'people':
      return `/w/${place.workspace}/people`;
    case 'unreads':
      return `/w/${place.workspace}/unreads`;
    case 'drafts':
      return `/w/${place.workspace}/drafts`;
    case 'saved':
      return `/w/${place.workspace}/saved`;
    case 'threads':
      return `/w/${place.workspace}/threads`;
    case 'activity':
      return `/w/${place.workspace}/activity${activityQuery(place)}`;
    case 'settings':
      if (place.section === 'people') return `/w/${place.workspace}/admin/members${peopleQuery(place.people)}`;
      return `/w/${place.workspace}/settings${place.section ? `/${place.section}` : ''}`;
    case 'channelNamed':
      return `/w/${place.workspace}/c/${encodeURIComponent(place.name)}`;
    case 'channel':
      return channelPath(place);
  }
}

function channelPath({ workspace, channel, message, moment, version, pane }: ChannelPlace): string {
  const kind = isId(channel, 'direct') ? 'dm' : 'c';
  const at = message ? `/m/${message}` : moment ? `/at/${moment}` : '';
  const reply = pane?.kind === 'thread' && pane.reply ? `/r/${pane.reply}` : '';
  const thread = pane?.kind === 'thread' ? `/t/${pane.root}${reply}` : '';
  return `/w/${workspace}/${kind}/${channel}${at}${thread}${queryOf([...paneQuery(pane), ...(version === undefined ? [] : [`v=${version}`])])}`;
}

function activityQuery({ show, news }: ActivityPlace): string {
  return queryOf([...(show ? [`show=${show}`] : []), ...(news ? ['new=1'] : [])]);
}

function queryOf(parts: readonly string[]): string {
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

function peopleQuery({ search, show }: PeopleFilter = {}): string {
  const query = new URLSearchParams({ ...(search && { q: search }), ...(show && { show }) }).toString();
  return query && `?${query}`;
}

function paneQuery(pane: Pane | undefined): string[] {
  switch (pane?.kind) {
    case 'members':
    case 'pins':
      return [`pane=${pane.kind}`];
    case 'profile':
      return [`pane=${pane.user}`];
    default:
      return [];
  }
}

/** The place that an address means, or null when it means none. `search` with or without its question mark. */
export function fromPath(pathname: string, search = ''): Place | null {
  const parts = pathname.split('/').filter(Boolean).map(decode);
  const query = new URLSearchParams(search);
  const [first, second] = parts;
  if (first === undefined) return { at: 'start' };
  if (first === 'w')
    return second !== undefined && isId(second, 'workspace') ? inWorkspace(second, parts.slice(2), query) : null;
  if (first === 'invite' && second && parts.length === 2) return { at: 'invite', code: second };
  if (parts.length > 1) return null;
  if (first === 'setup') return { at: 'setup' };
  if (first === 'signin') return signIn(query.get('next'));
  return null;
}

/** Only an address of our own is followed after signing in; anything else would be an open redirect. */
function signIn(next: string | null): Place {
  const ours = next !== null && next.startsWith('/') && !next.startsWith('//') && fromPath(...split(next)) !== null;
  return ours ? { at: 'signIn', next } : { at: 'signIn' };
}

function inWorkspace(workspace: string, parts: string[], query: URLSearchParams): Place | null {
  const [what, which] = parts;
  if (what === undefined) return { at: 'home', workspace };
  if (what === 'c' || what === 'dm') return inChannel(workspace, what, parts.slice(1), query);
  if (what === 'settings' && parts.length <= 2) return settings(workspace, which);
  if (what === 'admin' && which === 'members' && parts.length === 2) return members(workspace, query);
  if (parts.length > 1) return null;
  if (what === 'enter') return { at: 'enter', workspace };
  if (what === 'dms') return { at: 'directs', workspace };
  if (what === 'people') return { at: 'people', workspace };
  if (what === 'unreads') return { at: 'unreads', workspace };
  if (what === 'saved') return { at: 'saved', workspace };
  if (what === 'activity') return activity(workspace, query);
  if (what === 'drafts') return { at: 'drafts', workspace };
  if (what === 'threads') return { at: 'threads', workspace };
  return null;
}

function activity(workspace: string, query: URLSearchParams): Place {
  const show = activityShown.find((one) => one === query.get('show'));
  return { at: 'activity', workspace, ...(show && { show }), ...(query.get('new') === '1' && { news: true as const }) };
}

function members(workspace: string, query: URLSearchParams): Place {
  const search = query.get('q') ?? '';
  const show = peopleShown.find((one) => one === query.get('show'));
  const people = { ...(search && { search }), ...(show && { show }) };
  const isFiltered = Object.keys(people).length > 0;
  return { at: 'settings', workspace, section: 'people', ...(isFiltered && { people }) };
}

function settings(workspace: string, section: string | undefined): Place | null {
  if (section === undefined) return { at: 'settings', workspace, section: null };
  const known = settingsSections.find((one) => one === section);
  return known ? { at: 'settings', workspace, section: known } : null;
}

function inChannel(workspace: string, what: 'c' | 'dm', parts: string[], query: URLSearchParams): Place | null {
  const [channel = '', ...rest] = parts;
  if (what === 'c' && isName(channel) && rest.length === 0) return { at: 'channelNamed', workspace, name: channel };
  if (!isId(channel, what === 'c' ? 'channel' : 'direct') || rest.length % 2 !== 0) return null;
  const place: ChannelPlace = { at: 'channel', workspace, channel };
  for (let i = 0; i < rest.length; i += 2) {
    const id = rest[i + 1]!;
    if (rest[i] === 'at' && i === 0 && isMoment(id)) {
      place.moment = id;
      continue;
    }
    if (!isId(id, 'message') || (rest[i] === 'm' && place.moment)) return null;
    if (rest[i] === 'm' && !place.message && !place.pane) place.message = id;
    else if (rest[i] === 't' && !place.pane) place.pane = { kind: 'thread', root: id };
    else if (rest[i] === 'r' && place.pane?.kind === 'thread' && !place.pane.reply) place.pane.reply = id;
    else return null;
  }
  const version = query.get('v') ?? '';
  const isOfMessage = place.message !== undefined || (place.pane?.kind === 'thread' && place.pane.reply !== undefined);
  if (isOfMessage && /^\d{1,15}$/.test(version)) place.version = Number(version);
  const pane = query.get('pane');
  if (!place.pane && (pane === 'members' || pane === 'pins')) place.pane = { kind: pane };
  if (!place.pane && pane && isId(pane, 'user')) place.pane = { kind: 'profile', user: pane };
  return place;
}

/** Names are in lower case, so that no id is one. */
function isName(part: string): boolean {
  return part !== '' && part.length <= limits.channelName && part === part.toLowerCase();
}

/** The latest is wherever the newest message is. */
export const LATEST = 'latest';

function isMoment(text: string): boolean {
  if (text === LATEST) return true;
  return /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$/.test(text) && !Number.isNaN(momentMs(text));
}

/** Milliseconds since 1970 of a moment; a bare date begins at midnight here. */
export function momentMs(moment: string): number {
  return Date.parse(moment.includes('T') ? moment : `${moment}T00:00`);
}

/** Splits an address into what `fromPath` takes. */
export function split(path: string): [pathname: string, search: string] {
  const [pathname = '', search = ''] = path.split('#')[0]!.split('?');
  return [pathname, search];
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
