import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Link } from './Link.tsx';
import { navigate, usePathname, useSearch } from './location.ts';

let renders = 0;
function Where() {
  renders++;
  return (
    <output>
      {usePathname()}
      {useSearch()}
    </output>
  );
}
const where = () => screen.getByRole('status').textContent;

beforeEach(() => {
  renders = 0;
  window.history.replaceState(null, '', '/');
  render(
    <>
      <Where />
      <Link href="/signin?next=%2Fsetup">Sign in</Link>
      <Link href="/setup" onClick={(event) => event.preventDefault()}>
        Stay
      </Link>
    </>,
  );
});
afterEach(cleanup);

describe('links', () => {
  it('go where they point without loading the page', () => {
    expect(fireEvent.click(screen.getByText('Sign in'))).toBe(false);
    expect(where()).toBe('/signin?next=%2Fsetup');
  });

  it.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }, { button: 1 }])(
    'are the browser’s with %o',
    (how) => {
      const prevented = !fireEvent.click(screen.getByText('Sign in'), how);
      expect(prevented).toBe(false);
      expect(renders).toBe(1);
    },
  );

  it('do nothing where somebody else has used the click', () => {
    fireEvent.click(screen.getByText('Stay'));
    expect(where()).toBe('/');
  });
});

describe('the address', () => {
  it('has no second entry when one goes to where one is', () => {
    act(() => navigate('/setup'));
    const before = window.history.length;
    act(() => navigate('/setup'));
    expect(window.history.length).toBe(before);
    act(() => navigate('/'));
    expect(window.history.length).toBe(before + 1);
  });

  it('is followed when the browser goes back', () => {
    act(() => navigate('/setup'));
    expect(where()).toBe('/setup');
    act(() => {
      window.history.replaceState(null, '', '/invite/x');
      window.dispatchEvent(new PopStateEvent('popstate'));
    });
    expect(where()).toBe('/invite/x');
  });
});
