import type { Channel, User } from '@roost/protocol/entities';
import { AtSign, Hash, Lock } from 'lucide-react';
import { useEffect, useMemo, useState, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { useKnownChannels } from '../../sync/knownChannels.ts';
import { useUsersComplete, useUsersHere } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { useEmojiTable } from '../../ui/emoji/emojiTable.ts';
import { useSuggestions, type CaretRect, type Suggestion } from '../../ui/Suggestions.tsx';
import { caretRect } from './caretRect.ts';
import type { Edit } from './editing.ts';
import { matchRank, triggerAt, type Trigger } from './trigger.ts';

interface Choice extends Suggestion {
  /** What replaces the sign and the query. */
  insert: string;
}

interface MentionsOptions {
  workspaceId: string;
  channelId: string;
  box: RefObject<HTMLTextAreaElement | null>;
  text: string;
  apply: (edit: Edit) => void;
}

const mostChoices = 8;
const askAfterMs = 150;

/** The list of people, channels and emoji that `@`, `#` and `:` open over the caret. */
export function useMentions({ workspaceId, channelId, box, text, apply }: MentionsOptions) {
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const [dismissed, setDismissed] = useState<number | null>(null);
  // The box stays when one goes to another conversation; what stood there does not.
  useEffect(() => {
    setTrigger(null);
    setDismissed(null);
  }, [channelId]);
  const active = trigger && trigger.from !== dismissed ? trigger : null;
  const items = useChoices(workspaceId, channelId, active);
  const caret = useMemo<CaretRect | null>(
    () => (active && items.length > 0 && box.current ? caretRect(box.current, active.from) : null),
    [active, items.length, box],
  );

  const pick = (item: Choice) => {
    if (!active) return;
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
    const element = box.current;
    if (!element) return;
    const found =
      element.selectionStart === element.selectionEnd ? triggerAt(element.value, element.selectionStart) : null;
    setTrigger((before) => (same(before, found) ? before : found));
    if (!found || found.from !== dismissed) setDismissed(null);
  };
  return { ...suggestions, look, close: () => setTrigger(null), caret };
}

function useChoices(workspaceId: string, channelId: string, trigger: Trigger | null): readonly Choice[] {
  const t = useTranslations('composer');
  const users = useUsersHere(workspaceId);
  const channels = useKnownChannels(workspaceId);
  const emoji = useEmojiTable(trigger?.kind === 'emoji');
  useAsk(workspaceId, trigger?.kind === 'user' ? trigger.query : null);
  return useMemo(() => {
    if (!trigger) return [];
    if (trigger.kind === 'user') return peopleFor(users, trigger.query, channelId, t('everybody'));
    if (trigger.kind === 'channel') return channelsFor(channels, trigger.query);
    return (emoji?.search(trigger.query, mostChoices) ?? []).map(({ emoji: character, shortcode }) => ({
      id: shortcode,
      icon: character,
      label: `:${shortcode}:`,
      insert: character,
    }));
  }, [trigger, users, channels, emoji, channelId, t]);
}

function peopleFor(users: readonly User[], query: string, channelId: string, everybody: string): Choice[] {
  const people = ranked(
    users,
    (user) => matchRank(query, user.name, user.handle),
    (user) => user.name,
  ).map((user) => ({
    id: user.id,
    icon: <Avatar id={user.id} name={user.name} size={20} />,
    label: user.name,
    detail: `@${user.handle}`,
    insert: `@${user.handle}`,
  }));
  const all = !channelId.startsWith('D') && matchRank(query, 'channel') === 0;
  const whole: Choice[] = all
    ? [{ id: 'channel', icon: <AtSign />, label: '@channel', detail: everybody, insert: '@channel' }]
    : [];
  return [...people.slice(0, mostChoices - whole.length), ...whole];
}

function channelsFor(channels: readonly Channel[], query: string): Choice[] {
  const named = channels.filter((channel) => channel.name !== null && !channel.archivedAt);
  return ranked(
    named,
    (channel) => matchRank(query, channel.name!),
    (channel) => channel.name!,
  )
    .slice(0, mostChoices)
    .map((channel) => ({
      id: channel.id,
      icon: channel.kind === 'private' ? <Lock /> : <Hash />,
      label: channel.name!,
      detail: channel.topic || undefined,
      insert: `#${channel.name}`,
    }));
}

function ranked<T>(all: readonly T[], rank: (one: T) => number, name: (one: T) => string): T[] {
  return all
    .map((one) => ({ one, rank: rank(one) }))
    .filter(({ rank: place }) => place >= 0)
    .sort((a, b) => a.rank - b.rank || name(a.one).localeCompare(name(b.one)))
    .map(({ one }) => one);
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
