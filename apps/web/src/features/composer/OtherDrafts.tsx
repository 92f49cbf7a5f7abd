import { draftKey } from '@roost/protocol/drafts';
import type { Draft, OtherDraft } from '@roost/protocol/entities';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { LaterWords } from '../../i18n/LaterWords.tsx';
import { usePutBack } from '../../sync/drafts.ts';
import { useRoost } from '../../sync/roost.ts';
import { announce } from '../../ui/Announcer.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './OtherDrafts.module.css';

interface OtherDraftsProps {
  place: Pick<Draft, 'channel' | 'threadRoot'>;
  others: readonly OtherDraft[];
  /** Something was decided: the focus goes back to the text. */
  onDecided: () => void;
}

/** Texts that two devices wrote over each other: nothing is lost until one has decided. */
export function OtherDrafts(props: OtherDraftsProps) {
  return (
    <LaterWords>
      <Offers {...props} />
    </LaterWords>
  );
}

function Offers({ place, others, onDecided }: OtherDraftsProps) {
  const t = useTranslations('drafts');
  const roost = useRoost();
  const putBack = usePutBack(draftKey(place));
  const dismiss = ({ at }: OtherDraft) => {
    roost.send({ name: 'draft.dismiss', args: { ...place, at } });
    onDecided();
  };
  useEffect(() => announce(t('otherLabel')), [t]);
  return others.map((other) => (
    <div key={other.at} className={styles.offer} role="group" aria-label={t('otherLabel')}>
      <p className={styles.text} title={other.text}>
        {t('other')} <q>{other.text}</q>
      </p>
      <Button
        size="sm"
        onClick={() => {
          putBack(other.text);
          dismiss(other);
        }}
      >
        {t('putIn')}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => dismiss(other)}>
        {t('discard')}
      </Button>
    </div>
  ));
}
