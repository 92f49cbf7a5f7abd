import type { OutboxEntry } from '@roost/client/types';
import type { Message, User } from '@roost/protocol/entities';
import { Bookmark, Bot, Pin } from 'lucide-react';
import { memo, useMemo, useState, type ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { plainText } from '../markdown/plainText.ts';
import { Link } from '../navigation/Link.tsx';
import { useIntents } from '../sync/outbox.ts';
import { useUser } from '../sync/people.ts';
import { useIsSaved } from '../sync/saved.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { useWasEver } from '../ui/layers.ts';
import { late } from '../ui/late.tsx';
import { ContextMenu } from '../ui/Menu.tsx';
import { useContextMenu } from '../ui/useContextMenu.ts';
import { asSaid } from './asSaid.ts';
import type { EditBoxProps } from './EditBox.tsx';
import type { MessageRights } from './actions.ts';
import { MessageContent } from './MessageContent.tsx';
import { messagePath } from './messageLink.ts';
import { MessageMenuItems } from './MessageMenu.tsx';
import { useHold } from './useHold.ts';
import { usePersonAnchor } from './personCard.ts';
import { ReactionPicker } from './ReactionPicker.tsx';
import { fullTime, timeOfDay } from './times.ts';
import { StatusSign } from './StatusSign.tsx';
import { UntilEditable, type UntilEditableProps } from './UntilEditable.tsx';
import type { MessageList } from './useMessageList.ts';
import { withIntents } from './withIntents.ts';
import styles from './MessageRow.module.css';

// What a hand asks for is fetched after the rows.
const MessageTools = late(async () => (await import('./MessageTools.tsx')).MessageTools);
const MessageMenuReactions = late(async () => (await import('./MessageTools.tsx')).MessageMenuReactions);
const EditBox = late<EditBoxProps & UntilEditableProps>(
  async () => (await import('./EditBox.tsx')).EditBox,
  ({ onCancel, meanwhile }) => <UntilEditable onCancel={onCancel} meanwhile={meanwhile} />,
);

export interface MessageRowProps {
  list: MessageList;
  message: Message;
  grouped: boolean;
  mentionsMe: boolean;
  editing: boolean;
  /** The row that the pointer or the keyboard is on carries the tools. */
  active: boolean;
  /** The row that an address points at. */
  flash: boolean;
}

/** One message: who, when, what, and what others made of it. */
export const MessageRow = memo(function MessageRow(given: MessageRowProps) {
  const { list, grouped, editing, active } = given;
  const intents = useIntents(given.message.id);
  const message = useMemo(() => withIntents(given.message, intents, list.self), [given.message, intents, list.self]);
  const props = { ...given, message };
  const { workspaceId, actions } = list;
  const rights = list.rightsOf(message);
  const isSaved = useIsSaved(workspaceId, message.id);
  const author = useUser(workspaceId, message.author);
  const [held, onHold] = useHold();
  const menu = useContextMenu();
  const [picking, setPicking] = useState(false);
  const alive = !message.deletedAt;
  return (
    <div
      className={styles.row}
      data-menu
      data-grouped={grouped || undefined}
      data-pinned={message.pinned !== undefined || undefined}
      data-mention={props.mentionsMe || undefined}
      data-editing={editing || undefined}
      data-active={held || menu.at !== null || undefined}
      data-flash={props.flash || undefined}
      {...(alive && !editing && menu.triggerProps)}
    >
      {grouped ? (
        <span className={styles.gutterTime}>
          <MessageTime workspaceId={workspaceId} message={message} />
        </span>
      ) : (
        <Face author={author} message={message} />
      )}
      <Marks message={message} isSaved={isSaved} nameOf={list.nameOf} />
      <div className={styles.body}>
        <Body {...props} author={author} intents={intents} />
      </div>
      {alive && !editing && (active || held) && (
        <MessageTools
          message={message}
          isSaved={isSaved}
          self={list.self}
          actions={actions}
          rights={rights}
          onHold={onHold}
        />
      )}
      <RowMenu {...props} rights={rights} isSaved={isSaved} menu={menu} onMore={() => setPicking(true)} />
      <PickerForTouch list={list} message={message} open={picking} onOpenChange={setPicking} />
    </div>
  );
});

type BodyProps = MessageRowProps & { author: User | undefined; intents: readonly OutboxEntry[] };

/** Who and when, above what was said; in the third person in its line. */
function Body(props: BodyProps) {
  const { list, message, grouped, editing, author, intents } = props;
  const said = isThird(props) && {
    name: <AuthorName message={message} author={author} />,
    time: <MessageTime workspaceId={list.workspaceId} message={message} />,
  };
  const content = <MessageContent list={list} message={message} intents={intents} said={said || undefined} />;
  return (
    <>
      {!grouped && !said && <Head {...props} />}
      {editing ? <Editing list={list} message={message} meanwhile={content} /> : content}
    </>
  );
}

/** Its author's name and its time stand in its line then. */
const isThird = ({ message, editing }: Pick<MessageRowProps, 'message' | 'editing'>): boolean =>
  message.thirdPerson === true && !editing;

interface MarksProps {
  message: Message;
  isSaved: boolean;
  nameOf: (user: string) => string;
}

type EditingProps = Pick<MessageRowProps, 'list' | 'message'> & { meanwhile: ReactNode };

function Editing({ list, message, meanwhile }: EditingProps) {
  const { actions, editable } = list;
  return (
    <EditBox
      messageId={message.id}
      text={editable(message)}
      onSave={(text) => actions.saveEdit(message, text)}
      onCancel={actions.cancelEdit}
      meanwhile={meanwhile}
    />
  );
}

type RowMenuProps = Pick<MessageRowProps, 'list' | 'message'> & {
  isSaved: boolean;
  rights: MessageRights;
  menu: Pick<ReturnType<typeof useContextMenu>, 'at' | 'close'>;
  onMore: () => void;
};

/** What a right click and a long press open. */
function RowMenu({ list, message, isSaved, rights, menu, onMore }: RowMenuProps) {
  const t = useTranslations('timeline');
  return (
    <ContextMenu at={menu.at} onClose={menu.close} label={t('menu')}>
      <MessageMenuReactions message={message} list={list} onMore={onMore} />
      <MessageMenuItems message={message} isSaved={isSaved} actions={list.actions} rights={rights} withThread />
    </ContextMenu>
  );
}

/** Beside the row, where they move nothing: that the message is pinned, and that one has saved it. */
function Marks({ message, isSaved, nameOf }: MarksProps) {
  const t = useTranslations('timeline');
  if (message.deletedAt || !(message.pinned || isSaved)) return null;
  const pinned = message.pinned && t('pinnedBy', { name: nameOf(message.pinned.by) });
  return (
    <span className={styles.marks}>
      {pinned && (
        <Pin role="img" aria-label={pinned}>
          <title>{pinned}</title>
        </Pin>
      )}
      {isSaved && (
        <Bookmark role="img" aria-label={t('savedByYou')}>
          <title>{t('savedByYou')}</title>
        </Bookmark>
      )}
    </span>
  );
}

type PickerForTouchProps = Pick<MessageRowProps, 'list' | 'message'> & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** All emoji, asked for in the sheet, which is gone by then: it hangs on a button that nobody sees. */
function PickerForTouch({ list, message, ...popover }: PickerForTouchProps) {
  const t = useTranslations('reactions');
  const { toggleReaction } = list.actions;
  if (!useWasEver(popover.open) || !toggleReaction) return null;
  return (
    <ReactionPicker
      {...popover}
      onPick={(emoji) => toggleReaction(message, emoji, false)}
      trigger={<button type="button" className={styles.anchor} tabIndex={-1} aria-label={t('add')} />}
    />
  );
}

function Face({ author, message }: { author: User | undefined; message: Message }) {
  return (
    <div className={styles.lead}>
      {/* For pointers; the name beside it is the same button for everybody. */}
      <button type="button" tabIndex={-1} aria-hidden {...usePersonAnchor(message.author)}>
        <Avatar
          id={message.author}
          name={author?.name ?? '?'}
          icon={author?.kind === 'bot' ? <Bot aria-hidden /> : undefined}
        />
      </button>
    </div>
  );
}

function Head({ list, message, author }: MessageRowProps & { author: User | undefined }) {
  const t = useTranslations('timeline');
  return (
    <div className={styles.head}>
      <AuthorName message={message} author={author} />
      <StatusSign user={author} />
      {author?.kind === 'bot' && <span className={styles.app}>{t('app')}</span>}
      <MessageTime workspaceId={list.workspaceId} message={message} />
    </div>
  );
}

function AuthorName({ message, author }: { message: Message; author: User | undefined }) {
  const t = useTranslations('timeline');
  return (
    <button type="button" className={styles.author} {...usePersonAnchor(message.author)}>
      {author?.name ?? t('unknownUser')}
    </button>
  );
}

/** When it was written; the link leads to this message. */
export function MessageTime({ workspaceId, message }: { workspaceId: string; message: Message }) {
  const locale = useLocale();
  return (
    <time dateTime={message.createdAt} onPointerEnter={(event) => nameFully(event.currentTarget, locale)}>
      <Link href={messagePath(workspaceId, message)} tabIndex={-1}>
        {timeOfDay(locale, message.createdAt)}
      </Link>
    </time>
  );
}

/** The tooltip is made when it is wanted: formatting a whole date costs more than the rest of a row's head. */
function nameFully(time: HTMLTimeElement, locale: string): void {
  time.title ||= fullTime(locale, time.dateTime);
}

/** What a screen reader hears for the whole row. */
export function useRowLabel(): (message: Message, names: Pick<MessageList, 'nameOf' | 'channelNameOf'>) => string {
  const t = useTranslations('timeline');
  const locale = useLocale();
  return (message, { nameOf, channelNameOf }) => {
    const author = nameOf(message.author);
    const text = message.deletedAt
      ? t('deleted')
      : plainText(asSaid(message, t), { user: nameOf, channel: channelNameOf }, 200);
    const time = timeOfDay(locale, message.createdAt);
    const parts = [message.thirdPerson ? `${author} ${text}, ${time}` : t('rowLabel', { author, text, time })];
    if (message.reactions.length > 0)
      parts.push(t('rowReactions', { count: message.reactions.reduce((sum, one) => sum + one.users.length, 0) }));
    if (message.quote) parts.push(t('rowQuote'));
    if (message.pinned) parts.push(t('rowPinned'));
    if (message.replyCount) parts.push(t('replies', { count: message.replyCount }));
    return parts.join(', ');
  };
}
