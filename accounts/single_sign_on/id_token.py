"""Checking what the provider signed: OpenID Connect Core 1.0, section 3.1.3.7."""

import jwt
from django.conf import settings
from django.utils.crypto import constant_time_compare

from accounts.single_sign_on.provider import ask, unclear

# Signatures by a key pair: never none, and nothing that our own secret could sign.
ALGORITHMS = [f"{kind}{size}" for kind in ("RS", "PS", "ES") for size in (256, 384, 512)]
ALGORITHMS.append("EdDSA")
LEEWAY_SECONDS = 60  # between two clocks
REQUIRED = ["iss", "aud", "exp", "iat", "sub"]
SUBJECT_MAX = 255
WHY = {
    jwt.ExpiredSignatureError: "the ID token has expired",
    jwt.InvalidAudienceError: "the ID token is for another site than OIDC_CLIENT_ID",
    jwt.InvalidIssuerError: "the ID token is by another issuer",
    jwt.ImmatureSignatureError: "the ID token is from the future; compare the clocks",
    jwt.InvalidSignatureError: "the signature of the ID token is wrong",
    jwt.MissingRequiredClaimError: "the ID token lacks something",
}


def checked(described, token, nonce):
    """Return the claims of an ID token that was made for this sign-in. Raise Refused."""
    if not isinstance(token, str):
        raise unclear("it sent no ID token")
    claims = signed_claims(described, token, REQUIRED)
    _must_be_for_us(claims, nonce)
    return claims


def signed_claims(described, token, required):
    """Return the claims of a token that the provider signed, for us and for now. Raise Refused."""
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise unclear("the ID token is not signed by a key pair")
        key = _key(described, header)
        claims = jwt.decode(
            *(token, key.key, [header["alg"]]),
            audience=settings.OIDC_CLIENT_ID,
            issuer=described["issuer"],
            leeway=LEEWAY_SECONDS,
            options={"require": required},
        )
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError) as error:
        raise unclear(WHY.get(type(error), "the ID token can’t be read")) from None
    return claims


def _key(described, header):
    """The provider's key that signed; by its name, or the only one."""
    keys = jwt.PyJWKSet.from_dict(ask(described["jwks_uri"])).keys
    usable = [key for key in keys if key.public_key_use in (None, "sig")]
    named = (
        [key for key in usable if key.key_id == header.get("kid")] if "kid" in header else usable
    )
    if len(named) != 1:
        raise unclear("the key that signed the ID token is not among the provider’s")
    return named[0]


def _must_be_for_us(claims, nonce):
    if not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise unclear("the ID token is for another sign-in")
    party = claims.get("azp", settings.OIDC_CLIENT_ID)
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if party != settings.OIDC_CLIENT_ID or (several and "azp" not in claims):
        raise unclear("the ID token is for another site than OIDC_CLIENT_ID")
    subject = claims["sub"]
    if not (isinstance(subject, str) and 0 < len(subject) <= SUBJECT_MAX and subject.isprintable()):
        raise unclear("the ID token names nobody")
