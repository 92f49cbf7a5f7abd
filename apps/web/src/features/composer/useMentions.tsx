import { useEffect, useMemo, useState, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import type { Commands } from '../../message/commands.ts';
import { useGroups } from '../../sync/groups.ts';
import { useKnownChannels } from '../../sync/knownChannels.ts';
import { useUsersComplete, useUsersHere } from '../../sync/people.ts';
import { useCore, useRoost } from '../../sync/roost.ts';
import { useEmojiTable } from '../../ui/emoji/emojiTable.ts';
import { useSuggestions, type CaretRect } from '../../ui/Suggestions.tsx';
import type { Choice, Offers } from './choices.tsx';
import type { Edit } from './editing.ts';
import { commandAt, triggerAt, type Trigger } from './trigger.ts';

interface MentionsOptions {
  workspaceId: string;
  channelId: string;
  /** Of a reply: what it answers. */
  root: string | undefined;
  box: RefObject<HTMLTextAreaElement | null>;
  text: string;
  apply: (edit: Edit) => void;
  /** A slash is for commands here, which may not be known yet. */
  hasCommands: boolean;
  commands: Commands | null;
}

const askAfterMs = 150;

/** The list of people, channels, emoji and commands that `@`, `#`, `:` and `/` open over the caret. */
export function useMentions(options: MentionsOptions) {
  const { channelId, box, text, apply, hasCommands } = options;
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const [dismissed, setDismissed] = useState<number | null>(null);
  // The box stays when one goes to another conversation; what stood there does not.
  useEffect(() => {
    setTrigger(null);
    setDismissed(null);
  }, [channelId]);
  const active = trigger && trigger.from !== dismissed ? trigger : null;
  const items = useChoices(options, active);
  const caret = useMemo<CaretRect | null>(
    () => (active && items.length > 0 && box.current ? (loaded?.caretRect(box.current, active.from) ?? null) : null),
    [active, items.length, box],
  );

  const pick = (item: Choice) => {
    if (!active || active.kind === 'hint') return;
    const end = box.current?.selectionStart ?? active.from + 1 + active.query.length;
    const at = active.from + item.insert.length + 1;
    const rest = text.slice(end).replace(/^ /, '');
    setTrigger(null);
    apply({ text: `${text.slice(0, active.from)}${item.insert} ${rest}`, start: at, end: at });
  };
  const suggestions = useSuggestions<Choice>({
    items,
    onPick: pick,
    onClose: () => setDismissed(active?.from ?? null),
  });

  /** The caret may have moved: does it stand behind a sign? */
  const look = () => {
    if (!box.current) return;
    const found = triggerIn(box.current, hasCommands);
    setTrigger((before) => (same(before, found) ? before : found));
    if (!found || found.from !== dismissed) setDismissed(null);
  };
  const handleKey: typeof suggestions.handleKey = (event) => {
    // The text may have changed without the caret telling yet, as when it is dictated: a list of before must not replace it.
    if (active && box.current && !same(active, triggerIn(box.current, hasCommands))) {
      look();
      return false;
    }
    return !(active && goesOn(active, event.key, items)) && suggestions.handleKey(event);
  };
  return { ...suggestions, handleKey, look, close: () => setTrigger(null), caret, List: loaded?.SuggestionList };
}

function triggerIn({ value, selectionStart, selectionEnd }: HTMLTextAreaElement, hasCommands: boolean): Trigger | null {
  if (selectionStart !== selectionEnd) return null;
  return triggerAt(value, selectionStart) ?? (hasCommands ? commandAt(value, selectionStart) : null);
}

/** A command that is complete is carried out, not chosen. */
function goesOn({ kind, query }: Trigger, key: string, items: readonly Choice[]): boolean {
  if (kind === 'hint') return key !== 'Escape';
  return kind === 'command' && key === 'Enter' && items.some(({ whole }) => whole === query);
}

function useChoices({ workspaceId, channelId, root, commands, text }: MentionsOptions, trigger: Trigger | null) {
  const { store } = useCore();
  const users = useUsersHere(workspaceId);
  const groups = useGroups(workspaceId);
  const channels = useKnownChannels(workspaceId);
  const emoji = useEmojiTable(trigger?.kind === 'emoji');
  const offers = useOffers();
  const t = useTranslations('composer');
  useAsk(workspaceId, trigger?.kind === 'user' ? trigger.query : null);
  const members = useMembersOf(channelId, trigger?.kind === 'user');
  const hinting = trigger?.kind === 'hint' ? text : null;
  return useMemo<readonly Choice[]>(() => {
    if (!trigger || !offers) return none;
    const { query } = trigger;
    if (hinting !== null) return commands ? offers.hintFor(commands, hinting) : none;
    if (trigger.kind === 'command') return commands ? offers.commandsFor(commands, query) : none;
    if (trigger.kind === 'channel') return offers.channelsFor(channels, query);
    if (trigger.kind === 'emoji') return offers.emojiFor(emoji, query);
    const circles = offers.circlesOf(store.getState(), { workspaceId, channelId, root, members });
    return offers.peopleFor({ users, groups, query, circles, words: t });
  }, [
    trigger,
    offers,
    users,
    groups,
    channels,
    emoji,
    members,
    store,
    workspaceId,
    channelId,
    root,
    t,
    commands,
    hinting,
  ]);
}

const none: readonly Choice[] = [];
let loaded: Offers | null = null;

/** What the list is made of; fetched when the composer has been there for a moment, so that it is there when it is needed. */
function useOffers(): Offers | null {
  const [offers, setOffers] = useState(loaded);
  useEffect(() => {
    if (offers) return;
    let left = false;
    import('./choices.tsx').then(
      (module) => {
        loaded = module;
        if (!left) setOffers(module);
        // Offline, too, one is asked before one mentions many.
        import('./ReachQuestion.tsx').catch(() => {});
      },
      () => {},
    );
    return () => void (left = true);
  }, [offers]);
  return offers;
}

/** Who is in the channel, as far as that is known: its first page by name, asked once somebody is about to be mentioned. */
function useMembersOf(channelId: string, wanted: boolean): ReadonlySet<string> | null {
  const roost = useRoost();
  const [known, setKnown] = useState<{ channelId: string; users: ReadonlySet<string> } | null>(null);
  const members = known?.channelId === channelId ? known.users : null;
  const ask = wanted && members === null;
  useEffect(() => {
    if (!ask) return;
    roost.query('channel.members', { channel: channelId, limit: 200 }).then(
      ({ users }) => setKnown({ channelId, users: new Set(users.map(({ id }) => id)) }),
      () => {},
    );
  }, [roost, channelId, ask]);
  return members;
}

/** In a large workspace not everybody is known here; the server is asked after a short pause in typing. */
function useAsk(workspaceId: string, query: string | null): void {
  const roost = useRoost();
  const complete = useUsersComplete(workspaceId);
  useEffect(() => {
    if (complete || query === null) return;
    const timer = setTimeout(() => {
      // What is known here stays in the list when the server cannot be asked.
      roost.query('user.list', { workspace: workspaceId, limit: 20, ...(query && { search: query }) }).then(
        ({ users }) => roost.learnUsers(users),
        () => {},
      );
    }, askAfterMs);
    return () => clearTimeout(timer);
  }, [roost, workspaceId, complete, query]);
}

function same(a: Trigger | null, b: Trigger | null): boolean {
  return a === b || (a !== null && b !== null && a.kind === b.kind && a.query === b.query && a.from === b.from);
}
