import { useTranslations } from 'use-intl';
import { LaterWords } from '../../i18n/LaterWords.tsx';
import { Link } from '../../navigation/Link.tsx';
import { toPath } from '../../navigation/places.ts';
import styles from './OtherDrafts.module.css';

interface ScheduledHintProps {
  workspaceId: string;
  count: number;
}

/** That something is to be sent here later, and where it is. */
export function ScheduledHint(props: ScheduledHintProps) {
  return (
    <LaterWords>
      <Hint {...props} />
    </LaterWords>
  );
}

function Hint({ workspaceId, count }: ScheduledHintProps) {
  const t = useTranslations('drafts');
  return (
    <p className={styles.hint}>
      {t('waiting', { count })} <Link href={toPath({ at: 'drafts', workspace: workspaceId })}>{t('seeAll')}</Link>
    </p>
  );
}
