import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { useHoveredRow } from './useHoveredRow.ts';

afterEach(cleanup);

function List({ isScrolling }: { isScrolling: boolean }) {
  const { hovered, ofFeed } = useHoveredRow(null);
  return (
    <div role="feed" {...ofFeed}>
      <div style={{ pointerEvents: isScrolling ? 'none' : 'auto' }}>
        <article data-row="one">one</article>
      </div>
      <output>{hovered ?? 'nothing'}</output>
    </div>
  );
}

test('who moves the pointer while the list moves means the row that is under it then', () => {
  const { rerender } = render(<List isScrolling />);
  fireEvent.pointerMove(screen.getByRole('feed'));
  rerender(<List isScrolling={false} />);
  fireEvent.pointerOver(screen.getByRole('article'));
  expect(screen.getByRole('status').textContent).toBe('one');
  fireEvent.pointerLeave(screen.getByRole('feed'));
  expect(screen.getByRole('status').textContent).toBe('nothing');
});

test('a row that comes under a pointer which rests is not meant', () => {
  const { rerender } = render(<List isScrolling={false} />);
  fireEvent.pointerMove(screen.getByRole('feed'));
  rerender(<List isScrolling />);
  rerender(<List isScrolling={false} />);
  fireEvent.pointerOver(screen.getByRole('article'));
  expect(screen.getByRole('status').textContent).toBe('nothing');
});
