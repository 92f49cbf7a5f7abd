import type { Message } from '@roost/protocol/entities';
import {
  Copy,
  EllipsisVertical,
  Link as LinkIcon,
  MailWarning,
  MessageSquareText,
  Pencil,
  SmilePlus,
  Trash2,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import type { MessageActions, MessageRights } from './actions.ts';
import { ReactionPicker } from './ReactionPicker.tsx';
import styles from './MessageRow.module.css';

const quick = ['✅', '👀', '🙌'];

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
  const mine = (emoji: string) => message.reactions.some((one) => one.emoji === emoji && one.users.includes(self));
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('tools')}>
      {toggleReaction && (
        <>
          {quick.map((emoji) => (
            <Tooltip key={emoji} label={tr('reactWith', { emoji })} placement="top">
              <button
                type="button"
                className={styles.quick}
                aria-label={tr('reactWith', { emoji })}
                onClick={() => toggleReaction(message, emoji, mine(emoji))}
              >
                {emoji}
              </button>
            </Tooltip>
          ))}
          <span className={styles.rule} />
          <ReactionPicker
            onOpenChange={onHold}
            onPick={(emoji) => toggleReaction(message, emoji, mine(emoji))}
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
      {actions.markUnread && (
        <MenuItem icon={<MailWarning />} shortcut="U" onSelect={() => actions.markUnread?.(message)}>
          {t('markUnread')}
        </MenuItem>
      )}
      {rights.remove && actions.remove && (
        <>
          <MenuSeparator />
          <MenuItem icon={<Trash2 />} danger shortcut="Delete" onSelect={() => actions.remove?.(message)}>
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
