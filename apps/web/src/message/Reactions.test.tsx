import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Words } from '../i18n/Words.tsx';
import { Reactions } from './Reactions.tsx';

afterEach(cleanup);

const kinds = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ emoji: String.fromCodePoint(0x1f600 + at), users: ['U1'] }));
const show = (count: number) =>
  render(
    <Words>
      <Reactions reactions={kinds(count)} self="U2" nameOf={() => 'Ade'} onToggle={() => {}} />
    </Words>,
  );
const chips = () => screen.getAllByRole('button', { name: /^Ade reacted with/ });

describe('the reactions to a message', () => {
  it('are all there on demand when they are many, and the focus stays where it was', () => {
    show(50);
    expect(chips()).toHaveLength(20);
    const more = screen.getByRole('button', { name: '+30' });
    more.focus();
    fireEvent.click(more);
    expect(chips()).toHaveLength(50);
    expect(document.activeElement?.textContent).toBe('Fewer');
    fireEvent.click(screen.getByRole('button', { name: 'Fewer' }));
    expect(chips()).toHaveLength(20);
  });

  it('are not summed up when they are few', () => {
    show(20);
    expect(chips()).toHaveLength(20);
    expect(screen.queryByRole('button', { name: '+0' })).toBeNull();
  });
});
