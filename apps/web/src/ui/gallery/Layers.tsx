import { Bell, Copy, EllipsisVertical, Hash, MessageSquareText, Pencil, Pin, Smile, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Avatar } from '../Avatar.tsx';
import { Button } from '../Button.tsx';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { Dialog } from '../Dialog.tsx';
import { IconButton } from '../IconButton.tsx';
import { LazyEmojiPicker } from '../LazyEmojiPicker.tsx';
import {
  ContextMenu,
  Menu,
  MenuCheckItem,
  MenuGroup,
  MenuItem,
  MenuRadioItem,
  MenuSeparator,
  SubMenu,
} from '../Menu.tsx';
import { Hovercard, hovercardAnchor, useHovercard } from '../Hovercard.tsx';
import { Popover } from '../Popover.tsx';
import { SuggestionList } from '../SuggestionList.tsx';
import { useSuggestions, type CaretRect } from '../Suggestions.tsx';
import { TextField } from '../TextField.tsx';
import { toasts } from '../toastStore.ts';
import { useContextMenu } from '../useContextMenu.ts';
import styles from './Gallery.module.css';
import { Line, Section } from './Section.tsx';

export function Layers() {
  return (
    <>
      <Section title="Menu, ContextMenu, Popover, Hovercard">
        <Menus />
      </Section>
      <Section title="Dialog, Toast">
        <Dialogs />
      </Section>
      <Section title="Suggestions">
        <Mentions />
      </Section>
    </>
  );
}

function MessageItems() {
  const [muted, setMuted] = useState(true);
  const [level, setLevel] = useState('all');
  return (
    <>
      <MenuItem icon={<MessageSquareText />} shortcut="T">
        Reply in thread
      </MenuItem>
      <MenuItem icon={<Pencil />} shortcut="E">
        Edit message
      </MenuItem>
      <MenuItem icon={<Copy />} shortcut="Mod+Shift+C" description="Works for members only">
        Copy link
      </MenuItem>
      <MenuItem icon={<Pin />} disabled>
        Pin to channel
      </MenuItem>
      <SubMenu
        label="Remind me"
        icon={<Bell />}
        items={
          <>
            <MenuItem>In 20 minutes</MenuItem>
            <MenuItem>Tomorrow</MenuItem>
          </>
        }
      >
        Remind me
      </SubMenu>
      <MenuSeparator />
      <MenuCheckItem checked={muted} onChange={setMuted}>
        Mute thread
      </MenuCheckItem>
      <MenuGroup label="Notify me about">
        <MenuRadioItem checked={level === 'all'} onSelect={() => setLevel('all')}>
          Everything
        </MenuRadioItem>
        <MenuRadioItem checked={level === 'mentions'} onSelect={() => setLevel('mentions')}>
          Mentions
        </MenuRadioItem>
      </MenuGroup>
      <MenuSeparator />
      <MenuItem icon={<Trash2 />} danger shortcut="Del">
        Delete message
      </MenuItem>
    </>
  );
}

function Menus() {
  const context = useContextMenu();
  const [picked, setPicked] = useState('');
  return (
    <>
      <Line>
        <Menu trigger={<Button>Message menu</Button>} label="Message">
          <MessageItems />
        </Menu>
        <Menu trigger={<IconButton label="More" icon={<EllipsisVertical />} />} label="More" placement="bottom-end">
          <MessageItems />
        </Menu>
        <Popover trigger={<Button icon={<Smile />}>Emoji {picked}</Button>} label="Emoji" flush>
          {(close) => (
            <LazyEmojiPicker
              frequent={['👍️', '✅', '👀', '🙌', '❤️']}
              labels={{
                search: 'Search emoji',
                loading: 'Loading',
                empty: 'Nothing found',
                skinTone: 'Skin tone',
                hint: 'Pick an emoji',
                frequent: 'Frequent',
              }}
              onPick={({ emoji, shortcode }) => {
                setPicked(`${emoji} ${shortcode}`);
                close();
              }}
            />
          )}
        </Popover>
        <Card />
      </Line>
      <div
        className={styles.contextTarget}
        tabIndex={0}
        role="group"
        aria-label="Right click"
        {...context.triggerProps}
      >
        Right click, Shift+F10 or long press
      </div>
      <ContextMenu at={context.at} onClose={context.close} label="Message">
        <MessageItems />
      </ContextMenu>
    </>
  );
}

