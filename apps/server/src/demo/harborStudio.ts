// The demo world: who is in Harbor Studio and what they wrote. `@{Maya}` mentions a person, `#{ops}` a channel, `@channel` everybody.

export const workspaceName = 'Harbor Studio';

/** Everybody signs in with this password. */
export const demoPassword = 'harbor at dawn';

export type PersonName = 'Sofia' | 'Maya' | 'Ade' | 'Inès' | 'Jun' | 'Lee';
export type Author = PersonName | 'Deploybird';

export interface DemoPerson {
  name: string;
  email: string;
  title: string;
  role: 'owner' | 'admin' | 'member';
}

export const people: Record<PersonName, DemoPerson> = {
  Sofia: { name: 'Sofia Berg', email: 'sofia@harbor.example', title: 'Founder', role: 'owner' },
  Maya: { name: 'Maya Chen', email: 'maya@harbor.example', title: 'Design lead', role: 'admin' },
  Ade: { name: 'Ade Okafor', email: 'ade@harbor.example', title: 'Engineer', role: 'member' },
  Inès: { name: 'Inès Laurent', email: 'ines@harbor.example', title: 'Customer care', role: 'member' },
  Jun: { name: 'Jun Park', email: 'jun@harbor.example', title: 'Product designer', role: 'member' },
  Lee: { name: 'Lee Whitfield', email: 'lee@harbor.example', title: 'Infrastructure', role: 'member' },
};

export const botName = 'Deploybird';

export interface DemoChannel {
  name: string;
  by: PersonName;
  kind: 'public' | 'private';
  topic: string;
  with: Author[];
}

export const channels: DemoChannel[] = [
  {
    name: 'design-crit',
    by: 'Maya',
    kind: 'public',
    topic: 'Work in progress, Thursdays at three. Bring sketches, not apologies',
    with: ['Sofia', 'Jun', 'Ade', 'Inès'],
  },
  { name: 'eng', by: 'Ade', kind: 'public', topic: 'How it is built', with: ['Lee', 'Jun', 'Sofia'] },
  { name: 'ops', by: 'Lee', kind: 'public', topic: 'On call this week: Lee', with: ['Ade', 'Sofia', 'Deploybird'] },
  {
    name: 'release-train',
    by: 'Ade',
    kind: 'public',
    topic: 'Leaves Tuesdays',
    with: ['Maya', 'Lee', 'Jun', 'Sofia', 'Deploybird'],
  },
  { name: 'help-desk', by: 'Inès', kind: 'public', topic: 'What customers ask', with: ['Sofia', 'Maya', 'Ade'] },
  {
    name: 'announcements',
    by: 'Sofia',
    kind: 'public',
    topic: 'Read once a day',
    with: ['Maya', 'Ade', 'Inès', 'Jun', 'Lee'],
  },
  { name: 'leads', by: 'Sofia', kind: 'private', topic: 'Plans that are not ripe yet', with: ['Maya', 'Ade'] },
];

export interface Line {
  /** A channel by name, or the people of a direct channel. */
  in: string | PersonName[];
  by: Author;
  text: string;
  /** Minutes since the line before. */
  after?: number;
  replies?: { by: Author; text: string }[];
  reactions?: Record<string, PersonName[]>;
  edited?: string;
  deleted?: true;
}

const NIGHT = 14 * 60;

