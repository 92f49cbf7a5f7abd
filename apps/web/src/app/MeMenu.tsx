import { useTranslations } from 'use-intl';
import { StatusSign } from '../message/StatusSign.tsx';
import { useIntendedSelf } from '../sync/people.ts';
import { usePresenceShape } from '../sync/quiet.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Menu } from '../ui/Menu.tsx';
import { lazyPart } from './lazyPart.tsx';
import styles from './Shell.module.css';

const MeMenuItems = lazyPart(async () => (await import('./MeMenuItems.tsx')).MeMenuItems);

/** Oneself, and what one says of oneself. */
export function MeMenu({ workspaceId }: { workspaceId: string }) {
  const words = useTranslations('words');
  const self = useIntendedSelf(workspaceId);
  const shape = usePresenceShape(self);
  if (!self || !shape) return null;
  const name = `${self.name}, ${words(shape)}`;
  return (
    <Menu
      label={name}
      placement="top-start"
      trigger={
        <button type="button" className={styles.me} title={self.name}>
          <span className="visually-hidden">{name}</span>
          <Avatar id={self.id} name={self.name} size={34} presence={shape} />
          <span className={styles.myStatus}>
            <StatusSign user={self} />
          </span>
        </button>
      }
    >
      <MeMenuItems workspaceId={workspaceId} self={self} />
    </Menu>
  );
}
