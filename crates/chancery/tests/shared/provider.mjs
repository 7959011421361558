// An identity provider as a ministry has one, for a test: says where it is, is told where its visitors go back to, and
// serves until its input ends. Whoever signs in is the account they name.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { default: Provider } = await import(pathToFileURL(`${process.argv[2]}/lib/index.js`));
// What it has to say of itself must not be taken for an answer.
console.info = console.error;
const key = (kind, options) => generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' });
const keys = [
  { ...key('rsa', { modulusLength: 2048 }), use: 'sig', alg: 'RS256', kid: 'one' },
  { ...key('ec', { namedCurve: 'P-256' }), use: 'sig', alg: 'ES256', kid: 'two' },
  { ...key('ed25519'), use: 'sig', alg: 'EdDSA', kid: 'three' },
];
let answer = (_, response) => response.writeHead(503).end();
const server = createServer((request, response) => answer(request, response));
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));

for await (const back of createInterface({ input: process.stdin })) {
  const client = (client_id, id_token_signed_response_alg, more) => ({
    client_id, id_token_signed_response_alg, redirect_uris: [back], post_logout_redirect_uris: [`${new URL(back).origin}/sign-in`], response_types: ['code'],
    grant_types: ['authorization_code'], ...more,
  });
  const secret = process.env.PROVIDER_SECRET;
  const provider = new Provider(`http://127.0.0.1:${server.address().port}`, {
    clients: [
      client('basic', 'RS256', { client_secret: secret, token_endpoint_auth_method: 'client_secret_basic' }),
      client('public', 'ES256', { token_endpoint_auth_method: 'none' }),
      client('edwards', 'EdDSA', { token_endpoint_auth_method: 'none' }),
    ],
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256', 'EdDSA'] },
    jwks: { keys },
    cookies: { keys: ['a test has no secrets'] },
    ttl: { Session: 600, Interaction: 600, Grant: 600, IdToken: 600, AccessToken: 600 },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  });
  answer = provider.callback();
  console.log('ready');
}
process.exit();
