import { limits } from '@roost/protocol/limits';
import { AtSign, CaseSensitive, SendHorizontal, Smile } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { usePickerLabels } from '../../message/usePickerLabels.ts';
import { useChannel, useChannelName, useOthers } from '../../sync/channels.ts';
import { useDraft } from '../../sync/drafts.ts';
import { useRoost } from '../../sync/roost.ts';
import { announce } from '../../ui/Announcer.tsx';
import { LazyEmojiPicker } from '../../ui/LazyEmojiPicker.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useIsCoarse, useIsPhone } from '../../ui/media.ts';
import { Popover } from '../../ui/Popover.tsx';
import { SuggestionList } from '../../ui/Suggestions.tsx';
import { continueLine, insert, insideFence, pasteLink, type Edit } from './editing.ts';
import { FormatBar, formatByKey } from './FormatBar.tsx';
import { toIds } from '../../message/mentionText.ts';
import { TypingLine } from './TypingLine.tsx';
import { useMentions } from './useMentions.tsx';
import { useNames } from '../../message/useNames.ts';
import styles from './Composer.module.css';

export interface ComposerProps {
  workspaceId: string;
  channelId: string;
  threadRoot?: string;
  autoFocus?: boolean;
  /** Up in an empty composer. */
  onEditLast?: () => void;
  /** A message was handed over; the timeline jumps to the present. */
  onSent?: () => void;
}

/** From here on the room that is left is shown. */
const countFrom = limits.messageText - 1_000;