/** All of it has been read by everybody. */
export const yesterday: Line[] = [
  {
    in: 'general',
    by: 'Sofia',
    text: 'Welcome to Harbor Studio, everybody. This is where we work now: one place, nothing lost.',
    reactions: { '🎉': ['Maya', 'Ade', 'Jun'], '👋': ['Inès', 'Lee'] },
  },
  {
    in: 'general',
    by: 'Inès',
    text: 'Finally a search that I will not have to apologise for.',
    reactions: { '😄': ['Sofia', 'Lee'] },
  },
  {
    in: 'random',
    by: 'Jun',
    text: 'The bakery at the pier does cardamom buns on Wednesdays. This is not a drill.',
    after: 20,
  },
  { in: 'random', by: 'Lee', text: 'On my way.', reactions: { '🏃': ['Jun'] } },
  {
    in: 'announcements',
    by: 'Sofia',
    text: '@channel The spring release goes out on Tuesday. What is not in by Monday noon takes the next train.',
    after: 35,
    reactions: { '🚢': ['Ade', 'Maya', 'Lee', 'Jun'], '✅': ['Inès'] },
  },
  {
    in: 'design-crit',
    by: 'Maya',
    text: 'New onboarding, third round. I took out the tour: three screens became one sentence.\n\n- the first message is written for you\n- inviting people is one link\n- nothing blocks the way',
    after: 15,
    reactions: { '❤️': ['Jun', 'Sofia'], '👀': ['Ade'] },
    replies: [
      { by: 'Jun', text: 'The sentence works. Could the link copy itself when one lands there?' },
      { by: 'Sofia', text: 'Please no surprises in the clipboard.' },
      { by: 'Maya', text: 'Agreed, a button then. @{Jun} can you draw both states?' },
      { by: 'Jun', text: 'Both states by tomorrow.' },
    ],
  },
  {
    in: 'design-crit',
    by: 'Jun',
    text: 'Colours of the reading mode, on a screen in the sun: https://harbor.example/boards/reading-mode',
  },
  {
    in: 'eng',
    by: 'Ade',
    text: 'The flaky test was real. Two saves in one turn, and the second read what the first had not written yet:\n\n```ts\nconst draft = await load(id);\nawait save({ ...draft, text });\n```\n\nNow the store takes a function, so there is nothing to read too early.',
    after: 25,
    reactions: { '🔍': ['Lee'], '👏': ['Jun', 'Sofia'] },
    replies: [
      { by: 'Lee', text: 'That explains the ghost drafts in April.' },
      { by: 'Ade', text: 'And the ones in May, which I blamed on you. Sorry.' },
    ],
  },
  {
    in: 'eng',
    by: 'Lee',
    text: 'Backups are restored every night now, not only made. Last night: 4 min 12 s.',
    reactions: { '🙌': ['Sofia', 'Ade'] },
  },
  {
    in: 'help-desk',
    by: 'Inès',
    text: 'Third person this week who looks for the invoice under *Settings*. It is under *Account*.',
    after: 12,
  },
  {
    in: 'help-desk',
    by: 'Maya',
    text: 'Then that is where it belongs. I will move it.',
    reactions: { '🙏': ['Inès'] },
  },
  {
    in: 'release-train',
    by: 'Deploybird',
    text: '`v4.2.0-rc.1` is on staging. 38 changes, 0 failed checks.',
    after: 18,
  },
  {
    in: 'release-train',
    by: 'Ade',
    text: 'Known in rc.1: the date picker opens upwards near the bottom. Fixed in #{eng}, goes into rc.2.',
    replies: [{ by: 'Maya', text: 'Saw it, thank you.' }],
  },
  {
    in: 'leads',
    by: 'Sofia',
    text: 'The offer for the pier building is in. I would like us to see it on Friday before we say anything.',
    after: 9,
  },
  { in: 'leads', by: 'Maya', text: 'Friday works. Is there light from the north?' },
  { in: 'leads', by: 'Sofia', text: 'There is nothing but light.', reactions: { '☀️': ['Maya', 'Ade'] } },
  { in: ['Sofia', 'Maya'], by: 'Sofia', text: 'Would you show the onboarding to the board on Thursday?', after: 30 },
  { in: ['Sofia', 'Maya'], by: 'Maya', text: 'Gladly. Ten minutes, no slides.' },
  { in: ['Ade', 'Jun'], by: 'Jun', text: 'Is there a reason why the avatar is 36 and not 40?' },
  { in: ['Ade', 'Jun'], by: 'Ade', text: 'Line height. 36 lets a one-line message be one line.' },
  { in: 'ops', by: 'Deploybird', text: 'Disk on `db-2` is at 81 %.', after: 45 },
  {
    in: 'ops',
    by: 'Lee',
    text: 'Old exports. Cleared, back at 54 %.',
    edited: 'Old exports. Cleared, back at 54 %. I also moved the job to the weekend.',
    reactions: { '👍': ['Ade'] },
  },
];

/** This morning. */
export const today: Line[] = [
  {
    in: 'general',
    by: 'Lee',
    text: 'Morning! The coffee machine is back, and it has opinions.',
    after: NIGHT,
    reactions: { '☕': ['Sofia', 'Ade', 'Jun'] },
  },
  {
    in: 'design-crit',
    by: 'Jun',
    text: 'Both states of the invite button. The second says for three seconds that the link is copied, then it goes back.',
    after: 12,
  },
  {
    in: 'design-crit',
    by: 'Maya',
    text: '@{Sofia} this one is ready for you. Two minutes are enough.',
    reactions: { '🎨': ['Jun'] },
  },
  {
    in: 'help-desk',
    by: 'Inès',
    text: 'Somebody asks for the weekly mail on Mondays instead of Sundays. Can they choose?',
    after: 7,
  },
  {
    in: 'help-desk',
    by: 'Ade',
    text: 'Not yet, but the day is already stored per person. Half a day of work.',
    replies: [
      { by: 'Inès', text: 'Half a day for a happy customer in three time zones. I would take it.' },
      { by: 'Maya', text: 'Put it on the next train.' },
    ],
  },
  { in: 'random', by: 'Inès', text: 'wrong window', deleted: true },
  {
    in: 'eng',
    by: 'Lee',
    text: 'Anybody against Postgres 18 on staging this afternoon?',
    after: 16,
    reactions: { ':ship_it:': ['Ade', 'Jun'] },
  },
  {
    in: 'release-train',
    by: 'Deploybird',
    text: '`v4.2.0-rc.2` is on staging. 41 changes, 0 failed checks.',
    after: 10,
  },
  {
    in: 'release-train',
    by: 'Ade',
    text: '@channel rc.2 is the one. Please click through your own corner until tonight.',
    reactions: { '👀': ['Maya', 'Lee'] },
  },
  {
    in: 'release-train',
    by: 'Jun',
    text: 'Reading mode: checked on the phone, in the sun, on the pier. With a bun.',
    after: 6,
    reactions: { '🥐': ['Lee', 'Sofia'] },
  },
  { in: 'ops', by: 'Deploybird', text: 'Certificate of `harbor.example` renewed, valid for 90 days.', after: 5 },
  { in: ['Sofia', 'Maya'], by: 'Maya', text: 'Thursday: may I bring Jun? He drew half of it.', after: 8 },
  {
    in: 'general',
    by: 'Ade',
    text: 'Lunch at the pier at half past twelve, who comes? @{Lee} @{Inès}',
    after: 4,
    reactions: { '🙋': ['Jun', 'Lee'] },
  },
];

/** Who is up to date this morning. The others find something unread. */
export const upToDate: PersonName[] = ['Ade', 'Jun'];
