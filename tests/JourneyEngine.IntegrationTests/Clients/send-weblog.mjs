// Sends page views (Segment page calls as NDJSON on standard input) with the official Segment SDK, as a server's app would.
import { createInterface } from 'node:readline';
import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ host: process.env.JOURNEY_URL, writeKey: process.env.WRITE_KEY, flushAt: 40, flushInterval: 200, maxRetries: 10 });
const errors = [];
analytics.on('error', (error) => errors.push(String(error.reason ?? error.code)));

let sent = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const { name, anonymousId, messageId, timestamp, properties, context } = JSON.parse(line);
  analytics.page({ name, anonymousId, messageId, timestamp: new Date(timestamp), properties, context });
  if (++sent % 200 === 0) await analytics.flush();
}
await analytics.closeAndFlush();
console.log(JSON.stringify({ sent, errors }));
