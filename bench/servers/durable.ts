import postgres from 'postgres';
import { serve, type Post } from './joining.ts';

// The same behind a group commit: one connection and one statement, without a timer; what comes meanwhile goes into the next one. All
// messages are numbered by one counter, without holes, as a workspace of Roost does.

const sql = postgres(process.env['DATABASE_URL']!, { max: 1, onnotice: () => {} });
await sql`create table if not exists durable_counter (scope text primary key, seq bigint not null)`;
await sql`create table if not exists durable_message (scope text, seq bigint, room text, body jsonb, primary key (scope, seq))`;
await sql`insert into durable_counter values ('workspace', 0) on conflict do nothing`;

async function store(posts: readonly Post[]): Promise<number> {
  const rooms = posts.map(({ room }) => room);
  const bodies = posts.map(({ text }) => JSON.stringify({ text }));
  const [row] = await sql`
    with n as (update durable_counter set seq = seq + ${posts.length} where scope = 'workspace' returning seq - ${posts.length} as before),
         rows as (insert into durable_message select 'workspace', n.before + t.place, t.room, t.body::jsonb
                  from n, unnest(${rooms}::text[], ${bodies}::text[]) with ordinality as t(room, body, place))
    select before from n`;
  return Number(row!['before']) + 1;
}

serve(store);
