"""Ending sessions when the provider says so: OpenID Connect Back-Channel Logout 1.0."""

from django.core.cache import cache

from accounts.models import BrowserSession, Identity
from accounts.single_sign_on.id_token import signed_claims
from accounts.single_sign_on.provider import known_provider, unclear
from accounts.tokens import hash_token

EVENT = "http://schemas.openid.net/event/backchannel-logout"
REQUIRED = ["iss", "aud", "exp", "iat", "jti", "events"]
KEPT_SECONDS = 60 * 60  # for how long a token that was used is refused


def log_out(token):
    """End the sessions that a logout token names. Raise Refused.

    `sid` names one session of the provider. Without it, or if no session here is known by it, all
    sessions of the person `sub` end.
    """
    described = known_provider()
    claims = signed_claims(described, token, REQUIRED)
    _must_be_a_logout(claims)
    issuer = described["issuer"].rstrip("/")
    owners = Identity.objects.filter(issuer=issuer)
    if isinstance(subject := claims.get("sub"), str):
        owners = owners.filter(subject=subject)
    ended = BrowserSession.objects.filter(user__identities__in=owners)
    ended = ended.filter(provider_session=provider_session(issuer, claims))
    if claims.get("sid") and ended.exists():
        ended.end()
    elif subject:
        for identity in owners.select_related("user"):
            identity.user.sign_out_everywhere()


def provider_session(issuer, claims):
    """Return how a session here is known by the provider’s `sid`; "" where it names none."""
    sid = claims.get("sid")
    return hash_token(f"{issuer} {sid}") if sid and isinstance(sid, str) else ""


def _must_be_a_logout(claims):
    events = claims["events"]
    if not (isinstance(events, dict) and isinstance(events.get(EVENT), dict)):
        raise unclear("a logout token is no logout token")
    if "nonce" in claims:
        raise unclear("a logout token has a nonce, so it could be an ID token")
    if not all(isinstance(claims.get(it, ""), str) for it in ("sub", "sid", "jti")):
        raise unclear("a logout token can’t be read")
    if not (claims.get("sub") or claims.get("sid")):
        raise unclear("a logout token names neither a person nor a session")
    if not cache.add(f"logout:{hash_token(claims['jti'])}", True, KEPT_SECONDS):
        raise unclear("a logout token came twice")
