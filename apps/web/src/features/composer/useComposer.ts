import type { NewPost } from '@roost/client/api';
import type { Quote } from '@roost/protocol/entities';
import type { NewPoll } from '@roost/protocol/poll';
import { limits } from '@roost/protocol/limits';
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { toIds } from '../../message/mentionText.ts';
import { typedCommand, unescaped } from '../../message/slash.ts';
import { useNames } from '../../message/useNames.ts';
import { useDraft, usePutBack } from '../../sync/drafts.ts';
import { useQuoting } from '../../sync/quoting.ts';
import { useRoost } from '../../sync/roost.ts';
import { useUrging, type Urging } from '../../sync/urging.ts';
import { useIsCoarse } from '../../ui/media.ts';
import { toasts } from '../../ui/toastStore.ts';
import type { ComposerProps } from './Composer.tsx';
import type { Edit } from './editing.ts';
import { useCommanding, type Commanding } from './useCommanding.ts';
import { useMentioning, type Manner, type Mentioning } from './useMentioning.ts';
import type { Later } from './useSchedule.ts';

export interface ComposerModel {
  box: RefObject<HTMLTextAreaElement | null>;
  text: string;
  setText: (text: string) => void;
  /** Whether a reply goes to the channel, too. For one message. */
  alsoToChannel: boolean;
  setAlsoToChannel: (also: boolean) => void;
  /** The message that goes with it. */
  quoting: Quote | null;
  setQuoting: (quoting: Quote | null) => void;
  /** What it wants of those who read it. */
  urging: Urging | null;
  setUrging: (urging: Urging) => void;
  /** Characters that still fit; negative when there are too many. */
  left: number;
  sendable: boolean;
  /** The text and selection as they are now. */
  present: () => Edit;
  /** Puts an edit into the box, with its selection. */
  apply: (edit: Edit) => void;
  send: () => void;
  /** Asks, after a question to oneself where it is for many. What stands in the box stays, and nothing is taken while the outbox is full. */
  ask: (question: string, poll: NewPoll, onTaken: () => void) => void;
  /** Where it goes, for what is kept of this place. */
  place: string;
  /** Sends it as it stands there, also what looks like a command. */
  sendAsText: () => void;
  /** Whether it is a command. */
  isCommand: boolean;
  commanding: Commanding;
  /** Says something else here. */
  say: (text: string, how: Manner) => boolean;
  mentioning: Mentioning;
  /** For what is to be sent at a moment to come. */
  later: Later;
}

/** The text that is being written: a draft from the first key on, until it is handed to the outbox. */
export function useComposer({ workspaceId, channelId, threadRoot, autoFocus, onSent }: ComposerProps): ComposerModel {
  const names = useNames(workspaceId);
  const place = threadRoot ? `${channelId}/${threadRoot}` : channelId;
  const putBack = usePutBack(place);
  const [text, setText] = useDraft(place);
  const [quoting, setQuoting] = useQuoting(place);
  const [alsoToChannel, setAlsoToChannel] = useState(false);
  const box = useBox(text, place, autoFocus);
  const editing = useEditing(box, text, setText);
  const asReply = threadRoot && { threadRoot, ...(alsoToChannel && { alsoToChannel }) };
  const left = limits.messageText - text.length;
  const sendable = (text.trim() !== '' || quoting !== null) && left >= 0;
  const clear = () => {
    setText('');
    setQuoting(null);
    setAlsoToChannel(false);
    box.current?.focus();
  };
  const { hand, ...wanted } = usePosting(place, { channel: channelId, ...asReply }, onSent);
  const post = (sent: string, how: Manner): boolean => {
    const isTaken = hand({ text: sent, ...how, ...(quoting && { quote: quoting }) });
    if (isTaken) clear();
    return isTaken;
  };
  const mentioning = useMentioning({ channelId, text, post });
  const commanding = useCommanding({ place, text, setText });
  const sentText = () => toIds(unescaped(text.trim()), names);
  const say = (said: string, how?: Manner) => mentioning.handOver(toIds(said.trim(), names), how);
  return {
    box,
    text,
    setText,
    alsoToChannel,
    setAlsoToChannel,
    quoting,
    setQuoting,
    ...wanted,
    left,
    sendable,
    ...editing,
    send: () => void (sendable && !commanding.run() && say(unescaped(text.trim()))),
    ask: (question, poll, onTaken) => {
      const asked = toIds(question.trim(), names);
      mentioning.asked(asked, false, () => void (hand({ text: asked, poll }) && onTaken()));
    },
    place,
    sendAsText: () => void say(text),
    isCommand: commanding.Desk !== null && typedCommand(text) !== null,
    commanding,
    say,
    mentioning,
    later: {
      message: () => ({ channel: channelId, text: sentText(), ...asReply, ...(quoting && { quote: quoting }) }),
      asked: (act) => mentioning.asked(sentText(), true, act),
      isTaken: clear,
      isBack: () => putBack(text, quoting),
    },
  };
}

/** The box is as high as its text, and has the focus where one comes to write, if that is wanted. */
function useBox(text: string, place: string, autoFocus = false): RefObject<HTMLTextAreaElement | null> {
  const box = useRef<HTMLTextAreaElement>(null);
  const coarse = useIsCoarse();
  useAutoSize(box, text);
  useEffect(() => {
    if (autoFocus && !coarse) box.current?.focus();
  }, [autoFocus, coarse, place]);
  return box;
}

type Place = Pick<NewPost, 'channel' | 'threadRoot' | 'alsoToChannel'>;
type Posting = Pick<ComposerModel, 'urging' | 'setUrging'> & {
  hand: (message: Omit<NewPost, keyof Place>) => boolean;
};

/** Hands messages to the outbox, with what they are to want of those who read them. False, and said: it is full. */
function usePosting(place: string, to: Place, onSent?: () => void): Posting {
  const t = useTranslations('composer');
  const roost = useRoost();
  const [urging, setUrging] = useUrging(place);
  const hand: Posting['hand'] = (message) => {
    const { priority, asks } = urging ?? {};
    const wants = { ...(priority && { priority }), ...(asks && { askAcknowledgement: true }) };
    const posted = roost.post({ ...to, ...wants, ...message });
    if (posted === null) toasts.show({ id: 'outbox-full', text: t('full'), tone: 'danger' });
    else {
      setUrging({});
      onSent?.();
    }
    return posted !== null;
  };
  return { hand, urging, setUrging };
}

function useEditing(
  box: RefObject<HTMLTextAreaElement | null>,
  text: string,
  setText: (text: string) => void,
): Pick<ComposerModel, 'present' | 'apply'> {
  return {
    present: () => ({
      text,
      start: box.current?.selectionStart ?? text.length,
      end: box.current?.selectionEnd ?? text.length,
    }),
    apply: (edit) => {
      setText(edit.text);
      requestAnimationFrame(() => {
        box.current?.focus();
        box.current?.setSelectionRange(edit.start, edit.end);
      });
    },
  };
}

/** Where CSS can, it sees to the height alone. */
const growsByItself = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content');

/** The box is as high as its text, up to the CSS maximum. */
function useAutoSize(box: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || growsByItself) return;
    element.style.setProperty('height', '0');
    element.style.setProperty('height', `${element.scrollHeight}px`);
  }, [box, text]);
}
