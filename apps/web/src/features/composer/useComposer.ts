import { limits } from '@roost/protocol/limits';
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { toIds } from '../../message/mentionText.ts';
import { useNames } from '../../message/useNames.ts';
import { useDraft } from '../../sync/drafts.ts';
import { useQuoting, type Quoting } from '../../sync/quoting.ts';
import { useRoost } from '../../sync/roost.ts';
import { useIsCoarse } from '../../ui/media.ts';
import { toasts } from '../../ui/toastStore.ts';
import type { ComposerProps } from './Composer.tsx';
import type { Edit } from './editing.ts';
import { useMentioning, type Mentioning } from './useMentioning.ts';
import type { Later } from './useSchedule.ts';

export interface ComposerModel {
  box: RefObject<HTMLTextAreaElement | null>;
  text: string;
  setText: (text: string) => void;
  /** Whether a reply goes to the channel, too. For one message. */
  alsoToChannel: boolean;
  setAlsoToChannel: (also: boolean) => void;
  /** The message that goes with it. */
  quoting: Quoting | null;
  setQuoting: (quoting: Quoting | null) => void;
  /** Characters that still fit; negative when there are too many. */
  left: number;
  sendable: boolean;
  /** The text and selection as they are now. */
  present: () => Edit;
  /** Puts an edit into the box, with its selection. */
  apply: (edit: Edit) => void;
  send: () => void;
  mentioning: Mentioning;
  /** For what is to be sent at a moment to come. */
  later: Later;
}

/** The text that is being written: a draft from the first key on, until it is handed to the outbox. */
export function useComposer({ workspaceId, channelId, threadRoot, autoFocus, onSent }: ComposerProps): ComposerModel {
  const t = useTranslations('composer');
  const roost = useRoost();
  const names = useNames(workspaceId);
  const place = threadRoot ? `${channelId}/${threadRoot}` : channelId;
  const [text, setText] = useDraft(place);
  const [quoting, setQuoting] = useQuoting(place);
  const [alsoToChannel, setAlsoToChannel] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const coarse = useIsCoarse();
  useAutoSize(box, text);
  const editing = useEditing(box, text, setText);
  useEffect(() => {
    if (autoFocus && !coarse) box.current?.focus();
  }, [autoFocus, coarse, channelId, threadRoot]);
  const asReply = threadRoot && { threadRoot, ...(alsoToChannel && { alsoToChannel }) };
  const left = limits.messageText - text.length;
  const sendable = (text.trim() !== '' || quoting !== null) && left >= 0;
  const clear = () => {
    setText('');
    setQuoting(null);
    setAlsoToChannel(false);
    box.current?.focus();
  };
  const post = (sent: string): boolean => {
    const posted = roost.post({ channel: channelId, text: sent, ...asReply, ...(quoting && { quote: quoting }) });
    if (posted === null) {
      toasts.show({ id: 'outbox-full', text: t('full'), tone: 'danger' });
      return false;
    }
    clear();
    onSent?.();
    return true;
  };
  const mentioning = useMentioning({ channelId, text, post });
  return {
    box,
    text,
    setText,
    alsoToChannel,
    setAlsoToChannel,
    quoting,
    setQuoting,
    left,
    sendable,
    ...editing,
    send: () => {
      if (sendable) mentioning.handOver(toIds(text.trim(), names));
    },
    mentioning,
    later: {
      message: () => ({ channel: channelId, text: toIds(text.trim(), names), ...asReply }),
      isTaken: clear,
      isBack: () => setText(text),
    },
  };
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
