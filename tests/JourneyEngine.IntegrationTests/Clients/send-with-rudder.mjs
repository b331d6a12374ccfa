// Sends three tracked events with the official RudderStack SDK.
import RudderAnalytics from '@rudderstack/rudder-sdk-node';

const analytics = new RudderAnalytics(process.env.WRITE_KEY, { dataPlaneUrl: process.env.JOURNEY_URL, flushAt: 20, flushInterval: 200 });
for (const event of ['Viewed', 'Added', 'Bought']) analytics.track({ anonymousId: 'rudder-visitor', event, properties: { price: 3 } });
const errors = [];
await new Promise((resolve) => analytics.flush((error) => { if (error) errors.push(String(error)); resolve(); }));
console.log(JSON.stringify({ sent: 3, errors }));
process.exit(0);
