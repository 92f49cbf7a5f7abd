import type { Message } from '@roost/protocol/entities';
import {
  Copy,
  EllipsisVertical,
  Link as LinkIcon,
  MailWarning,
  MessageSquareText,
  Pencil,
  Pin,
  PinOff,
  SmilePlus,
  Trash2,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { IconButton } from '../ui/IconButton.tsx';
import { useIsCoarse } from '../ui/media.ts';
import { Menu, MenuItem, MenuSeparator, MenuSigns } from '../ui/Menu.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import type { MessageActions, MessageRights } from './actions.ts';
import { ReactionPicker } from './ReactionPicker.tsx';
import type { MessageList } from './useMessageList.ts';
import styles from './MessageRow.module.css';

/** The bar shows the first three, a finger's sheet all. */
const quick = ['✅', '👀', '🙌', '👍', '❤️', '🎉'];

interface ToolsProps {
  message: Message;
  self: string;
  actions: MessageActions;
  rights: MessageRights;
  /** A popup of these tools is open: they must stay though the pointer leaves. */
  onHold: (held: boolean) => void;
}

/** The bar over a message that the pointer or the focus is on. */
export function MessageTools({ message, self, actions, rights, onHold }: ToolsProps) {
  const t = useTranslations('timeline');
  const tr = useTranslations('reactions');
  const { toggleReaction, openThread } = actions;
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('tools')}>
      {toggleReaction && (
        <>
          {quick.slice(0, 3).map((emoji) => (
            <Tooltip key={emoji} label={tr('reactWith', { emoji })} placement="top">
              <button
                type="button"
                className={styles.quick}
                aria-label={tr('reactWith', { emoji })}
                onClick={() => toggleReaction(message, emoji, isMine(message, emoji, self))}
              >
                {emoji}
              </button>
            </Tooltip>
          ))}
          <span className={styles.rule} />
          <ReactionPicker
            onOpenChange={onHold}
            onPick={(emoji) => toggleReaction(message, emoji, isMine(message, emoji, self))}
            trigger={
              <IconButton
                label={tr('add')}
                shortcut="R"
                icon={<SmilePlus />}
                tooltipPlacement="top"
                data-add-reaction
              />
            }
          />
        </>
      )}
      {openThread && (
        <IconButton
          label={t('replyInThread')}
          shortcut="T"
          icon={<MessageSquareText />}
          tooltipPlacement="top"
          onClick={() => openThread(message)}
        />
      )}
      <Menu
        label={t('menu')}
        placement="bottom-end"
        onOpenChange={onHold}
        trigger={<IconButton label={t('more')} icon={<EllipsisVertical />} tooltipPlacement="top" />}
      >
        <MessageMenuItems message={message} actions={actions} rights={rights} />
      </Menu>
    </div>
  );
}

function isMine(message: Message, emoji: string, self: string): boolean {
  return message.reactions.some((one) => one.emoji === emoji && one.users.includes(self));
}

/** What a finger has instead of the bar, above the entries of the sheet. */
export function MessageMenuReactions({
  message,
  list: { self, actions },
  onMore,
}: {
  message: Message;
  list: MessageList;
  onMore: () => void;
}) {
  const t = useTranslations('reactions');
  const isCoarse = useIsCoarse();
  const { toggleReaction } = actions;
  if (!isCoarse || !toggleReaction) return null;
  const signs = quick.map((emoji) => {
    const checked = isMine(message, emoji, self);
    const onSelect = () => toggleReaction(message, emoji, checked);
    return { key: emoji, label: t('reactWith', { emoji }), sign: emoji, checked, onSelect };
  });
  const more = { key: 'more', label: t('add'), sign: <SmilePlus aria-hidden />, onSelect: onMore };
  return (
    <>
      <MenuSigns label={t('list')} signs={[...signs, more]} />
      <MenuSeparator />
    </>
  );
}

/** The same for the menu of the bar, of a right click and of a long press. */
export function MessageMenuItems({
  message,
  actions,
  rights,
  withThread,
}: {
  message: Message;
  actions: MessageActions;
  rights: MessageRights;
  withThread?: boolean;
}) {
  const t = useTranslations('timeline');
  return (
    <>
      {withThread && actions.openThread && (
        <MenuItem icon={<MessageSquareText />} shortcut="T" onSelect={() => actions.openThread?.(message)}>
          {t('replyInThread')}
        </MenuItem>
      )}
      {rights.edit && actions.startEdit && (
        <MenuItem icon={<Pencil />} shortcut="E" onSelect={() => actions.startEdit?.(message)}>
          {t('edit')}
        </MenuItem>
      )}
      <MenuItem icon={<LinkIcon />} shortcut="C" onSelect={() => actions.copyLink(message)}>
        {t('copyLink')}
      </MenuItem>
      <MenuItem icon={<Copy />} onSelect={() => actions.copyText(message)}>
        {t('copyText')}
      </MenuItem>
      {rights.pin && actions.togglePin && (
        <MenuItem
          icon={message.pinned ? <PinOff /> : <Pin />}
          shortcut="P"
          onSelect={() => actions.togglePin?.(message)}
        >
          {t(message.pinned ? 'unpin' : 'pin')}
        </MenuItem>
      )}
      {rights.unread && actions.markUnread && (
        <MenuItem icon={<MailWarning />} shortcut="U" onSelect={() => actions.markUnread?.(message)}>
          {t('markUnread')}
        </MenuItem>
      )}
      {rights.remove && actions.remove && (
        <>
          <MenuSeparator />
          <MenuItem icon={<Trash2 />} danger shortcut="Del" onSelect={() => actions.remove?.(message)}>
            {t('delete')}
          </MenuItem>
        </>
      )}
    </>
  );
}

/** Keeps a bar in place while one of its popups is open. */
export function useHold(): [held: boolean, onHold: (held: boolean) => void] {
  const [count, setCount] = useState(0);
  return [count > 0, (held) => setCount((now) => Math.max(0, now + (held ? 1 : -1)))];
}
