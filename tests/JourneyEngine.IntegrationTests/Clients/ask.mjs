// Asks for a slot's content with the official OpenFeature SDK: ask.mjs <slot> <visitor>
import { OpenFeature } from '@openfeature/server-sdk';
import { OFREPProvider } from '@openfeature/ofrep-provider';

const [slot, visitor] = process.argv.slice(2);
await OpenFeature.setProviderAndWait(new OFREPProvider({
  baseUrl: process.env.JOURNEY_URL,
  headers: [['Authorization', `Bearer ${process.env.WRITE_KEY}`]],
}));
const details = await OpenFeature.getClient().getStringDetails(slot, 'fallback', { targetingKey: visitor, email: 'somebody@example.org' });
console.log(JSON.stringify(details));
await OpenFeature.close();
