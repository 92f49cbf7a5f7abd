import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { LaterWords } from '../../i18n/LaterWords.tsx';
import { Words } from '../../i18n/Words.tsx';
import { fakeCore, fakeWorld } from '../../sync/fakeCore.ts';
import { RoostProvider } from '../../sync/roost.ts';
import { RemoveMany, useChoice } from './RemoveMany.tsx';

const world = fakeWorld();
const { ops } = world.channels;

function Pane() {
  const choice = useChoice(ops.id);
  return (
    <>
      <button type="button" data-choosing onClick={choice.toggleChoosing}>
        Select
      </button>
      <button type="button" onClick={() => choice.choose([world.people.ade.id], true)}>
        Tick
      </button>
      {choice.chosen && <RemoveMany channelId={ops.id} choice={choice} />}
    </>
  );
}

afterEach(cleanup);

it.each(['Done', /^Remove/])('where %s ends the choosing, the focus goes to what began it', async (name) => {
  const core = fakeCore([world]);
  core.answers.set('channel.remove', {});
  render(
    <Words>
      <LaterWords>
        <RoostProvider value={core}>
          <Pane />
        </RoostProvider>
      </LaterWords>
    </Words>,
  );
  fireEvent.click(screen.getByText('Select'));
  fireEvent.click(screen.getByText('Tick'));
  const button = screen.getByRole('button', { name });
  button.focus();
  fireEvent.click(button);
  await waitFor(() => expect(screen.queryByRole('button', { name })).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(screen.getByText('Select')));
});
