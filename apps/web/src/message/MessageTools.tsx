import type { Message } from '@roost/protocol/entities';
import { Bookmark, BookmarkCheck, EllipsisVertical, MessageSquareText, SmilePlus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { IconButton } from '../ui/IconButton.tsx';
import { useIsCoarse } from '../ui/media.ts';
import { Menu, MenuSeparator, MenuSigns } from '../ui/Menu.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import type { MessageActions, MessageRights } from './actions.ts';
import { MessageMenuItems } from './MessageMenu.tsx';
import { ReactionPicker } from './ReactionPicker.tsx';
import type { MessageList } from './useMessageList.ts';
import styles from './MessageRow.module.css';

/** The bar shows the first three, a finger's sheet all. */
const quick = ['✅', '👀', '🙌', '👍', '❤️', '🎉'];

interface ToolsProps {
  message: Message;
  isSaved: boolean;
  self: string;
  actions: MessageActions;
  rights: MessageRights;
  /** A popup of these tools is open: they must stay though the pointer leaves. */
  onHold: (held: boolean) => void;
}

/** The bar over a message that the pointer or the focus is on. */
export function MessageTools({ message, isSaved, self, actions, rights, onHold }: ToolsProps) {
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
      <SaveButton message={message} isSaved={isSaved} actions={actions} />
      <Menu
        label={t('menu')}
        placement="bottom-end"
        onOpenChange={onHold}
        trigger={<IconButton label={t('more')} icon={<EllipsisVertical />} tooltipPlacement="top" />}
      >
        <MessageMenuItems message={message} isSaved={isSaved} actions={actions} rights={rights} />
      </Menu>
    </div>
  );
}

function isMine(message: Message, emoji: string, self: string): boolean {
  return message.reactions.some((one) => one.emoji === emoji && one.users.includes(self));
}

function SaveButton({ message, isSaved, actions }: Pick<ToolsProps, 'message' | 'isSaved' | 'actions'>) {
  const t = useTranslations('timeline');
  return (
    <IconButton
      label={t(isSaved ? 'unsave' : 'saveForLater')}
      shortcut="S"
      icon={isSaved ? <BookmarkCheck /> : <Bookmark />}
      tooltipPlacement="top"
      onClick={() => actions.toggleSaved(message)}
    />
  );
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
