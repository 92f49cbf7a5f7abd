import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SuggestionList } from './SuggestionList.tsx';
import { useSuggestions, type Suggestion } from './Suggestions.tsx';

const onPick = vi.fn();
const onClose = vi.fn();
const people = ['ade', 'ines', 'maya'].map((id) => ({ id, label: id }));

function Box({ items, stays = false }: { items: Suggestion[]; stays?: boolean }) {
  const suggestions = useSuggestions({
    items,
    onPick: (item, how) => onPick(item.id, how),
    ...(stays ? {} : { onClose }),
  });
  return (
    <>
      <textarea
        aria-label="Message"
        {...suggestions.inputProps}
        onKeyDown={(event) => void suggestions.handleKey(event)}
      />
      <SuggestionList {...suggestions.listProps} label="People" caret={{ left: 10, top: 300, bottom: 320 }} />
    </>
  );
}

const box = () => screen.getByLabelText('Message');
const active = () => document.getElementById(box().getAttribute('aria-activedescendant') ?? '')?.textContent;
const press = (key: string, more: object = {}) => fireEvent.keyDown(box(), { key, ...more });

beforeEach(() => void vi.clearAllMocks());
afterEach(cleanup);

describe('suggestions', () => {
  it('point from the text box to the first option, and follow the arrows round the ends', () => {
    render(<Box items={people} />);
    expect(active()).toBe('ade');
    press('ArrowUp');
    expect(active()).toBe('maya');
    press('ArrowDown');
    press('ArrowDown');
    expect(active()).toBe('ines');
    expect(screen.getAllByRole('option').map((option) => option.getAttribute('aria-selected'))).toEqual([
      'false',
      'true',
      'false',
    ]);
  });

  it('take Tab, Enter and Escape, and leave Shift+Enter and everything else to the box', () => {
    render(<Box items={people} />);
    press('Tab');
    press('Enter');
    expect(onPick.mock.calls).toEqual([
      ['ade', 'tab'],
      ['ade', 'enter'],
    ]);
    expect(press('Enter', { shiftKey: true })).toBe(true);
    expect(press('x')).toBe(true);
    press('Escape');
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('that are part of the page leave Tab and Escape to it', () => {
    render(<Box items={people} stays />);
    expect([press('Tab'), press('Escape'), press('Enter')]).toEqual([true, true, false]);
    expect(onPick.mock.calls).toEqual([['ade', 'enter']]);
  });

  it('ignore keys while a word is being composed', () => {
    render(<Box items={people} />);
    press('Enter', { isComposing: true });
    expect(onPick).not.toHaveBeenCalled();
  });

  it('keep the choice when the list changes and it is still there, else take the first', () => {
    const { rerender } = render(<Box items={people} />);
    press('ArrowDown');
    rerender(<Box items={people.slice(1)} />);
    expect(active()).toBe('ines');
    rerender(<Box items={people.slice(2)} />);
    expect(active()).toBe('maya');
  });

  it('pass all keys on when there is nothing to suggest', () => {
    render(<Box items={[]} />);
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(press('Enter')).toBe(true);
    expect(box().hasAttribute('aria-controls')).toBe(false);
  });

  it('let a pointer pick without taking the focus', () => {
    render(<Box items={people} />);
    expect(fireEvent.mouseDown(screen.getByText('maya'))).toBe(false);
    fireEvent.click(screen.getByText('maya'));
    expect(onPick).toHaveBeenCalledWith('maya', 'pointer');
  });
});