/** Where messages are written. What stands in it is a draft from the first key on, and never lost. */
export function Composer(props: ComposerProps) {
  const { workspaceId, channelId, threadRoot, autoFocus, onEditLast, onSent } = props;
  const t = useTranslations('composer');
  const roost = useRoost();
  const placeholder = usePlaceholder(channelId, threadRoot !== undefined);
  const [text, setText] = useDraft(threadRoot ? `${channelId}/${threadRoot}` : channelId);
  const names = useNames(workspaceId);
  const box = useRef<HTMLTextAreaElement>(null);
  const coarse = useIsCoarse();
  const phone = useIsPhone();
  const [formatting, setFormatting] = useState(() => localStorage.getItem('roost.formatting') !== 'off');
  const mentions = useMentions({ workspaceId, channelId, box, text, apply });
  useAutoSize(box, text);
  useEffect(() => {
    if (autoFocus && !coarse) box.current?.focus();
  }, [autoFocus, coarse, channelId, threadRoot]);

  const left = limits.messageText - text.length;
  const sendable = text.trim() !== '' && left >= 0;

  /** Puts an edit into the box, with its selection. */
  function apply(edit: Edit) {
    setText(edit.text);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(edit.start, edit.end);
    });
  }

  const present = (): Edit => ({
    text,
    start: box.current?.selectionStart ?? text.length,
    end: box.current?.selectionEnd ?? text.length,
  });

  const send = () => {
    if (!sendable) return;
    const posted = roost.post({
      channel: channelId,
      text: toIds(text.trim(), names),
      ...(threadRoot && { threadRoot }),
    });
    if (posted === null) return announce(t('full'), 'assertive');
    setText('');
    box.current?.focus();
    onSent?.();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (mentions.handleKey(event)) return;
    const formatted = formatByKey(event, present());
    if (formatted) {
      event.preventDefault();
      return apply(formatted);
    }
    if (event.key === 'ArrowUp' && text === '' && onEditLast && !event.shiftKey) {
      event.preventDefault();
      return onEditLast();
    }
    if (event.key === 'Enter' && !event.altKey) onEnter(event);
  };

  const onEnter = (event: KeyboardEvent) => {
    const edit = present();
    const newline = event.shiftKey || coarse || insideFence(text, edit.start);
    if (event.ctrlKey || event.metaKey || !newline) {
      event.preventDefault();
      return send();
    }
    const continued = insideFence(text, edit.start) ? null : continueLine(edit);
    if (continued) {
      event.preventDefault();
      apply(continued);
    }
  };

  const onPaste = (event: ClipboardEvent) => {
    const linked = pasteLink(present(), event.clipboardData.getData('text/plain'));
    if (!linked) return;
    event.preventDefault();
    apply(linked);
  };

  const toggleFormatting = () => {
    localStorage.setItem('roost.formatting', formatting ? 'off' : 'on');
    setFormatting(!formatting);
  };

  return (
    <div className={styles.foot} data-region="composer">
      <div className={styles.box}>
        {formatting && !phone && <FormatBar present={present} apply={apply} />}
        <textarea
          ref={box}
          className={styles.text}
          rows={1}
          dir="auto"
          value={text}
          placeholder={placeholder}
          aria-label={placeholder}
          {...mentions.inputProps}
          onChange={(event) => {
            setText(event.target.value);
            if (event.target.value.trim() !== '') roost.typing(channelId);
          }}
          onSelect={mentions.look}
          onBlur={mentions.close}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <div className={styles.bar}>
          {!phone && (
            <IconButton
              label={t(formatting ? 'hideFormatting' : 'showFormatting')}
              pressed={formatting}
              icon={<CaseSensitive />}
              tooltipPlacement="top"
              onClick={toggleFormatting}
            />
          )}
          <EmojiButton onPick={(emoji) => apply(insert(present(), emoji))} />
          {!phone && (
            <IconButton
              label={t('mention')}
              icon={<AtSign />}
              tooltipPlacement="top"
              onClick={() => apply(insert(present(), /(^|\s)$/.test(text.slice(0, present().start)) ? '@' : ' @'))}
            />
          )}
          {text.length > countFrom ? (
            <span className={styles.count} data-over={left < 0 || undefined} role={left < 0 ? 'alert' : undefined}>
              {left < 0 ? t('tooLong', { count: -left }) : t('left', { count: left })}
            </span>
          ) : (
            <span className={styles.hint} data-idle={text === '' || undefined} aria-hidden>
              <Kbd keys="Shift+Enter" /> {t('newLine')}
            </span>
          )}
          <IconButton
            className={styles.send}
            label={t('send')}
            variant={sendable ? 'primary' : 'ghost'}
            icon={<SendHorizontal />}
            aria-disabled={!sendable}
            tooltip={!phone}
            tooltipPlacement="top"
            onPointerDown={(event) => event.preventDefault()}
            onClick={send}
          />
        </div>
      </div>
      <TypingLine workspaceId={workspaceId} channelId={channelId} hidden={threadRoot !== undefined} />
      <SuggestionList {...mentions.listProps} label={t('suggestions')} caret={mentions.caret} />
    </div>
  );
}

/** What the empty box says; also its name for screen readers. */
function usePlaceholder(channelId: string, isReply: boolean): string {
  const t = useTranslations('composer');
  const channel = useChannel(channelId);
  const name = useChannelName(channelId);
  const others = useOthers(channelId);
  if (isReply) return t('reply');
  if (channel?.kind !== 'direct') return t('toChannel', { name });
  return others.length === 0 ? t('toSelf') : t('toPeople', { names: name });
}

function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const t = useTranslations('composer');
  const labels = usePickerLabels();
  return (
    <Popover
      trigger={<IconButton label={t('emoji')} icon={<Smile />} tooltipPlacement="top" />}
      label={t('emoji')}
      flush
    >
      {(close) => (
        <LazyEmojiPicker
          labels={labels}
          onPick={({ emoji }) => {
            close();
            onPick(emoji);
          }}
        />
      )}
    </Popover>
  );
}

/** The box is as high as its text, up to the CSS maximum. */
function useAutoSize(box: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = '0';
    element.style.height = `${element.scrollHeight}px`;
  }, [box, text]);
}
