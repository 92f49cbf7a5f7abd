import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { focusNextRegion, focusRegionNamed, rememberFocus } from './regions.ts';

const here = () => (document.activeElement as HTMLElement).id;
let stop: () => void;

beforeEach(() => {
  // Nothing has a size in this environment; whatever is not hidden counts as visible.
  vi.spyOn(HTMLElement.prototype, 'getClientRects').mockImplementation(function (this: HTMLElement) {
    return (this.hidden ? [] : [{}]) as unknown as DOMRectList;
  });
  document.body.innerHTML = `
    <header data-region="top"><button id="back"></button></header>
    <nav data-region="sidebar"><a href="#" id="general" tabindex="-1"></a><a href="#" id="ops" tabindex="0"></a></nav>
    <main data-region="main"><button id="topic"></button>
      <div data-region="messages" tabindex="0" id="messages"></div>
      <div data-region="composer"><textarea id="composer"></textarea></div>
    </main>
    <aside data-region="pane" hidden><button id="close"></button></aside>
    <section data-region="toasts" data-empty tabindex="-1" id="toasts"></section>`;
  stop = rememberFocus();
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
});

describe('F6', () => {
  it('goes round the parts that can be seen, also those inside of others', () => {
    const seen = Array.from({ length: 6 }, () => (focusNextRegion(1), here()));
    expect(seen).toEqual(['back', 'ops', 'topic', 'messages', 'composer', 'back']);
    focusNextRegion(-1);
    expect(here()).toBe('composer');
  });

  it('comes back to where one was in a part', () => {
    document.getElementById('general')!.focus();
    focusNextRegion(1);
    expect(here()).toBe('topic');
    focusNextRegion(-1);
    expect(here()).toBe('general');
  });

  it('leads into a part by its name', () => {
    focusRegionNamed('composer');
    expect(here()).toBe('composer');
  });
});
