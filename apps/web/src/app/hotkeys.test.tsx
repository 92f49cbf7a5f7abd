import { cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useHotkeys } from './hotkeys.ts';

let pressed: string[];

function Page() {
  const note = (name: string) => () => void pressed.push(name);
  useHotkeys({
    'Mod+/': note('sheet'),
    'Alt+Shift+ArrowDown': note('unread'),
    Escape: note('escape'),
    'G A': note('activity'),
  });
  return (
    <>
      <input data-testid="box" />
      <button data-testid="button" />
      <a data-region="sidebar" href="/" data-testid="row" />
      <input data-testid="greedy" onKeyDown={(event) => event.preventDefault()} />
      <div role="dialog">
        <input data-testid="layer" />
      </div>
    </>
  );
}

beforeEach(() => {
  pressed = [];
});
afterEach(cleanup);

describe('keys that work everywhere', () => {
  it('work from inside of a box and keep the browser from its own use of them', () => {
    const { getByTestId } = render(<Page />);
    const passedOn = fireEvent.keyDown(getByTestId('box'), { key: '/', code: 'Slash', ctrlKey: true });
    expect(pressed).toEqual(['sheet']);
    expect(passedOn).toBe(false);
  });

  it('go by the place of the key where the layout has another character there', () => {
    const { getByTestId } = render(<Page />);
    fireEvent.keyDown(getByTestId('box'), { key: '.', code: 'Slash', ctrlKey: true });
    expect(pressed).toEqual(['sheet']);
  });

  it('go by the character where it needs Shift', () => {
    const { getByTestId } = render(<Page />);
    fireEvent.keyDown(getByTestId('box'), { key: '/', code: 'Digit7', ctrlKey: true, shiftKey: true });
    expect(pressed).toEqual(['sheet']);
  });

  it('may be two, one soon after the other, where nobody writes', () => {
    const { getByTestId } = render(<Page />);
    const press = (where: string, ...keys: string[]) => {
      for (const key of keys) fireEvent.keyDown(getByTestId(where), { key });
    };
    press('box', 'g', 'a');
    press('row', 'g', 'a');
    press('button', 'a');
    press('button', 'g', 'x', 'a');
    expect(pressed).toEqual([]);
    press('button', 'g', 'a');
    expect(pressed).toEqual(['activity']);
  });

  it('need all their modifiers', () => {
    const { getByTestId } = render(<Page />);
    fireEvent.keyDown(getByTestId('box'), { key: 'ArrowDown', altKey: true });
    fireEvent.keyDown(getByTestId('box'), { key: '/', code: 'Slash' });
    expect(pressed).toEqual([]);
    fireEvent.keyDown(getByTestId('box'), { key: 'ArrowDown', altKey: true, shiftKey: true });
    expect(pressed).toEqual(['unread']);
  });

  it('leave alone what something nearer has used, and the keys of an open layer', () => {
    const { getByTestId } = render(<Page />);
    fireEvent.keyDown(getByTestId('greedy'), { key: 'Escape' });
    fireEvent.keyDown(getByTestId('layer'), { key: 'Escape' });
    expect(pressed).toEqual([]);
  });
});
