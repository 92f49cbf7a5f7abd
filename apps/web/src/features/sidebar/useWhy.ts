import { isId } from '@roost/protocol/ids';
import { countsAll } from '@roost/protocol/sidebar';
import { useTranslations } from 'use-intl';
import { useUnread } from '../../sync/channels.ts';
import { usePreference } from '../../sync/keeping.ts';

/** Why a row has a badge, is bold, or is neither: in words [P3]. */
export function useWhy(channelId: string): string {
  const t = useTranslations('sidebarMenu');
  const { any, badge, bold, count } = useUnread(channelId);
  const kept = usePreference(channelId);
  const isDirect = isId(channelId, 'direct');
  if (badge > 0 && countsAll(channelId, kept)) return t(isDirect ? 'whyDirect' : 'whyAll', { count: badge });
  if (badge > 0) return t('whyMentions', { count: badge, muted: String(kept.muted) });
  if (bold) return t(isDirect ? 'whyNewDirect' : 'whyNew');
  return t(!any && count > 0 ? 'whyMuted' : 'whyNothing');
}
