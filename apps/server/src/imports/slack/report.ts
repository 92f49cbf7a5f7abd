import type { Survey } from './survey.ts';

/** What an import did: everything that came in is stored, was there already, or is named here with the reason. */
export interface ImportReport {
  dryRun: boolean;
  found: Survey;
  stored: { users: number; channels: number; messages: number; reactions: number };
  present: { users: number; channels: number; messages: number };
  /** People here who were taken for people of the export by their e-mail address, which nobody has verified. */
  recognised: { name: string; email: string; handle: string }[];
  /** Channels whose messages went into one that was here under the same name. */
  merged: string[];
  /** What was left out, by reason. */
  skipped: Map<string, number>;
}

export function newReport(dryRun: boolean, found: Survey): ImportReport {
  return {
    dryRun,
    found,
    stored: { users: 0, channels: 0, messages: 0, reactions: 0 },
    present: { users: 0, channels: 0, messages: 0 },
    recognised: [],
    merged: [],
    skipped: new Map(),
  };
}

/** Notes that something was left out, and why. */
export function skip(report: ImportReport, reason: string, count = 1): void {
  if (count > 0) report.skipped.set(reason, (report.skipped.get(reason) ?? 0) + count);
}

/** The report as it is shown at the end. */
export function reportText(report: ImportReport): string {
  const { found, stored, present } = report;
  const line = (what: string, total: number, fresh: number, known: number | null) =>
    `  ${what.padEnd(10)} ${String(total).padStart(8)} in the export, ${String(fresh).padStart(8)} ${report.dryRun ? 'to store' : 'stored'}` +
    (known === null ? '' : `, ${String(known).padStart(8)} there already`);
  const lines = [
    report.dryRun ? 'Dry run: nothing was changed.' : 'Imported.',
    line('people', found.users + found.strangers.length, stored.users, present.users),
    line('channels', found.channels, stored.channels, present.channels),
    line('messages', found.messages, stored.messages, present.messages),
    line('reactions', found.reactions, stored.reactions, null),
    `  of the messages ${found.replies} are thread replies; ${found.files} files were kept as links`,
  ];
  if (found.strangers.length > 0)
    lines.push(`  ${found.strangers.length} of the people are bots or placeholders that users.json does not list`);
  for (const { name, handle, email } of report.recognised)
    lines.push(`  ${name} is @${handle} here, by the address ${email}: nobody has verified whose it is`);
  for (const name of report.merged) lines.push(`  #${name} existed: its messages went into it`);
  if (report.skipped.size > 0) lines.push('Left out:');
  for (const [reason, count] of [...report.skipped].sort(([a], [b]) => a.localeCompare(b)))
    lines.push(`  ${String(count).padStart(8)} ${reason}`);
  return lines.join('\n');
}
