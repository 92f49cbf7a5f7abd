import type { Message } from '@roost/protocol/entities';
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Words } from '../../i18n/Words.tsx';
import { Announcer } from '../../ui/Announcer.tsx';
import { useArrivals } from './useArrivals.ts';

const names = { nameOf: (id: string) => id, channelNameOf: () => 'ops' };
const away = { current: false };
const begin = Date.UTC(2026, 10, 21, 9);
const messages = (...minutes: number[]): Message[] =>
  minutes.map((minute) => ({
    id: `M${minute}`,
    rev: 1,
    channel: 'C1',
    author: 'Ade',
    clientId: `c${minute}`,
    text: `said at ${minute} <#C0000000000000001>`,
    createdAt: new Date(begin + minute * 60_000).toISOString().replace('Z', '000Z'),
    reactions: [],
  }));

function show(first: Message[], hasMoreAfter: boolean) {
  return renderHook(({ shown, more }) => useArrivals(shown, more, 'Sofia', away, names).count, {
    initialProps: { shown: first, more: hasMoreAfter },
    wrapper: ({ children }) => (
      <Words>
        <Announcer />
        {children}
      </Words>
    ),
  });
}

beforeEach(() => {
  vi.useFakeTimers({ now: begin });
});
afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

describe('new messages below what one reads', () => {
  it('are counted as they come', () => {
    const hook = show(messages(1, 2), false);
    hook.rerender({ shown: messages(1, 2, 3, 4), more: false });
    expect(hook.result.current).toBe(2);
  });

  it('are not pages of the past that are read in on the way to the present', () => {
    const hook = show(messages(8, 9), false);
    hook.rerender({ shown: messages(1, 2), more: true });
    hook.rerender({ shown: messages(1, 2, 3, 4), more: true });
    hook.rerender({ shown: messages(1, 2, 3, 4, 8, 9), more: false });
    expect(hook.result.current).toBe(0);
    hook.rerender({ shown: messages(1, 2, 3, 4, 8, 9, 10), more: false });
    expect(hook.result.current).toBe(1);
  });

  it('are spoken with the name of who wrote them and of what they name', () => {
    const hook = show(messages(1), false);
    hook.rerender({ shown: messages(1, 2), more: false });
    act(() => void vi.advanceTimersByTime(1_000));
    expect(document.body.textContent).toContain('Ade: said at 2 #ops');
    const inThirdPerson = { ...messages(3)[0]!, text: 'waves', thirdPerson: true as const };
    hook.rerender({ shown: [...messages(1, 2), inThirdPerson], more: false });
    act(() => void vi.advanceTimersByTime(1_000));
    expect(document.body.textContent).toContain('Ade waves');
  });
});
