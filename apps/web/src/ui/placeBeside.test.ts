import { describe, expect, it } from 'vitest';
import { placeBeside } from './placeBeside.ts';

const view = { width: 1000, height: 600 };
const box = { offsetWidth: 100, offsetHeight: 40 };
const at = (left: number, top: number) => ({ left, top, right: left + 20, bottom: top + 20, width: 20, height: 20 });

describe('placeBeside', () => {
  it('centres above, and below where there is no room', () => {
    expect(placeBeside(at(500, 300), box, 'top', view)).toEqual({ left: 460, top: 254 });
    expect(placeBeside(at(500, 10), box, 'top', view)).toEqual({ left: 460, top: 36 });
  });

  it('keeps inside the window', () => {
    expect(placeBeside(at(0, 300), box, 'top', view).left).toBe(8);
    expect(placeBeside(at(980, 300), box, 'bottom', view).left).toBe(892);
    expect(placeBeside(at(980, 580), box, 'right-start', view)).toEqual({ left: 874, top: 552 });
  });

  it('stays on the wanted side when the other has no more room', () => {
    expect(placeBeside(at(500, 10), { offsetWidth: 100, offsetHeight: 900 }, 'bottom', view).top).toBe(8);
  });

  it('lines up with the start or the end of its anchor', () => {
    expect(placeBeside(at(500, 300), box, 'bottom-start', view).left).toBe(500);
    expect(placeBeside(at(500, 300), box, 'bottom-end', view).left).toBe(420);
  });
});
