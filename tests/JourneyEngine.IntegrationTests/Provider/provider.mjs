// A certified OpenID Connect provider for one client: provider.mjs <port> <redirect uri> <client id> <client secret>
// Whoever signs in as "dana.analyst" has the role that the name ends with; any password will do.
import Provider from 'oidc-provider';

const [port, redirect, clientId, clientSecret] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirect], token_endpoint_auth_method: 'client_secret_post' }],
  claims: { openid: ['sub'], profile: ['name', 'roles'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: id.split('.')[0], roles: id.split('.').slice(1) }) }),
  pkce: { required: () => true },
});
provider.listen(port, '127.0.0.1', () => console.log('listening'));
