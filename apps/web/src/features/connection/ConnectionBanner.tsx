import { RefreshCw, WifiOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useConnection, useReconnectNow } from '../../sync/connection.ts';
import { useWaiting } from '../../sync/outbox.ts';
import { announce } from '../../ui/Announcer.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { bannerFor, type BannerView } from './bannerFor.ts';
import styles from './ConnectionBanner.module.css';

/** The 40 px line that tells that the server cannot be reached. Put it into a positioned box below the header. */
export function ConnectionBanner() {
  const t = useTranslations('connection');
  const words = useTranslations('words');
  const waiting = useWaiting();
  const reconnect = useReconnectNow();
  const view = useBannerView();
  useAnnouncements(view.kind);
  if (view.kind === 'none') return null;
  const retry = { label: t('retryNow'), onAction: reconnect };
  return (
    <div className={styles.place} data-connection={view.kind}>
      {view.kind === 'outdated' ? (
        <Banner
          tone="warn"
          icon={<RefreshCw size={18} />}
          action={{ label: words('reload'), onAction: () => window.location.reload() }}
        >
          {t('outdated')}
        </Banner>
      ) : view.kind === 'offline' ? (
        <Banner tone="warn" icon={<WifiOff size={18} />} action={retry}>
          {waiting > 0 ? t('offlineWaiting', { count: waiting }) : t('offline')}
        </Banner>
      ) : (
        <Banner tone="warn" icon={<RefreshCw size={18} />} action={retry}>
          {view.seconds === null ? t('reconnectingNow') : t('reconnecting', { seconds: view.seconds })}
        </Banner>
      )}
    </div>
  );
}

function useBannerView(): BannerView {
  const connection = useConnection();
  const [now, setNow] = useState(() => Date.now());
  const isTicking = connection.state === 'connecting' || connection.state === 'waiting';
  useEffect(() => {
    setNow(Date.now());
    if (!isTicking) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isTicking, connection]);
  return bannerFor(connection, now);
}

function useAnnouncements(kind: BannerView['kind']): void {
  const t = useTranslations('connection');
  const before = useRef(kind);
  useEffect(() => {
    if (before.current === kind) return;
    if (kind === 'offline') announce(t('offline'), 'assertive');
    else if (kind === 'reconnecting' && before.current === 'none') announce(t('reconnectingNow'));
    else if (kind === 'none') announce(t('backOnline'));
    before.current = kind;
  }, [kind, t]);
}
