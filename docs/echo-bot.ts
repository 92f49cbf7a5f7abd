import { connectBot } from '../packages/client/src/bot.ts';

const url = process.env['ROOST_URL'] ?? 'http://localhost:3000';
const token = process.env['ROOST_TOKEN'];
if (!token) throw new Error('Set ROOST_TOKEN to the token of a bot.');

const bot = connectBot({ url, token });

bot.onMessage((message, { self, reply }) => {
  if (message.text.includes(`<@${self.id}>`)) reply(message.text.replaceAll(`<@${self.id}>`, `<@${message.author}>`));
});

await bot.ready;
process.stdout.write(`Listening at ${url}. Mention the bot in a channel that it is in.\n`);
process.once('SIGINT', () => bot.stop());
