import { describe, expect, test } from 'vitest';
import { chooseWorkspace, readArguments } from './arguments.ts';

describe('the command line', () => {
  test('names an export and how to import it', () => {
    expect(readArguments(['a.zip'])).toEqual({
      type: 'import',
      path: 'a.zip',
      workspace: null,
      dryRun: false,
      placeholders: false,
    });
    expect(readArguments(['--dry-run', '--workspace', 'Acme', 'a.zip', '--placeholders'])).toEqual({
      type: 'import',
      path: 'a.zip',
      workspace: 'Acme',
      dryRun: true,
      placeholders: true,
    });
    expect(readArguments(['--help', 'a.zip'])).toEqual({ type: 'help' });
  });

  test.each([
    [[], /Which export/],
    [['a.zip', 'b.zip'], /b\.zip is too much/],
    [['a.zip', '--loud'], /--loud/],
    [['a.zip', '--workspace'], /--workspace/],
  ])('%j is wrong, and why is said', (args, why) => {
    expect(readArguments(args)).toEqual({ type: 'wrong', why: expect.stringMatching(why) });
  });
});

describe('the workspace that an import goes into', () => {
  const [acme, other, twin] = [
    { id: 'T1', name: 'Acme' },
    { id: 'T2', name: 'Other' },
    { id: 'T3', name: 'acme' },
  ] as const;

  test('is the only one, or the one that is named', () => {
    expect(chooseWorkspace([acme], null)).toBe('T1');
    expect(chooseWorkspace([acme, other], 'T2')).toBe('T2');
    expect(chooseWorkspace([acme, other], ' ACME ')).toBe('T1');
  });

  test('is asked for where it is not clear', () => {
    expect(() => chooseWorkspace([], null)).toThrow(/no workspace yet/);
    expect(() => chooseWorkspace([acme, other], null)).toThrow(/T1 {2}Acme\n {2}T2 {2}Other/);
    expect(() => chooseWorkspace([acme], 'Nobody')).toThrow(/no workspace Nobody/);
    expect(() => chooseWorkspace([acme, twin], 'acme')).toThrow(/Several/);
  });
});
