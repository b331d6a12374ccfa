import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import { expectRows, freshDatabase, numbers, report, timeWriters } from './rival.mjs';

const [events, writers] = numbers('events', 'writers');
const connectionString = await freshDatabase('rival_emmett');

// A pool of its own making stops at ten connections and would hold the other writers back.
const pool = new pg.Pool({ connectionString, max: writers });
const store = getPostgreSQLEventStore(connectionString, { connectionOptions: { pool } });
await store.schema.migrate();

// Connections are made before the clock starts, as they are for the other stores.
const warm = await Promise.all(Array.from({ length: writers }, () => pool.connect()));
for (const client of warm) client.release();

const seconds = await timeWriters(events, writers, ({ stream, data }) =>
  store.appendToStream(stream, [{ type: data.kind, data }]));

await expectRows(pool, 'emt_messages', events);
await store.close();
await pool.end();
report({ rival: 'emmett', events, writers, seconds });
