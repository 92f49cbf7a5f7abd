import { Bird } from 'lucide-react';
import { Avatar, AvatarStack, GroupAvatar, PresenceDot, type Presence } from '../Avatar.tsx';
import { Badge, Pill } from '../Badge.tsx';
import styles from './Gallery.module.css';
import { Line, Section } from './Section.tsx';

const people = [
  'Maya Chen',
  'Tomás Rivera',
  'Inès Laurent',
  'Ade Okafor',
  'Jun Park',
  'Sofia Berg',
  'Lee Whitfield',
  '山田 太郎',
  'Øyvind',
  '🦜 Parrot',
].map((name, index) => ({ id: `U${index * 7919}`, name }));
const presences: Presence[] = ['online', 'away', 'dnd', 'offline'];

export function Identity() {
  return (
    <Section title="Avatar, presence, Badge, Pill">
      <Line>
        {people.map((person) => (
          <Avatar key={person.id} {...person} />
        ))}
      </Line>
      <Line>
        {presences.map((presence) => (
          <Avatar key={presence} {...people[0]!} presence={presence} presenceLabel={presence} />
        ))}
        <Avatar id="bot" name="Deploybird" icon={<Bird />} />
        <Avatar {...people[3]!} size={56} presence="dnd" label="Ade Okafor, do not disturb" />
        <Avatar {...people[4]!} size={28} presence="online" />
      </Line>
      <div className={styles.side}>
        <Line>
          {presences.map((presence, index) => (
            <Avatar key={presence} {...people[index + 1]!} size={20} presence={presence} />
          ))}
          <GroupAvatar count={2} />
          <AvatarStack people={people.slice(0, 4)} />
          {presences.map((presence) => (
            <PresenceDot key={presence} presence={presence} label={presence} />
          ))}
        </Line>
      </div>
      <Line>
        <Badge count={1} label="mention" /> <Badge count={42} /> <Badge count={1200} />
        <span style={{ position: 'relative', marginInline: '1rem' }}>
          <Avatar {...people[2]!} size={38} />
          <Badge count={3} corner />
        </span>
        <Pill tone="ok">Active</Pill> <Pill tone="warn">2FA missing</Pill> <Pill>Deactivated</Pill>{' '}
        <Pill tone="danger">Expired</Pill>
        <Pill tone="accent">New</Pill> <Pill small>App</Pill>
      </Line>
    </Section>
  );
}
