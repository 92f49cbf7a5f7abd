import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Dialog } from './Dialog.tsx';
import { ToastRegion } from './ToastRegion.tsx';
import { createToastStore } from './toastStore.ts';

afterEach(cleanup);

it('a notice over a dialog can be heard and dismissed, and what lies under it cannot be reached', async () => {
  const store = createToastStore();
  render(
    <>
      <ToastRegion label="Notices" dismissLabel="Dismiss" store={store} />
      <p>The page</p>
      <Dialog open title="Settings" onClose={() => {}} closeLabel="Close">
        <input aria-label="Name" />
      </Dialog>
    </>,
  );
  await screen.findByRole('dialog');
  await waitFor(() => expect(screen.getByText('The page').closest('[inert]')).not.toBeNull());
  store.show({ text: 'Link copied' });
  const dismiss = await screen.findByRole('button', { name: 'Dismiss' });
  expect(dismiss.closest('[inert], [aria-hidden="true"]')).toBeNull();
});
