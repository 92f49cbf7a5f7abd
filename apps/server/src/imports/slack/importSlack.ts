import type { World } from '../../domain/verb.ts';
import { openArchive, type Archive } from './archive.ts';
import { commit, type ImportOptions } from './commit.ts';
import { importChannels, type ChannelMap } from './importChannels.ts';
import { ChannelWriter } from './importMessages.ts';
import { importPeople } from './importPeople.ts';
import { Remembered } from './remembered.ts';
import { newReport, type ImportReport } from './report.ts';
import { readExport, type SlackExport, type SlackMessage } from './slackExport.ts';
import { untoldBackfill } from './sql.ts';
import { survey } from './survey.ts';

// Brings a Slack export into a workspace, as backfill events through the log. All of it is read and checked before anything is
// written. Every person, channel and message has a key that follows from the export, so a second run, or one after a crash,
// continues where the first one stopped and adds nothing twice.

/** Imports a folder or zip. Throws `ImportRefused`, having changed nothing, when the export is not right. */
export async function importSlack(world: World, location: string, options: ImportOptions): Promise<ImportReport> {
  const archive = await openArchive(location);
  try {
    return await importArchive(world, archive, options);
  } finally {
    archive.close();
  }
}

async function importArchive(world: World, archive: Archive, options: ImportOptions): Promise<ImportReport> {
  const slack = await readExport(archive);
  const { placeholders, dryRun, workspace, onProgress } = options;
  const found = await survey(slack, { placeholders, now: world.now() * 1_000 }, (done, of) =>
    onProgress('reading', done, of),
  );
  const report = newReport(dryRun, found);
  const remembered = await Remembered.load(world, workspace);
  const people = await importPeople(world, options, remembered, slack.users, found.strangers, report);
  const channels = await importChannels(world, options, remembered, slack.channels, people, report);
  let done = 0;
  for (const exported of slack.channels) {
    const writer = new ChannelWriter(world, options, { people, channels }, exported, report);
    for (const day of exported.days) {
      const messages = await readAgain(slack, day);
      await writer.write(messages);
      done += messages.length;
      onProgress('writing', done, found.messages);
    }
    await writer.flush();
  }
  if (!dryRun) await tellMembers(world, workspace, slack, channels);
  return report;
}

// By now something has been written: what is wrong only now is no refusal that changed nothing.
async function readAgain(slack: SlackExport, day: string): Promise<SlackMessage[]> {
  try {
    return await slack.messages(day);
  } catch (error) {
    throw new Error(`The export changed while it was imported: ${(error as Error).message}`, { cause: error });
  }
}

/** Live clients refetch what was filled in behind them; also after a run that was cut off before it could tell. */
async function tellMembers(world: World, workspace: string, slack: SlackExport, channels: ChannelMap): Promise<void> {
  const ours = slack.channels.flatMap(({ channel }) => channels.idOf(channel.id) ?? []);
  const untold = await untoldBackfill(world.database.sql, workspace, ours);
  if (untold.length === 0) return;
  const event = (channel: string) => ({
    stream: workspace,
    type: 'channel.backfilled' as const,
    actor: null,
    audience: channel,
    data: () => ({ channel }),
  });
  await commit(world, { events: untold.map(event), checked: [], guards: [], touches: [] });
}
