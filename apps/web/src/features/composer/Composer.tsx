import { draftKey } from '@roost/protocol/drafts';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { laterPart } from '../../i18n/laterPart.tsx';
import { Quotes } from '../../message/Quotes.tsx';
import { useChannel, useChannelName, useChannelRights, useOthers } from '../../sync/channels.ts';
import { useOtherDrafts } from '../../sync/drafts.ts';
import { useRoost } from '../../sync/roost.ts';
import { useScheduledHere } from '../../sync/scheduled.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { late } from '../../ui/late.tsx';
import { useIsPhone } from '../../ui/media.ts';
import { ComposerBar } from './ComposerBar.tsx';
import { FetchingCommands } from './FetchingCommands.tsx';
import { FormatBar } from './FormatBar.tsx';
import { TypingLine } from './TypingLine.tsx';
import { useComposer, type ComposerModel } from './useComposer.ts';
import { useComposerKeys } from './useComposerKeys.ts';
import { useMentions } from './useMentions.tsx';
import styles from './Composer.module.css';

const OtherDrafts = late(async () => (await import('./OtherDrafts.tsx')).OtherDrafts);
const CommandLayers = late(
  async () => (await import('./CommandLayers.tsx')).CommandLayers,
  ({ composer }) => composer.commanding.news && <FetchingCommands onSend={composer.sendAsText} />,
);
const ScheduledHint = late(async () => (await import('./ScheduledHint.tsx')).ScheduledHint);

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

const formattingKey = 'roost.formatting';

/** Where messages are written. */
export function Composer(props: ComposerProps) {
  const { workspaceId, channelId, threadRoot, onEditLast } = props;
  const t = useTranslations('composer');
  const roost = useRoost();
  const phone = useIsPhone();
  const { speak } = useChannelRights(channelId);
  const placeholder = usePlaceholder(channelId, threadRoot !== undefined);
  const composer = useComposer(props);
  const { box, text, setText, present, apply } = composer;
  const asked = { hasCommands: composer.commanding.Desk !== null, commands: composer.commanding.commands };
  const mentions = useMentions({ workspaceId, channelId, root: threadRoot, box, text, apply, ...asked });
  const keys = useComposerKeys({ composer, suggest: mentions.handleKey, onEditLast });
  const draftPlace = { channel: channelId, ...(threadRoot !== undefined && { threadRoot }) };
  const others = useOtherDrafts(draftKey(draftPlace));
  const scheduled = useScheduledHere(draftKey(draftPlace));
  const [formatting, setFormatting] = useState(() => localStorage.getItem(formattingKey) !== 'off');
  const toggleFormatting = () => {
    localStorage.setItem(formattingKey, formatting ? 'off' : 'on');
    setFormatting(!formatting);
  };
  return (
    <div className={styles.foot} data-region="composer">
      {scheduled > 0 && <ScheduledHint workspaceId={workspaceId} count={scheduled} />}
      {others.length > 0 && <OtherDrafts place={draftPlace} others={others} onDecided={() => box.current?.focus()} />}
      <MentionLayers workspaceId={workspaceId} channelId={channelId} composer={composer} />
      {composer.commanding.Desk && (
        <CommandLayers workspaceId={workspaceId} channelId={channelId} threadRoot={threadRoot} composer={composer} />
      )}
      <div className={styles.box}>
        <div className={styles.quote}>
          <Quoting workspaceId={workspaceId} composer={composer} />
        </div>
        {composer.urging && <UrgingChip composer={composer} />}
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
            // Some keyboards and browsers tell of no selection when a text is put in.
            mentions.look();
            if (event.target.value.trim()) roost.typing(channelId);
          }}
          onSelect={mentions.look}
          onBlur={mentions.close}
          {...keys}
        />
        <ComposerBar composer={composer} formatting={formatting} onFormatting={toggleFormatting} />
      </div>
      {threadRoot !== undefined && speak && <AlsoToChannel channelId={channelId} composer={composer} />}
      <TypingLine workspaceId={workspaceId} channelId={channelId} hidden={threadRoot !== undefined} />
      {mentions.List && <mentions.List {...mentions.listProps} label={t('suggestions')} caret={mentions.caret} />}
    </div>
  );
}

const UrgingChip = laterPart(async () => (await import('./UrgingChip.tsx')).UrgingChip);
const ReachQuestion = laterPart(async () => (await import('./ReachQuestion.tsx')).ReachQuestion);
const InviteOffer = laterPart(async () => (await import('./InviteOffer.tsx')).InviteOffer);

/** The question before a message that mentions many, and the offer after one that mentions people who are elsewhere. */
function MentionLayers({
  workspaceId,
  channelId,
  composer,
}: Pick<ComposerProps, 'workspaceId' | 'channelId'> & { composer: ComposerModel }) {
  const { asking, answer, naming, seenTo } = composer.mentioning;
  return (
    <>
      {naming && <InviteOffer workspaceId={workspaceId} {...naming} onDone={seenTo} />}
      {asking && (
        <ReachQuestion channelId={channelId} {...asking} onSend={() => answer(true)} onClose={() => answer(false)} />
      )}
    </>
  );
}

/** The message that goes with the text. */
function Quoting({ workspaceId, composer: { quoting, setQuoting, box } }: Quoted) {
  if (!quoting) return null;
  const remove = () => {
    setQuoting(null);
    box.current?.focus();
  };
  return <Quotes workspaceId={workspaceId} quote={{ message: quoting.message }} onRemove={remove} />;
}

type Quoted = { workspaceId: string; composer: ComposerModel };

/** For replies that everybody in the channel should see. */
function AlsoToChannel({ channelId, composer }: { channelId: string; composer: ComposerModel }) {
  const t = useTranslations('composer');
  const name = useChannelName(channelId);
  const isDirect = useChannel(channelId)?.kind === 'direct';
  return (
    <Checkbox
      className={styles.also}
      label={isDirect ? t('alsoToDirect') : t('alsoToChannel', { name })}
      checked={composer.alsoToChannel}
      onChange={composer.setAlsoToChannel}
    />
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
