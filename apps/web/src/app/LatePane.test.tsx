import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Words } from '../i18n/Words.tsx';
import { LatePane } from './LatePane.tsx';

vi.mock('./RightPane.tsx', () => {
  throw new Error('no network');
});

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('says in its own place that the pane could not be fetched, and leaves the page beside it', async () => {
  const place = { at: 'channel', workspace: 'W', channel: 'C' } as const;
  render(
    <Words>
      <p>The timeline</p>
      <LatePane place={place} pane={{ kind: 'members' }} isPhone={false} />
    </Words>,
  );
  await waitFor(() => expect(screen.getByRole('alert')).toBeTruthy());
  expect(screen.getByText('The timeline')).toBeTruthy();
});
