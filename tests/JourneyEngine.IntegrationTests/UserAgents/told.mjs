// Reads the tracker's script and programs' user agents, as {"script", "programs"}; answers which of them, and of people's, the tracker tells.
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const { script, programs } = JSON.parse(await text(process.stdin));
const [, sign] = /agent\s*=\s*(\/.+?\/i)\s*\.test\(navigator\.userAgent\)/s.exec(script);
const tells = new Function('userAgent', `return ${sign}.test(userAgent)`);
// The package's module exports a generator alone, not its data.
const people = JSON.parse(readFileSync(new URL('node_modules/user-agents/dist/user-agents.json', import.meta.url))).map(it => it.userAgent);
const answer = agents => agents.map(agent => ({ agent, told: tells(agent) }));
console.log(JSON.stringify({ programs: answer(programs), people: answer(people) }));
