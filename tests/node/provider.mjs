// A certified OpenID provider for the tests of signing in: it listens on loopback, says where, and ends with its
// standard input. Whoever signs in with the name NAME is NAME@example.test, whose address it has verified unless the
// name begins with "unverified".
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const settings = JSON.parse(process.argv[2]);
const issuer = (port) => `http://127.0.0.1:${port}`;

const jwk = (kid, kind, options) => ({
  ...generateKeyPairSync(kind, options).privateKey.export({ format: "jwk" }),
  use: "sig",
  kid,
});
const keys = [jwk("rsa", "rsa", { modulusLength: 2048 }), jwk("ec", "ec", { namedCurve: "P-256" })];

const server = createServer((request, response) => handle(request, response));
let handle = (_request, response) => response.end();

server.listen(0, "127.0.0.1", () => {
  const { port } = server.address();
  const provider = new Provider(issuer(port), {
    clients: [
      {
        client_id: "talkoot",
        client_secret: settings.secret,
        redirect_uris: [settings.redirect],
        post_logout_redirect_uris: [settings.after],
        backchannel_logout_uri: settings.logout,
        backchannel_logout_session_required: true,
        id_token_signed_response_alg: settings.algorithm ?? "RS256",
      },
    ],
    jwks: { keys },
    enabledJWA: { idTokenSigningAlgValues: ["RS256", "PS256", "ES256"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    cookies: { keys: ["only for tests"] },
    // Its guard lets it speak to nobody on loopback, which is where the tests are.
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
    features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true } },
    pkce: { required: () => true },
    findAccount: (_context, name) => ({
      accountId: name,
      claims: () => ({
        sub: name,
        email: `${name}@example.test`,
        email_verified: !name.startsWith("unverified"),
      }),
    }),
    // Nobody is asked whether the address may be told.
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      });
      grant.addOIDCScope("openid email");
      await grant.save();
      return grant;
    },
  });
  for (const event of ["server_error", "backchannel.error", "authorization.error", "grant.error"]) {
    provider.on(event, (...all) => console.error(event, ...all.filter((one) => one instanceof Error)));
  }
  handle = provider.callback();
  console.log(`listening on ${issuer(port)}`);
});

process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
