import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { expectRows, freshDatabase, numbers, report, timeWriters } from './rival.mjs';

const [events, writers] = numbers('events', 'writers');

// The functions call each other by bare name: its schema has to be on the path.
const settings = {
  connectionString: await freshDatabase('rival_message_db'),
  options: '-c search_path=message_store,public',
};
const clients = Array.from({ length: writers }, () => new pg.Client(settings));
await Promise.all(clients.map(client => client.connect()));

// The package installs itself by shell scripts around psql; this is the order in them.
const sql = join(dirname(createRequire(import.meta.url).resolve('@eventide/message-db/package.json')), 'database');
for (const step of ['roles', 'schema', 'extensions', 'tables', 'types', 'functions', 'indexes', 'views', 'privileges'])
  for (const file of readdirSync(join(sql, step)).sort())
    await clients[0].query(readFileSync(join(sql, step, file), 'utf8'));

// Its lock is held by category, the part of a stream's name before the dash: visitors that
// belong to one category, as a reader of them all needs it, are written one after the other.
const seconds = await timeWriters(events, writers, ({ stream, data }, writer) => clients[writer].query({
  name: 'write',
  text: 'select message_store.write_message($1, $2, $3, $4, $5)',
  values: [data.messageId, stream, data.kind, data, null],
}));

await expectRows(clients[0], 'message_store.messages', events);
await Promise.all(clients.map(client => client.end()));
report({ rival: 'message-db', events, writers, seconds });
