import { countsAll } from '@roost/protocol/sidebar';
import { useTranslations } from 'use-intl';
import { useChannel, useUnread } from '../../sync/channels.ts';
import { usePreference } from '../../sync/keeping.ts';

/** Why a row has a badge, is bold, or is neither: in words [P3]. */
export function useWhy(channelId: string): string {
  const t = useTranslations('sidebarMenu');
  const { any, badge, bold, count } = useUnread(channelId);
  const kept = usePreference(channelId);
  const isDirect = useChannel(channelId)?.kind === 'direct';
  if (badge > 0 && countsAll(channelId, kept)) return t(isDirect ? 'whyDirect' : 'whyAll', { count: badge });
  if (badge > 0) return t('whyMentions', { count: badge, muted: String(kept.muted) });
  if (bold) return t(isDirect ? 'whyNewDirect' : 'whyNew');
  return t(!any && count > 0 ? 'whyMuted' : 'whyNothing');
}