function Dialogs() {
  const [open, setOpen] = useState<'create' | 'confirm' | 'typed' | null>(null);
  const close = () => setOpen(null);
  return (
    <Line>
      <Button onClick={() => setOpen('create')}>Create channel</Button>
      <Button onClick={() => setOpen('confirm')}>Leave</Button>
      <Button variant="danger" onClick={() => setOpen('typed')}>
        Delete channel
      </Button>
      <ToastButtons />
      <Dialog
        open={open === 'create'}
        onClose={close}
        closeLabel="Close"
        title="Create a channel"
        description="A channel is for one topic; anyone in the workspace can join."
        footer={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button variant="primary">Create</Button>
          </>
        }
      >
        <TextField label="Name" icon={<Hash />} placeholder="e.g. plan-budget" hint="Lower case, no spaces." />
      </Dialog>
      <ConfirmDialog
        open={open === 'confirm'}
        onClose={close}
        onConfirm={close}
        title="Leave #leads?"
        description="It is private: you need an invitation to come back."
        confirmLabel="Leave"
        cancelLabel="Stay"
        closeLabel="Close"
      />
      <ConfirmDialog
        open={open === 'typed'}
        onClose={close}
        onConfirm={close}
        danger
        title="Delete #release-train?"
        description="All 18,402 messages go for good."
        typed={{ expected: 'release-train', label: 'Type release-train to confirm' }}
        confirmLabel="Delete channel"
        cancelLabel="Cancel"
        closeLabel="Close"
      />
    </Line>
  );
}

function ToastButtons() {
  return (
    <>
      <Button
        onClick={() =>
          toasts.show({
            text: 'Tomás Rivera was deactivated.',
            tone: 'ok',
            countdown: true,
            action: { label: 'Undo', onAction: () => {} },
          })
        }
      >
        Toast
      </Button>
      <Button onClick={() => toasts.show({ text: 'The file is larger than 50 MB.', tone: 'danger', durationMs: null })}>
        Error toast
      </Button>
    </>
  );
}

const everyone = ['Maya Chen', 'Inès Laurent', 'Ade Okafor', 'Jun Park', 'Sofia Berg', 'Tomás Rivera'].map(
  (name, index) => ({
    id: `U${index * 7919}`,
    icon: <Avatar id={`U${index * 7919}`} name={name} size={22} />,
    label: name,
    detail: `@${name.split(' ')[0]!.toLowerCase()}`,
  }),
);

function Mentions() {
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [caret, setCaret] = useState<CaretRect | null>(null);
  const query = /@(\w*)$/.exec(text)?.[1];
  const items = query === undefined || !caret ? [] : everyone.filter((one) => one.detail.startsWith(`@${query}`));
  const suggestions = useSuggestions({
    items,
    onPick: (item) => setText(text.replace(/@\w*$/, `${item.detail} `)),
    onClose: () => setCaret(null),
  });
  const place = () => {
    const rect = box.current?.getBoundingClientRect();
    if (rect) setCaret({ left: rect.left + 14, top: rect.top + 6, bottom: rect.top + 30 });
  };
  return (
    <>
      <textarea
        ref={box}
        className={styles.composer}
        aria-label="Message"
        placeholder="Type @ …"
        value={text}
        {...suggestions.inputProps}
        onChange={(event) => {
          setText(event.target.value);
          place();
        }}
        onKeyDown={(event) => void suggestions.handleKey(event)}
      />
      <SuggestionList {...suggestions.listProps} label="People" caret={caret} footer="Tab or Enter to accept" />
    </>
  );
}

function Card() {
  const card = useHovercard<string>();
  return (
    <>
      <button type="button" {...hovercardAnchor(card.triggers, 'maya')}>
        @maya
      </button>
      <Hovercard card={card} label="Maya Chen">
        {() => (
          <div style={{ display: 'flex', gap: 12, padding: 14, width: 260 }}>
            <Avatar id="U0" name="Maya Chen" size={56} presence="online" />
            <div>
              <b>Maya Chen</b>
              <div style={{ color: 'var(--text-3)' }}>@maya · 14:05 local</div>
            </div>
          </div>
        )}
      </Hovercard>
    </>
  );
}
