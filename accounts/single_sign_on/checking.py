"""What the check of single sign-on shows: the claims of one's own sign-in, and what they mean here."""

import json

from django.conf import settings

from accounts.single_sign_on.claims import Claims
from accounts.single_sign_on.flow import callback_address
from accounts.single_sign_on.groups import teams_called

KEPT = "single_sign_on_claims"
MOST_CHARACTERS, GROUPS_SHOWN = 20_000, 50


def keep_claims(request, claims):
    """Keep an administrator's own claims in their session, and nowhere else."""
    kept = json.dumps([claims.issuer, claims.signed, claims.told])
    if request.user.is_superuser and len(kept) <= MOST_CHARACTERS:
        request.session[KEPT] = kept


def rows_of(session):
    """Return [(what, its words)] for the page. One query with claims, else none."""
    rows = [("Address of this site to enter at the provider", callback_address())]
    if KEPT not in session:
        return rows
    claims = Claims(*json.loads(session[KEPT]))
    found = {
        name.lower() for name in teams_called(claims.mapped.teams).values_list("name", flat=True)
    }
    missing = sorted(name for name in claims.mapped.teams if name.lower() not in found)
    return [
        *rows,
        (
            "Email address",
            f"{claims.email or 'none'}, {'' if claims.is_verified else 'not '}verified",
        ),
        ("Name", claims.name),
        (f"Groups, from the claim “{settings.OIDC_GROUPS_CLAIM}”", _listed(claims.groups)),
        ("Role by groups", claims.mapped.role or "none"),
        ("Teams by groups", _listed(sorted(claims.mapped.teams))),
        ("Teams that don’t exist here yet", _listed(missing)),
        ("Names of all claims", _listed(sorted({*claims.signed, *claims.told}))),
    ]


def _listed(names):
    shown = ", ".join(names[:GROUPS_SHOWN]) or "none"
    return shown if len(names) <= GROUPS_SHOWN else f"{shown} and {len(names) - GROUPS_SHOWN} more"
