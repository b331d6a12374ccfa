import { randomBytes } from 'node:crypto';
import { freshDatabase, numbers, report } from './rival.mjs';

// A server that is asked to stop while a request hangs on would stay up for longer than its caller waits.
process.once('SIGTERM', () => setTimeout(() => process.exit(0), 4_000).unref());

const [port] = numbers('port');
const databaseUrl = await freshDatabase('rival_unleash');

const admin = `*:*.${randomBytes(28).toString('hex')}`;
const frontend = `default:development.${randomBytes(28).toString('hex')}`;
// Not given to start(): it cannot turn telemetry off there, and some are read while the module loads.
Object.assign(process.env, {
  NODE_ENV: 'production',
  DATABASE_SSL: 'false',
  SEND_TELEMETRY: 'false',
  CHECK_VERSION: 'false',
  INIT_ADMIN_API_TOKENS: admin,
  INIT_FRONTEND_API_TOKENS: frontend,
});
const { start } = await import('unleash-server');
await start({ databaseUrl, server: { host: '127.0.0.1', port }, logLevel: 'fatal' });

const server = `http://127.0.0.1:${port}`;
const project = `${server}/api/admin/projects/default/features`;

async function change(url, body) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: admin, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`POST ${url} answered ${answer.status}: ${await answer.text()}`);
}

await change(project, { name: 'headline' });
await change(`${project}/headline/environments/development/strategies`, {
  name: 'flexibleRollout',
  parameters: { rollout: '50', stickiness: 'userId', groupId: 'headline' },
});
await change(`${project}/headline/environments/development/on`, {});

async function isEnabledAt(url) {
  const answer = await fetch(url, { headers: { authorization: frontend } });
  if (!answer.ok) throw new Error(`GET ${url} answered ${answer.status}: ${await answer.text()}`);
  const { toggles } = await answer.json();
  return toggles.some(toggle => toggle.name === 'headline' && toggle.enabled);
}

const urls = Array.from({ length: 20 }, (_, i) => `${server}/api/frontend?userId=visitor-${i}`);

async function enabledUrls() {
  const answers = await Promise.all(urls.map(isEnabledAt));
  return urls.filter((_, i) => answers[i]);
}

// The server's evaluator learns of a change some seconds after it.
const deadline = Date.now() + 30_000;
while ((await enabledUrls()).length === 0) {
  if (Date.now() > deadline) throw new Error('The feature is still off for every user.');
  await new Promise(resolve => setTimeout(resolve, 250));
}

// Asked once more, because the change may have arrived between two of those answers.
const enabled = await enabledUrls();
if (enabled.length === urls.length) throw new Error('The feature is on for every user: nothing is decided.');

report({ rival: 'unleash', url: enabled[0], authorization: frontend });
