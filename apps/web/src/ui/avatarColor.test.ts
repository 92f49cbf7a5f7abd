import { describe, expect, it } from 'vitest';
import { avatarColor, initials } from './avatarColor.ts';

describe('avatarColor', () => {
  it('gives an id the same colour for ever', () => {
    expect(['U01J8Z0QK9X5T7R2M', 'U0', ''].map(avatarColor)).toEqual([2, 3, 2]);
  });

  it('spreads ids that differ only at the end over all eight colours', () => {
    const counts = Array.from({ length: 9 }, () => 0);
    const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    for (let index = 0; index < 4096; index++) {
      const tail = [index >> 10, (index >> 5) & 31, index & 31].map((digit) => digits[digit]).join('');
      counts[avatarColor(`U01J8Z0QK9X5T7${tail}`)]!++;
    }
    expect(counts[0]).toBe(0);
    for (const count of counts.slice(1)) expect(Math.abs(count - 512)).toBeLessThan(120);
  });
});

describe('initials', () => {
  it.each([
    ['Maya Chen', 'MC'],
    ['Inès de la Laurent', 'IL'],
    ['Øyvind', 'Ø'],
    ['  ', '?'],
    ['', '?'],
    ['...', '?'],
    ['山田 太郎', '山太'],
    ['ali.baba', 'AB'],
    ['(ops) Bird', 'OB'],
    ['👩🏽‍💻 Coder', '👩🏽‍💻C'],
    ['éclair', 'É'],
  ])('shortens %s to %s', (name, short) => {
    expect(initials(name, 2)).toBe(short);
  });

  it('uses one letter where asked', () => {
    expect(initials('Maya Chen', 1)).toBe('M');
  });
});
