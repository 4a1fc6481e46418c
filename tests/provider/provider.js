// A certified provider of OpenID Connect for tests/provider: it knows the people in PEOPLE, as JSON.

import Provider from "oidc-provider";

const { ISSUER, SITE, PEOPLE, SECRET } = process.env;
const people = JSON.parse(PEOPLE);

const provider = new Provider(ISSUER, {
  claims: {
    openid: ["sub"],
    email: ["email", "email_verified"],
    profile: ["name"],
    groups: ["groups"],
  },
  clients: [
    {
      client_id: "retros",
      client_secret: SECRET,
      redirect_uris: [`${SITE}/accounts/sign-in/back/`],
      backchannel_logout_uri: `${SITE}/accounts/sign-in/ended/`,
      backchannel_logout_session_required: true,
    },
  ],
  cookies: { keys: [SECRET] },
  features: { backchannelLogout: { enabled: true } },
  // Without the guard that keeps it from calling addresses of its own machine, where the site is.
  fetch: (url, { dispatcher, ...options }) => fetch(url, options),
  findAccount: (context, sub) =>
    people[sub] && { accountId: sub, claims: () => ({ sub, ...people[sub] }) },
});

provider.on("server_error", (context, error) => console.error(error));
for (const event of ["authorization.error", "grant.error", "backchannel.error"])
  provider.on(event, (context, error) => console.error(event, error.message, error.error_detail));
provider.listen(new URL(ISSUER).port, "127.0.0.1");
