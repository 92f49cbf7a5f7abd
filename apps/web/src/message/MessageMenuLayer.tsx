import type { Message } from '@roost/protocol/entities';
import {
  AlarmClock,
  Bookmark,
  BookmarkCheck,
  Copy,
  FileCode,
  Forward,
  History,
  Link as LinkIcon,
  MailWarning,
  MessageSquareText,
  Pencil,
  Pin,
  PinOff,
  TextQuote,
  Trash2,
} from 'lucide-react';
import { useTranslations } from 'use-intl';
import { MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import type { MessageActions, MessageRights } from './actions.ts';

export interface MessageMenuItemsProps {
  message: Message;
  isSaved: boolean;
  actions: MessageActions;
  rights: MessageRights;
  /** Where no bar has a button for it. */
  withThread?: boolean;
}

/** The same for the menu of the bar, of a right click and of a long press. */
export function MessageMenuItems(props: MessageMenuItemsProps) {
  return (
    <>
      <AnswerItems {...props} />
      <CopyItems {...props} />
      <KeepItems {...props} />
      <RemoveItem {...props} />
    </>
  );
}

function AnswerItems({ message, actions, rights, withThread }: MessageMenuItemsProps) {
  const t = useTranslations('timeline');
  return (
    <>
      {withThread && actions.openThread && (
        <MenuItem icon={<MessageSquareText />} shortcut="T" onSelect={() => actions.openThread?.(message)}>
          {t('replyInThread')}
        </MenuItem>
      )}
      {!message.system && actions.quote && (
        <MenuItem icon={<TextQuote />} shortcut="Q" onSelect={() => actions.quote?.(message)}>
          {t('quote')}
        </MenuItem>
      )}
      {!message.system && (
        <MenuItem icon={<Forward />} shortcut="F" onSelect={() => actions.forward(message)}>
          {t('forward')}
        </MenuItem>
      )}
      {rights.edit && actions.startEdit && (
        <MenuItem icon={<Pencil />} shortcut="E" onSelect={() => actions.startEdit?.(message)}>
          {t('edit')}
        </MenuItem>
      )}
    </>
  );
}

function CopyItems({ message, actions }: MessageMenuItemsProps) {
  const t = useTranslations('timeline');
  return (
    <>
      <MenuItem icon={<LinkIcon />} shortcut="C" onSelect={() => actions.copyLink(message)}>
        {t('copyLink')}
      </MenuItem>
      <MenuItem icon={<History />} shortcut="Shift+C" onSelect={() => actions.copyVersionLink(message)}>
        {t('copyVersionLink')}
      </MenuItem>
      <MenuItem icon={<Copy />} shortcut="Mod+C" onSelect={() => actions.copyText(message)}>
        {t('copyText')}
      </MenuItem>
      <MenuItem icon={<FileCode />} onSelect={() => actions.copyMarkdown(message)}>
        {t('copyMarkdown')}
      </MenuItem>
    </>
  );
}

function KeepItems({ message, isSaved, actions, rights }: MessageMenuItemsProps) {
  const t = useTranslations('timeline');
  return (
    <>
      <MenuItem
        icon={isSaved ? <BookmarkCheck /> : <Bookmark />}
        shortcut="S"
        onSelect={() => actions.toggleSaved(message)}
      >
        {t(isSaved ? 'unsave' : 'saveForLater')}
      </MenuItem>
      <MenuItem icon={<AlarmClock />} shortcut="M" onSelect={() => actions.remind(message)}>
        {t('remind')}
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
      {actions.markUnread && (
        <MenuItem icon={<MailWarning />} shortcut="U" onSelect={() => actions.markUnread?.(message)}>
          {t('markUnread')}
        </MenuItem>
      )}
    </>
  );
}

function RemoveItem({ message, actions, rights }: MessageMenuItemsProps) {
  const t = useTranslations('timeline');
  if (!rights.remove || !actions.remove) return null;
  return (
    <>
      <MenuSeparator />
      <MenuItem icon={<Trash2 />} danger shortcut="Del" onSelect={() => actions.remove?.(message)}>
        {t('delete')}
      </MenuItem>
    </>
  );
}
