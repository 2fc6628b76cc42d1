// An OAuth 2 server that we did not write (oidc-provider), with one page of YouTube's API behind it, so that our sign-in runs
// from the first address to the first answer. Loopback only. Its first line on stdout is where it listens.
//
// It is set to the shape of Google's flow: consent at /o/oauth2/v2/auth, tokens at /token, Google's scopes, an app with a
// secret. Where it differs from Google it is stricter: PKCE is forced, refresh tokens rotate, a second use of a code or a
// refresh token ends the whole grant, and `iss` stands in every answer.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const google = (name) => `https://www.googleapis.com/auth/${name}`;
const scopes = ['youtube.readonly', 'yt-analytics.readonly', 'yt-analytics-monetary.readonly', 'adsense.readonly'].map(google);

// What the tests may change: seconds an access token lives, and how many answers of the token endpoint are to get lost.
const settings = { access_seconds: 3600, lose_answers: 0 };

const server = createServer();
await new Promise((done) => server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', done));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'desktop', client_secret: 'fixture-secret', application_type: 'native', token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: ['http://127.0.0.1/', 'http://127.0.0.1'], grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
    },
    {
      client_id: 'television', application_type: 'native', token_endpoint_auth_method: 'none', redirect_uris: [],
      grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'], response_types: [],
    },
  ],
  routes: { authorization: '/o/oauth2/v2/auth', token: '/token', revocation: '/revoke' },
  scopes: ['openid', 'offline_access', ...scopes],
  pkce: { required: (_, client) => client.clientId === 'desktop' },
  rotateRefreshToken: true,
  issueRefreshToken: () => true,
  ttl: {
    AccessToken: () => settings.access_seconds, RefreshToken: 86_400, AuthorizationCode: 60, DeviceCode: 120, Interaction: 600, Session: 3600, Grant: 86_400, IdToken: 600,
  },
  features: { devInteractions: { enabled: true }, revocation: { enabled: true }, deviceFlow: { enabled: true } },
  cookies: { keys: ['fixture'] },
  findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
});

const channel = {
  kind: 'youtube#channelListResponse',
  items: [{
    kind: 'youtube#channel', id: 'UCpeer00000000000000001',
    snippet: { title: 'Camille Arnaud', customUrl: '@camilleatelier', publishedAt: '2023-12-01T05:00:00Z', country: 'FR' },
    statistics: { viewCount: '812345', subscriberCount: '3920', hiddenSubscriberCount: false, videoCount: '61' },
    contentDetails: { relatedPlaylists: { uploads: 'UUpeer00000000000000001' } },
  }],
};

async function text(request) {
  let body = '';
  for await (const part of request) body += part;
  return body;
}

function json(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

const inner = provider.callback();
server.on('request', async (request, response) => {
  const { pathname } = new URL(request.url, issuer);
  if (pathname === '/control') {
    Object.assign(settings, JSON.parse(await text(request)));
    return json(response, 200, settings);
  }
  if (pathname === '/youtube/v3/channels') {
    const token = await provider.AccessToken.find((request.headers.authorization ?? '').replace('Bearer ', ''));
    if (token?.isValid && token.scope.split(' ').includes(scopes[0])) return json(response, 200, channel);
    return json(response, 401, { error: { code: 401, message: 'Invalid Credentials', errors: [{ reason: 'authError' }], status: 'UNAUTHENTICATED' } });
  }
  if (pathname === '/token' && settings.lose_answers > 0) {
    settings.lose_answers -= 1;
    // the server does what was asked, and the line breaks before a byte of its answer
    response.end = () => { request.socket.destroy(); return response; };
    response.write = () => true;
  }
  return inner(request, response);
});
console.log(issuer);
