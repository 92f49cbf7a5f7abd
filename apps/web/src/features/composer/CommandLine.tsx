import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { LaterWords } from '../../i18n/LaterWords.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { FetchingCommands, Problem, useIsLate } from './FetchingCommands.tsx';
import type { CommandNews, Commanding } from './useCommanding.ts';
import styles from './OtherDrafts.module.css';

interface CommandLineProps {
  news: CommandNews;
  commanding: Commanding;
  /** Sends what is typed there as a message. */
  onSend: () => void;
  /** The focus goes back to the text. */
  onBack: () => void;
}

/** What is to be told of the command that stands in the composer: that it is carried out, what is wrong with it, or a question. */
export function CommandLine(props: CommandLineProps) {
  return (
    <LaterWords>
      <News {...props} />
    </LaterWords>
  );
}

function News({ news, commanding, onSend, onBack }: CommandLineProps) {
  const t = useTranslations('commands');
  switch (news.type) {
    case 'doing':
      return <Doing />;
    case 'refused':
      return <Problem why={news.why} onSend={onSend} />;
    case 'unknown':
      return <Problem why={t('unknown', { name: news.name })} onSend={onSend} />;
    case 'fetching':
      return <FetchingCommands onSend={onSend} />;
    case 'asks':
      return <Question question={news} commanding={commanding} onBack={onBack} />;
  }
}

function Doing() {
  const t = useTranslations('commands');
  return (
    useIsLate() && (
      <p className={styles.hint} role="status">
        {t('doing')}
      </p>
    )
  );
}

interface QuestionProps {
  question: Extract<CommandNews, { type: 'asks' }>;
  commanding: Commanding;
  onBack: () => void;
}

function Question({ question, commanding, onBack }: QuestionProps) {
  const words = useTranslations('words');
  // Where the dialog closes by itself, the focus is the composer's again.
  useEffect(() => onBack, [onBack]);
  return (
    <ConfirmDialog
      open
      onClose={commanding.dismiss}
      onConfirm={() => commanding.settle(question.act)}
      title={question.title}
      description={question.text}
      confirmLabel={question.label}
      cancelLabel={words('cancel')}
      closeLabel={words('close')}
    />
  );
}
