import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { announce, Announcer } from './Announcer.tsx';
import { Avatar } from './Avatar.tsx';
import { Badge } from './Badge.tsx';
import { Button } from './Button.tsx';
import { Checkbox } from './Checkbox.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { IconButton } from './IconButton.tsx';
import { Menu, MenuCheckItem, MenuItem } from './Menu.tsx';
import { SegmentedControl } from './RadioGroup.tsx';
import { SearchField } from './SearchField.tsx';
import { Tabs } from './Tabs.tsx';
import { TextField } from './TextField.tsx';

// The layers are separate chunks: a busy machine takes longer to load them than a query waits.
beforeAll(() => Promise.all([import('./DialogLayer.tsx'), import('./MenuLayer.tsx')]));

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('Button', () => {
  it('keeps its name and swallows clicks while busy, and does not submit', () => {
    const onClick = vi.fn();
    const onSubmit = vi.fn((event: Event) => event.preventDefault());
    render(
      <form onSubmit={onSubmit as never}>
        <Button type="submit" busy onClick={onClick}>
          Save
        </Button>
      </form>,
    );
    const button = screen.getByRole('button', { name: 'Save' });
    fireEvent.click(button);
    expect(button.getAttribute('aria-busy')).toBe('true');
    expect(onClick).not.toHaveBeenCalled();
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it('does not submit a form unless told to', () => {
    render(<Button>Save</Button>);
    expect(screen.getByRole<HTMLButtonElement>('button').type).toBe('button');
  });
});

describe('IconButton', () => {
  it('has a name and tells whether it is pressed', () => {
    render(<IconButton label="Pin" icon={<i />} pressed />);
    expect(screen.getByRole('button', { name: 'Pin' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('shows its name to a mouse after a moment, and not to a finger', () => {
    vi.useFakeTimers();
    render(<IconButton label="Pin" icon={<i />} shortcut="P" />);
    const button = screen.getByRole('button');
    fireEvent.pointerEnter(button, { pointerType: 'touch' });
    act(() => void vi.advanceTimersByTime(1000));
    expect(document.querySelector('[role=tooltip]')).toBeNull();
    fireEvent.pointerEnter(button, { pointerType: 'mouse' });
    act(() => void vi.advanceTimersByTime(399));
    expect(document.querySelector('[role=tooltip]')).toBeNull();
    act(() => void vi.advanceTimersByTime(1));
    expect(document.querySelector('[role=tooltip]')!.textContent).toBe('PinP');
    fireEvent.keyDown(window, { key: 'Escape' });
    expect(document.querySelector('[role=tooltip]')).toBeNull();
    vi.useRealTimers();
  });
});

describe('TextField', () => {
  it('ties label, hint and error to the input', () => {
    render(<TextField label="Email" hint="Work address" error="No @ in it" />);
    const input = screen.getByLabelText('Email');
    const described = input
      .getAttribute('aria-describedby')!
      .split(' ')
      .map((id) => document.getElementById(id)!.textContent!.trim());
    expect(described).toEqual(['Work address', 'No @ in it']);
    expect(input.getAttribute('aria-invalid')).toBe('true');
  });

  it('shows and hides a password', () => {
    render(<TextField label="Password" type="password" revealLabels={{ show: 'Show', hide: 'Hide' }} />);
    const input = screen.getByLabelText<HTMLInputElement>('Password');
    expect(input.type).toBe('password');
    fireEvent.click(screen.getByRole('button', { name: 'Show' }));
    expect(input.type).toBe('text');
    expect(screen.getByRole('button', { name: 'Hide' })).toBeTruthy();
  });
});

describe('SearchField', () => {
  it('lets Escape empty it first and only then reach what is around it', () => {
    const outer = vi.fn();
    function Box() {
      const [value, setValue] = useState('rel');
      return (
        <div onKeyDown={outer}>
          <SearchField label="Find" clearLabel="Clear" value={value} onChange={setValue} />
        </div>
      );
    }
    render(<Box />);
    const input = screen.getByLabelText<HTMLInputElement>('Find');
    fireEvent.keyDown(input, { key: 'Escape' });
    expect(input.value).toBe('');
    expect(outer).not.toHaveBeenCalled();
    fireEvent.keyDown(input, { key: 'Escape' });
    expect(outer).toHaveBeenCalledTimes(1);
  });
});

describe('choices', () => {
  it('shows some-but-not-all as mixed', () => {
    render(<Checkbox label="All" checked="mixed" onChange={() => {}} />);
    expect(screen.getByLabelText<HTMLInputElement>('All').indeterminate).toBe(true);
  });

  it('moves a segmented control with the arrows, round the end', () => {
    const onChange = vi.fn();
    render(
      <SegmentedControl
        label="Theme"
        value="b"
        onChange={onChange}
        choices={[
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ]}
      />,
    );
    fireEvent.keyDown(screen.getByRole('radiogroup'), { key: 'ArrowRight' });
    expect(onChange).toHaveBeenCalledWith('a');
    expect(document.activeElement!.textContent).toBe('A');
  });

  it('has one tab stop in a row of tabs and names the panel by the chosen one', () => {
    const onChange = vi.fn();
    render(
      <Tabs
        label="Results"
        value="b"
        onChange={onChange}
        items={[
          { id: 'a', label: 'A' },
          { id: 'b', label: 'B' },
        ]}
      >
        panel
      </Tabs>,
    );
    expect(screen.getAllByRole<HTMLElement>('tab').map((tab) => tab.tabIndex)).toEqual([-1, 0]);
    expect(screen.getByRole('tabpanel', { name: 'B' }).textContent).toBe('panel');
    fireEvent.keyDown(screen.getByRole('tablist'), { key: 'Home' });
    expect(onChange).toHaveBeenCalledWith('a');
  });
});

describe('ConfirmDialog', () => {
  const texts = { title: 'Delete #ops?', confirmLabel: 'Delete', cancelLabel: 'Keep', closeLabel: 'Close' };

  it('is an alert dialog named by its title, with the focus on the safe button', async () => {
    render(<ConfirmDialog open onClose={() => {}} onConfirm={() => {}} {...texts} />);
    await screen.findByRole('alertdialog', { name: 'Delete #ops?' });
    await waitFor(() => expect(document.activeElement!.textContent).toBe('Keep'));
  });

  it('wakes its button only when the name was typed', async () => {
    const onConfirm = vi.fn();
    render(
      <ConfirmDialog
        open
        onClose={() => {}}
        onConfirm={onConfirm}
        typed={{ expected: 'ops', label: 'Type ops' }}
        {...texts}
      />,
    );
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Delete' });
    fireEvent.submit(button.form!);
    expect(button.disabled).toBe(true);
    fireEvent.change(screen.getByLabelText('Type ops'), { target: { value: 'ops ' } });
    fireEvent.submit(button.form!);
    expect(onConfirm).toHaveBeenCalledTimes(1);
  });
});

describe('Menu', () => {
  it('opens from the keyboard, tells its state, acts and closes', async () => {
    const onSelect = vi.fn();
    const onMute = vi.fn();
    render(
      <Menu trigger={<Button>More</Button>} label="Message">
        <MenuItem onSelect={onSelect}>Edit</MenuItem>
        <MenuCheckItem checked={false} onChange={onMute}>
          Mute
        </MenuCheckItem>
      </Menu>,
    );
    const button = screen.getByRole('button', { name: 'More' });
    expect(button.getAttribute('aria-expanded')).toBe('false');
    fireEvent.keyDown(button, { key: 'ArrowDown' });
    await screen.findByRole('menu', { name: 'Message' });
    expect(button.getAttribute('aria-expanded')).toBe('true');
    const mute = screen.getByRole('menuitemcheckbox', { name: 'Mute' });
    fireEvent.click(mute);
    expect(onMute).toHaveBeenCalledWith(true);
    fireEvent.click(screen.getByRole('menuitem', { name: 'Edit' }));
    expect(onSelect).toHaveBeenCalledTimes(1);
    await waitFor(() => expect(button.getAttribute('aria-expanded')).toBe('false'));
  });

  it('keeps the handlers and the ref of its trigger', async () => {
    const onClick = vi.fn();
    let element: HTMLElement | null = null;
    render(
      <Menu
        trigger={
          <Button onClick={onClick} ref={(button) => void (element = button)}>
            More
          </Button>
        }
        label="Message"
      >
        <MenuItem>Edit</MenuItem>
      </Menu>,
    );
    fireEvent.click(element!);
    expect(onClick).toHaveBeenCalledTimes(1);
    await screen.findByRole('menu');
  });
});

describe('Announcer', () => {
  it('has two empty live regions at boot and fills the right one', () => {
    const { container } = render(<Announcer />);
    const [polite, assertive] = [...container.querySelectorAll('[aria-live]')];
    expect([polite!.textContent, assertive!.textContent]).toEqual(['', '']);
    act(() => announce('Ade: hello'));
    act(() => announce('Not sent', 'assertive'));
    expect([polite!.textContent, assertive!.textContent]).toEqual(['Ade: hello', 'Not sent']);
  });

  it('says the same words twice as two announcements', () => {
    const { container } = render(<Announcer />);
    act(() => announce('Copied'));
    act(() => announce('Copied'));
    expect(container.querySelectorAll('[aria-live=polite] p')).toHaveLength(2);
  });
});

describe('identity', () => {
  it('falls back to letters when the picture does not load', () => {
    const { container } = render(<Avatar id="U1" name="Maya Chen" src="/broken.png" label="Maya" />);
    fireEvent.error(container.querySelector('img')!);
    expect(container.textContent).toBe('MC');
    expect(screen.getByRole('img', { name: 'Maya' })).toBeTruthy();
  });

  it('caps a count at 99+ and shows nothing at zero', () => {
    const { container, rerender } = render(<Badge count={120} label="mentions" />);
    expect(container.textContent).toBe('99+mentions');
    rerender(<Badge count={0} />);
    expect(container.innerHTML).toBe('');
  });
});

describe('ErrorBoundary', () => {
  it('keeps a fault inside, and starts over on Reload', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    let broken = true;
    const Pane = () => {
      if (broken) throw new Error('boom');
      return <p>fine</p>;
    };
    const onError = vi.fn();
    render(
      <ErrorBoundary title="A fault" reloadLabel="Reload" copyLabel="Copy" onError={onError}>
        <Pane />
      </ErrorBoundary>,
    );
    expect(screen.getByRole('alert').textContent).toContain('A fault');
    expect(onError).toHaveBeenCalledTimes(1);
    broken = false;
    fireEvent.click(screen.getByRole('button', { name: 'Reload' }));
    expect(screen.getByText('fine')).toBeTruthy();
  });
});
