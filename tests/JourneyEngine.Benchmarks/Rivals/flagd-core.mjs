import { FlagdCore } from '@openfeature/flagd-core';
import { numbers, report } from './rival.mjs';

const [limit] = numbers('seconds');

const core = new FlagdCore();
core.setConfigurations(JSON.stringify({
  flags: {
    headline: {
      state: 'ENABLED',
      variants: { a: 'a', b: 'b' },
      defaultVariant: 'b',
      targeting: { if: [{ '==': [{ var: 'stage' }, 'interested'] }, 'a', 'b'] },
    },
  },
}));

const users = ['new', 'interested', 'returning', 'interested'].map((stage, i) => ({ targetingKey: `visitor-${i}`, stage }));

function evaluate(times) {
  for (let i = 0; i < times; i++) {
    const user = users[i % users.length];
    const { value } = core.resolveStringEvaluation('headline', 'none', user);
    if (value !== (user.stage === 'interested' ? 'a' : 'b')) throw new Error(`${user.stage} was given ${value}.`);
  }
}

// The first evaluations run before the code is compiled: a server has those behind it.
evaluate(100_000);

const batch = 1_000;
const started = performance.now();
let evaluations = 0;
let seconds = 0;
while (seconds < limit) {
  evaluate(batch);
  evaluations += batch;
  seconds = (performance.now() - started) / 1000;
}
report({ rival: 'flagd-core', evaluations, seconds });
