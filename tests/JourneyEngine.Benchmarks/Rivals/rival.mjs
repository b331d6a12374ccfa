import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';

/** The whole numbers after --name, each of which has to be given. */
export function numbers(...names) {
  const options = Object.fromEntries(names.map(name => [name, { type: 'string' }]));
  const { values } = parseArgs({ options });
  return names.map(name => {
    const number = Number(values[name]);
    if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} needs a whole number above 0.`);
    return number;
  });
}

/** An empty database: rows of an earlier run would make this one slower. */
export async function freshDatabase(name) {
  if (!process.env.RIVAL_DB) throw new Error('RIVAL_DB names no server.');
  const server = new pg.Client({ connectionString: process.env.RIVAL_DB });
  await server.connect();
  await server.query(`drop database if exists ${name} with (force)`);
  await server.query(`create database ${name}`);
  await server.end();
  const uri = new URL(process.env.RIVAL_DB);
  uri.pathname = `/${name}`;
  return uri.href;
}

/**
 * One writer's part of the events, five a visitor. A visitor has one writer only,
 * so that no store is slowed by two writers at the end of one stream.
 */
export function* visits(events, writers, writer) {
  const visitors = Math.ceil(events / 5);
  for (let i = 0; i < events; i++) {
    const visitor = i % visitors;
    if (visitor % writers === writer) yield { stream: `visitor-${visitor}`, data: articleRead(i) };
  }
}

const articleRead = i => ({
  messageId: randomUUID(),
  kind: 'page',
  name: 'article',
  path: `/articles/${i % 50}`,
  referrerHost: 'example.org',
  occurredAt: '2026-01-01T00:00:00Z',
  receivedAt: '2026-01-01T00:00:00Z',
});

/** Seconds until every writer has had each of its events taken by write(visit, writer). */
export async function timeWriters(events, writers, write) {
  const started = performance.now();
  await Promise.all(Array.from({ length: writers }, async (_, writer) => {
    for (const visit of visits(events, writers, writer)) await write(visit, writer);
  }));
  return (performance.now() - started) / 1000;
}

/** A store that lost or doubled an event has no figure worth comparing. */
export async function expectRows(client, table, events) {
  const { rows } = await client.query(`select count(*)::int as stored from ${table}`);
  if (rows[0].stored !== events) throw new Error(`${table} holds ${rows[0].stored} of ${events} events.`);
}

export const report = result => console.log(JSON.stringify(result));
