// A person with a browser, in a few lines: follows redirects with cookies, signs in, consents, and comes back to the address
// the app listens at. usage: node browser.mjs ADDRESS MODE
//   agree        says yes                       deny         says no
//   stray        first brings an answer with another state, then the right one
//   forge        brings another state only      issuer       brings another server's name
//   thief        lets somebody else try the code first, without the verifier: TOKEN_ENDPOINT in the environment
//   replay       brings a code that was used before: OLD_CODE in the environment
//   twice        brings the right answer two times; the second must find nobody
//   device       agrees on a device page
const [address, mode = 'agree'] = process.argv.slice(2);
const jar = new Map();

async function get(url, form) {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(url, {
    method: form ? 'POST' : 'GET', redirect: 'manual', headers: { cookie, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
    body: form ? new URLSearchParams(form).toString() : undefined,
  });
  for (const line of answer.headers.getSetCookie()) {
    const [pair] = line.split(';');
    const at = pair.indexOf('=');
    if (pair.length === at + 1) jar.delete(pair.slice(0, at)); else jar.set(pair.slice(0, at), pair.slice(at + 1));
  }
  const next = answer.headers.get('location');
  return { status: answer.status, next: next && new URL(next, url).href, page: await answer.text(), url };
}

const origin = new URL(address).origin;
const field = (page, name) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(page)?.[1] ?? '';

let seen = await get(address);
for (let steps = 0; steps < 20; steps += 1) {
  if (seen.next) {
    if (new URL(seen.next).origin !== origin) break;
    seen = await get(seen.next);
  } else if (seen.page.includes('name="login"')) {
    seen = mode === 'deny' ? await get(`${seen.url}/abort`) : await get(seen.url, { prompt: 'login', login: 'creator', password: 'any' });
  } else if (seen.page.includes('value="consent"')) {
    seen = await get(seen.url, { prompt: 'consent' });
  } else if (seen.page.includes('name="xsrf"')) {
    const code = field(seen.page, 'user_code') || new URL(address).searchParams.get('user_code') || '';
    const confirm = seen.page.includes('name="confirm"') ? { confirm: 'yes' } : {};
    seen = await get(`${origin}/device`, { xsrf: field(seen.page, 'xsrf'), user_code: code, ...confirm });
  } else break;
}
if (mode === 'device') {
  console.log(seen.status, seen.page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 120));
  process.exit(0);
}
if (!seen.next) {
  console.error(`stuck at ${seen.url}: ${seen.status} ${seen.page.slice(0, 300)}`);
  process.exit(1);
}

const back = new URL(seen.next);
const changed = (name, value) => { const other = new URL(back); other.searchParams.set(name, value); return other; };
const bring = async (url) => { const page = await get(url); console.log(page.status, page.page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim()); };
if (mode === 'forge') await bring(changed('state', 'somebody-elses'));
else if (mode === 'issuer') await bring(changed('iss', 'https://evil.example.com'));
else if (mode === 'replay') await bring(changed('code', process.env.OLD_CODE));
else {
  console.log(back.searchParams.get('code'));
  if (mode === 'stray') await bring(changed('state', 'an-older-tab'));
  if (mode === 'thief') {
    await fetch(process.env.TOKEN_ENDPOINT, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({
      grant_type: 'authorization_code', code: back.searchParams.get('code'), redirect_uri: `${back.origin}`, client_id: 'desktop', client_secret: 'fixture-secret', code_verifier: 'x'.repeat(43),
    }) });
  }
  await bring(back);
  if (mode === 'twice') await bring(back).then(() => process.exit(1), () => console.log('nobody listens any more'));
}
