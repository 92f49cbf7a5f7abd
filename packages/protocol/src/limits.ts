/** Bounds that both sides know. Lengths are Unicode characters (code points) unless said otherwise. */
export const limits = {
  /** UTF-16 code units, as JavaScript counts. */
  messageText: 12_000,
  channelName: 80,
  topic: 250,
  description: 1_000,
  channelAdmins: 50,
  /** People who are added to or taken out of a channel by one command, and how many of them its note names. */
  membersAtOnce: 1_000,
  membersNamed: 20,
  /** A list of people that somebody has pasted. */
  pastedPeople: 12_000,
  personName: 80,
  title: 120,
  pronouns: 40,
  timeZone: 64,
  phone: 40,
  status: 100,
  workspaceName: 80,
  email: 254,
  /** Addresses that one command invites. */
  invitedAtOnce: 50,
  passwordMin: 12,
  passwordMax: 256,
  directUsers: 15,
  /** User groups of a workspace, their people, and the channels that they bring. */
  groups: 200,
  groupUsers: 500,
  groupChannels: 10,
  groupDescription: 250,
  handle: 32,
  /** People whom one message mentions without naming them or all. */
  reached: 500,
  /** A mention of more people is asked about before it is sent. */
  manyReached: 20,
  emoji: 64,
  idsPerRequest: 200,
  historyPage: 200,
  historyPageDefault: 50,
  unreadEntries: 100,
  /** The same of one thread. */
  unreadReplies: 20,
  /** Followed threads in a snapshot: those with the newest replies. */
  followedThreads: 200,
  /** Messages that one question asks to preview. */
  previews: 10,
  /** Pinned messages of one channel. */
  pins: 100,
  /** Bookmarks of one channel. */
  bookmarks: 20,
  bookmarkTitle: 60,
  bookmarkAddress: 1_000,
  /** Messages that somebody has saved and not done. */
  saved: 1_000,
  /** Drafts of one person, and texts of one draft that another device wrote over. */
  drafts: 200,
  otherDrafts: 3,
  activityPage: 50,
  /** News of one's activity that are counted. */
  activityNews: 20,
  /** Messages of one person that wait for their time, and how far ahead in days. */
  scheduled: 100,
  scheduleDays: 366,
  /** Reminders of one person. */
  reminders: 200,
  reminderText: 1_000,
  /** Answers of a poll, and characters of its question and of an answer. */
  pollOptions: 10,
  pollQuestion: 500,
  pollOption: 120,
  /** Of one's votes in anonymous polls a snapshot holds the newest. */
  ownVotes: 500,
  sections: 50,
  sectionName: 40,
  /** Bytes of one client frame. */
  frameBytes: 65_536,
  /** Requests in flight on one connection. */
  inFlight: 32,
  watchedUsers: 500,
  /** Streams named in one `hello`. */
  helloStreams: 64,
} as const;

/** Milliseconds that both sides count on. */
export const timings = {
  helloWithin: 5_000,
  heartbeatEvery: 25_000,
  /** A client that heard nothing for this long gives the connection up. */
  silenceAllowed: 35_000,
  /** What is sent so long after its time is late. */
  lateAfter: 60_000,
  /** A draft goes to the server when nothing was typed for so long, at the latest so long after the first key. */
  draftAfter: 3_000,
  draftAtLatest: 15_000,
  typingEvery: 3_000,
  typingExpires: 6_000,
  awayAfter: 600_000,
  /** A page that was hidden for so long is not looked at. */
  elsewhereAfter: 600_000,
} as const;
