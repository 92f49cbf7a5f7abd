import {
  Bell,
  Bookmark,
  Download,
  EllipsisVertical,
  Filter,
  Pin,
  SendHorizontal,
  SquarePen,
  Trash2,
  UserPlus,
  X,
} from 'lucide-react';
import { useState } from 'react';
import { Button, ButtonLink } from '../Button.tsx';
import { IconButton } from '../IconButton.tsx';
import { Kbd } from '../Kbd.tsx';
import { Spinner } from '../Spinner.tsx';
import { Line, Section } from './Section.tsx';

export function Controls() {
  return (
    <>
      <Section title="Button">
        <Buttons />
      </Section>
      <Section title="IconButton, Tooltip, Kbd">
        <IconButtons />
      </Section>
    </>
  );
}

function Buttons() {
  const [busy, setBusy] = useState(false);
  return (
    <>
      <Line>
        <Button variant="primary" icon={<UserPlus />}>
          Invite people
        </Button>
        <Button icon={<Download />}>Export CSV</Button>
        <Button variant="ghost">Not now</Button>
        <Button variant="danger">Delete</Button>
      </Line>
      <Line>
        <Button variant="primary" disabled>
          Save
        </Button>
        <Button disabled>Cancel</Button>
        <Button variant="ghost" disabled>
          Skip
        </Button>
        <Button variant="danger" disabled>
          Delete
        </Button>
      </Line>
      <Line>
        <Button size="sm">Retry</Button>
        <Button size="sm" variant="primary">
          Join
        </Button>
        <Button size="sm" variant="ghost" icon={<Filter />}>
          Filter
        </Button>
        <Button size="lg" variant="primary">
          Create workspace
        </Button>
      </Line>
      <Line>
        <Button variant="primary" busy={busy} onClick={() => setBusy(true)}>
          Save changes
        </Button>
        <Button busy>Loading</Button>
        <ButtonLink href="#x">A link</ButtonLink>
        <Spinner label="Loading" />
      </Line>
      <Button block variant="primary" size="lg">
        Continue
      </Button>
    </>
  );
}

function IconButtons() {
  const [pinned, setPinned] = useState(true);
  return (
    <>
      <Line>
        <IconButton label="Filter" icon={<Filter />} shortcut="Mod+Shift+F" />
        <IconButton label="Compose" icon={<SquarePen />} variant="raised" />
        <IconButton label="Send" icon={<SendHorizontal />} variant="primary" />
        <IconButton label="Send" icon={<SendHorizontal />} variant="primary" disabled />
        <IconButton label="Delete" icon={<Trash2 />} variant="danger" />
        <IconButton label="Pinned" icon={<Pin />} pressed={pinned} onClick={() => setPinned(!pinned)} />
        <IconButton label="Notifications" icon={<Bell />} disabled />
      </Line>
      <Line>
        <IconButton size="sm" label="Save" icon={<Bookmark />} />
        <IconButton size="sm" label="Close" icon={<X />} />
        <IconButton size="md" label="More" icon={<EllipsisVertical />} />
        <IconButton size="lg" label="More" icon={<EllipsisVertical />} />
        <Kbd keys="Mod+K" /> <Kbd keys="Mod+Shift+X" /> <Kbd keys="Esc" /> <Kbd keys="Shift+Enter" />
      </Line>
    </>
  );
}
