"""One sign-in: to the provider and back. The browser keeps what belongs to it, in a signed cookie."""

import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from accounts.single_sign_on.claims import Claims
from accounts.single_sign_on.id_token import checked
from accounts.single_sign_on.provider import (
    Refused,
    known_provider,
    tokens_for,
    unclear,
    userinfo_for,
)
from accounts.tokens import new_token

COOKIE_SECONDS = 15 * 60
VERIFIER_BYTES = 48  # 64 characters: RFC 7636, section 4.1, asks for 43 to 128
AGAIN = "This sign-in was begun in another window, or too long ago. Please begin again."
CANCELED = "You did not sign in at {name}."
_SALT = "accounts.single_sign_on"


class AskOpenlyError(Refused):
    """The provider can't say silently who this is; `next` is where they wanted to go."""

    def __init__(self, wanted):
        super().__init__(AGAIN)
        self.next = wanted


def begin(next_address, invitation="", *, prompt=""):
    """Return the address at the provider, and what the browser has to keep until it comes back.

    With the `prompt` "login" the provider asks even somebody whom it knows already, with "none" nobody.
    """
    described = known_provider()
    kept = {it: new_token() for it in ("state", "nonce")}
    kept["verifier"] = secrets.token_urlsafe(VERIFIER_BYTES)
    kept |= {"next": next_address, "invitation": invitation, "silent": prompt == "none"}
    challenge = urlsafe_b64encode(sha256(kept["verifier"].encode()).digest()).rstrip(b"=")
    asked = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": callback_address(),
        "scope": " ".join(settings.OIDC_SCOPES),
        "state": kept["state"],
        "nonce": kept["nonce"],
        "code_challenge": challenge.decode(),
        "code_challenge_method": "S256",
    }
    asked |= {"prompt": prompt} if prompt else {}
    address = described["authorization_endpoint"]
    separator = "&" if "?" in address else "?"
    return f"{address}{separator}{urlencode(asked)}", signing.dumps(kept, salt=_SALT)


def finish(kept, query):
    """Return (the Claims of who came back, what was kept: `next`, `invitation`). Raise Refused."""
    try:
        kept = signing.loads(kept, salt=_SALT, max_age=COOKIE_SECONDS)
    except signing.BadSignature:
        raise Refused(AGAIN) from None
    if not constant_time_compare(query.get("state", ""), kept["state"]):
        raise Refused(AGAIN)
    if kept["silent"] and "code" not in query:
        raise AskOpenlyError(kept["next"])
    if query.get("error") == "access_denied":
        raise Refused(CANCELED.format(name=settings.OIDC_NAME))
    if "code" not in query:
        raise unclear("it sent back an error instead of a code")
    described = known_provider()
    found = tokens_for(described, query["code"], kept["verifier"], callback_address())
    signed = checked(described, found.get("id_token"), kept["nonce"])
    told = userinfo_for(described, found.get("access_token"))
    if told and told.get("sub") != signed["sub"]:
        raise unclear("its userinfo is about somebody else")
    return Claims(described["issuer"].rstrip("/"), signed, told), kept


def callback_address():
    """Return the address that the provider has to know of this site."""
    return settings.SITE_URL + reverse("single_sign_on_callback")
