// JourneyEngine's tracker. It knows no id: who the visitor is stands in a cookie that no script can read.
// <script src="/journey.js" data-key="wk_..." data-consent="required|measure" data-auto="false" data-spa="true" defer></script>
// It is served without the comments and the indentation (LeanScript): a comment has its lines to itself, and no text spans lines.
(() => {
  'use strict';
  const script = document.currentScript;
  if (!script || (window.journey && window.journey.track)) return;

  const { key, consent: rule, auto, spa } = script.dataset;
  const base = new URL('.', script.src).href;
  const prefix = 'journey:' + key + ':';
  const gpc = navigator.globalPrivacyControl === true;
  // Messages that may wait; characters sent at once, of which three bytes each are still what a beacon may carry; milliseconds.
  const most = 200;
  const largest = 2e4;
  const patience = 3e4;

  // Messages lie one by one in localStorage, so tabs never overwrite each other's; in memory where it is blocked or full.
  let store = {};
  try { store = localStorage || store; } catch (blocked) {}
  const get = name => store[prefix + name];
  const drop = name => delete store[prefix + name];
  const put = (name, value) => {
    try { store[prefix + name] = value; } catch (full) { store = Object.assign({}, store, { [prefix + name]: value }); }
  };

  const choices = () => JSON.parse(get('choices') || '{}');
  const chosen = value => Object.keys(choices()).filter(it => choices()[it] === value);
  const measured = () => {
    const { measure } = choices();
    return measure === undefined ? rule !== 'required' : measure;
  };

  let from = document.referrer.split('/').slice(0, 3).join('/');
  let leaving = false;
  // Named on this very page.
  let fresh = false;
  // The messages of which an answer is awaited, and whether each goes alone, because one in a batch was unbearable.
  let flying = [];
  let singly = false;
  // The server wants nothing before the one, and after failures we do not ask before the other.
  let until = 0;
  let again = 0;
  let tries = 0;
  let turn = Promise.resolve();

  const uuid = () => crypto.randomUUID ? crypto.randomUUID() : '10000000-1000-4000-8000-100000000000'.replace(/[018]/g,
    it => (it ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> it / 4).toString(16));

  const messages = () => Object.keys(store).filter(it => it.startsWith(prefix + 'm:')).sort();

  const next = () => {
    let size = 0;
    return messages().filter(it => !flying.includes(it) && it.slice(prefix.length + 2).split(':')[0] <= Date.now()
      && (size += store[it].length) <= largest).slice(0, singly ? 1 : most);
  };

  const batch = keys =>
    `{"writeKey":${JSON.stringify(key)},"sentAt":"${new Date().toISOString()}","batch":[${keys.map(it => store[it])}]}`;

  const ask = async (path, body, options) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patience);
    try {
      const answer = await fetch(base + path, Object.assign({ method: 'POST', body, keepalive: true, signal: stop.signal }, options));
      if (answer.status === 429 || answer.status >= 500) throw answer;
      return answer;
    } finally {
      clearTimeout(timer);
    }
  };

  const said = () => JSON.stringify({
    writeKey: key, granted: chosen(true), refused: chosen(false), language: document.documentElement.lang || navigator.language,
  });

  const name = async () => {
    if (get('named')) return true;
    if ((await ask('v1/visitor', said())).status !== 200) return false;
    put('named', 1);
    return fresh = true;
  };

  const tell = async () => {
    const choice = get('unsaid');
    if (!choice) return;
    if (measured()) await name();
    if (get('named')) {
      await ask('v1/privacy/consent', said());
      if (!measured()) await ask('v1/visitor', null, { method: 'DELETE' });
    }
    if (!measured()) drop('named');
    if (get('unsaid') === choice) drop('unsaid');
  };

  const send = async () => {
    if (Date.now() < Math.max(until, again)) return;
    try {
      await tell();
      for (let keys; measured() && (keys = next()).length;) {
        const known = await name();
        flying = keys;
        const answer = known && await ask('v1/batch', batch(keys));
        // The cookie is gone: the same messages again, under a new one.
        if (known && answer.ok && !fresh && (await answer.json()).receipts.some(it => /^no visitor/.test(it.reason))) drop('named');
        else if (known && answer.status === 400 && keys[1]) singly = true;
        else keys.forEach(it => delete store[it]);
        flying = [];
      }
      singly = false;
      tries = 0;
    } catch (failure) {
      flying = [];
      again = Date.now() + Math.min(1e3 * 2 ** tries++, 3e5) * (1 + Math.random()) / 2;
      until = Date.now() + 1e3 * (failure.headers && failure.headers.get('Retry-After') || 0);
      setTimeout(flush, Math.max(until, again) - Date.now() + 1);
    }
  };

  // One at a time, in all tabs. What another tab has just deleted is seen here a moment later, so whoever had to wait waits for that, too.
  const alone = work => {
    const done = turn.then(() => {
      const asked = Date.now();
      return navigator.locks ? navigator.locks.request(prefix, async () => {
        if (Date.now() - asked > 9) await new Promise(it => setTimeout(it, 99));
        return work();
      }) : work();
    });
    turn = done.catch(() => {});
    return done;
  };
  const flush = () => alone(send);

  // Nobody hears whether a beacon arrived: its messages stay for a second try, in which the server knows them by their ids.
  const leave = () => {
    leaving = true;
    const keys = next();
    if (!keys.length || !measured() || !get('named') || Date.now() < until || !navigator.sendBeacon(base + 'v1/batch', batch(keys))) return;
    for (const it of keys) {
      put(`m:${Date.now() + patience}:${it.split(':').pop()}`, store[it]);
      delete store[it];
    }
  };

  // The engine has the list of programs; whoever cannot be on it says nothing of the browser: one that looks like a usual browser's, with nothing after it.
  const agent = /bot|spider|headless|http|preview|google|agent|scan|check|compatible|scrap|\.com?\b|gecko[;,]|(Safari|Firefox)\/[^ ]+ (?!Edg|OP|Ddg|Brave)|^(?!Mozilla\/5\.0 \()/i
    .test(navigator.userAgent) ? navigator.userAgent : undefined;

  const keep = (type, what, properties) => {
    if (!measured()) return;
    const search = (location.search + location.hash).split(/[?#&]/).filter(it => /(^|;)utm_(source|medium|campaign|term|content)=/i.test(it)).join('&');
    const messageId = uuid();
    const message = JSON.stringify({
      type, messageId, [type === 'track' ? 'event' : 'name']: what, properties, timestamp: new Date().toISOString(),
      context: {
        page: { url: location.origin, path: location.pathname, referrer: from || undefined, search: search ? '?' + search : undefined },
        userAgent: agent,
        consent: { categoryPreferences: Object.assign(choices(), gpc && { personalize: false }) },
      },
    });
    if (message.length > largest) return;
    messages().slice(0, 1 - most).forEach(it => delete store[it]);
    put(`m:${Date.now()}:${messageId}`, message);
    if (leaving) leave();
    else setTimeout(flush);
  };

  const page = (what, properties) => keep('page', what, properties);

  const track = (what, properties) => keep('track', what, properties);

  const consent = given => {
    const before = measured();
    const choice = JSON.stringify(Object.assign(choices(), given));
    put('choices', choice);
    put('unsaid', choice);
    if (!measured()) messages().forEach(it => delete store[it]);
    else if (!before && auto !== 'false') page();
    setTimeout(flush);
  };

  const bearer = { Authorization: 'Bearer ' + key };

  // What was just done counts in what is decided. Without consent nobody is named, and the page's own content stays.
  const decide = async (slot, value) => {
    const own = { key: slot, value, reason: 'DEFAULT' };
    if (gpc || !measured() || choices().personalize === false) return own;
    try {
      await flush();
      const answer = Date.now() >= until && await alone(name) && await ask('ofrep/v1/evaluate/flags/' + slot.split('/').map(encodeURIComponent).join('/'), '{"context":{}}',
        { headers: Object.assign({ 'Content-Type': 'application/json' }, bearer) });
      return answer.ok ? await answer.json() : own;
    } catch (failure) {
      return own;
    }
  };

  // Takes what decide answered: once it is seen, where the slot counts only what is.
  const shown = ({ metadata }) => metadata && metadata.decisionId
    && ask('v1/decisions/' + metadata.decisionId + '/shown', null, { headers: bearer }).catch(() => {});

  addEventListener('online', () => { again = 0; flush(); });
  addEventListener('pagehide', leave);
  addEventListener('pageshow', it => {
    leaving = false;
    if (it.persisted && auto !== 'false') page();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') return leave();
    leaving = false;
    flush();
  });
  document.addEventListener('click', it => {
    const declared = it.target.closest && it.target.closest('[data-journey-track]');
    if (declared) track(declared.dataset.journeyTrack);
  }, true);

  if (spa === 'true') {
    let path = location.pathname;
    const moved = () => {
      if (path === location.pathname) return;
      path = location.pathname;
      from = '';
      page();
    };
    for (const way of ['pushState', 'replaceState']) {
      const own = history[way];
      history[way] = function () { own.apply(this, arguments); moved(); };
    }
    addEventListener('popstate', moved);
  }

  window.journey = { page, track, consent, decide, shown };
  const start = () => { if (auto !== 'false') page(); flush(); };
  if (document.prerendering) document.addEventListener('prerenderingchange', start, { once: true });
  else start();
})();
