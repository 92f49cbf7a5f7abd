import { useTranslations } from 'use-intl';
import { useMemo } from 'react';
import { MentionPill } from '../markdown/MentionPill.tsx';
import type { EntityRenderers } from '../markdown/MessageText.tsx';
import { Link } from '../navigation/Link.tsx';
import { toPath } from '../navigation/places.ts';
import { useChannel } from '../sync/channels.ts';
import { useUser } from '../sync/people.ts';
import { isGroupId, useGroup } from '../sync/groups.ts';
import { usePersonAnchor } from './personCard.ts';

/** A person in a text; one's own name stands out. Opens their card. */
function UserMention({ workspace, self, id }: { workspace: string; self: string; id: string }) {
  const t = useTranslations('timeline');
  const user = useUser(workspace, id);
  const anchor = usePersonAnchor(id);
  return (
    <MentionPill me={id === self} {...anchor}>
      @{user?.name ?? t('unknownUser')}
    </MentionPill>
  );
}

/** Its card lists who is in it; one's own stands out. */
function GroupMention({ workspace, self, id }: { workspace: string; self: string; id: string }) {
  const t = useTranslations('timeline');
  const group = useGroup(workspace, id);
  const anchor = usePersonAnchor(id);
  if (!group) return <MentionPill>@{t('unknownGroup')}</MentionPill>;
  return (
    <MentionPill me={!group.disabled && group.users.includes(self)} {...anchor}>
      @{group.handle}
    </MentionPill>
  );
}

function ChannelMention({ workspace, id }: { workspace: string; id: string }) {
  const t = useTranslations('timeline');
  const channel = useChannel(id);
  if (!channel?.name) return <span>#{t('unknownChannel')}</span>;
  return <Link href={toPath({ at: 'channel', workspace, channel: id })}>#{channel.name}</Link>;
}

/** How people and channels look inside the texts of a workspace. Stable, so that texts are not rendered again. */
export function useEntityRenderers(workspace: string, self: string): EntityRenderers {
  return useMemo(
    () => ({
      renderUser: (id) => {
        const Mention = isGroupId(id) ? GroupMention : UserMention;
        return <Mention key={id} workspace={workspace} self={self} id={id} />;
      },
      renderChannel: (id) => <ChannelMention workspace={workspace} id={id} />,
      renderBroadcast: (scope) => <MentionPill me>@{scope}</MentionPill>,
    }),
    [workspace, self],
  );
}
