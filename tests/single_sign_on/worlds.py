"""A provider of single sign-on in memory, which can break each rule."""

import io
import json
import time
from base64 import urlsafe_b64encode
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

ISSUER, CLIENT = "https://login.example.com", "retros"
KEY, OTHER_KEY = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
GRACE = {"sub": "grace", "email": "grace@example.org", "email_verified": True, "name": "Grace"}


class Provider:
    """What it says of itself and of one person. Tests change what they want to be wrong."""

    def __init__(self):
        self.described = {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/keys",
            "userinfo_endpoint": f"{ISSUER}/userinfo",
        }
        self.person = dict(GRACE)
        self.signed, self.told = {}, {}  # what differs in the ID token, and in userinfo
        self.header, self.key, self.algorithm = {"kid": "one"}, KEY, "ES256"
        self.answers, self.asked, self.nonce = {}, {}, ""

    def open(self, request, timeout):
        """Answer as a server would."""
        path = urlsplit(request.full_url).path
        self.asked[path] = (request, dict(parse_qsl((request.data or b"").decode())))
        found = self.answers.get(path)
        if isinstance(found, list):  # one after the other
            found = found.pop(0) if found else None
        if isinstance(found, int):
            raise HTTPError(request.full_url, found, "refused", {}, None)
        if isinstance(found, Exception):
            raise found
        if found is None:
            found = json.dumps(self._answer(path)).encode()
        return io.BytesIO(found)

    def _answer(self, path):
        public = jwt.algorithms.ECAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        return {
            "/.well-known/openid-configuration": self.described,
            "/keys": {"keys": [public | {"kid": "one", "use": "sig"}]},
            "/token": {"access_token": "a", "id_token": self.token()},
            "/userinfo": self.person | self.told,
        }[path]

    def token(self):
        now = int(time.time())
        own = {"iss": ISSUER, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": self.nonce}
        claims = own | {"sub": self.person["sub"]} | self.signed
        claims = {name: it for name, it in claims.items() if it is not None}
        if self.algorithm == "none":
            parts = ({"alg": "none", **self.header}, claims)
            return ".".join(map(_part, parts)) + "."
        return jwt.encode(claims, self.key, self.algorithm, self.header)


def _part(content):
    return urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def sign_in(browser, provider, next_address="", invitation="", **query):
    """Go to the provider and come back, as a browser does; return the last answer."""
    begun = browser.get("/accounts/sign-in/", {"next": next_address, "invitation": invitation})
    if begun.status_code != 302:
        return begun
    asked = dict(parse_qsl(urlsplit(begun["Location"]).query))
    provider.nonce = provider.nonce or asked["nonce"]
    sent = {"code": "c", "state": asked["state"]} | query
    return browser.get("/accounts/sign-in/back/", {name: it for name, it in sent.items() if it})


def unknown_client():
    told = io.BytesIO(b'{"error": "invalid_client"}')
    return HTTPError(f"{ISSUER}/token", 401, "refused", {}, told)


DOWN = URLError("no route")
