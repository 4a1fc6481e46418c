"""What the check of single sign-on shows: the claims of one's own sign-in, what they mean here, and SCIM."""

import json

from django.conf import settings
from django.utils.formats import date_format

from accounts.models import Installation, ScimGroup, ScimUser
from accounts.single_sign_on.claims import Claims
from accounts.single_sign_on.flow import callback_address
from accounts.single_sign_on.groups import missing_teams

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
        ("Teams that don’t exist here yet", _listed(missing_teams(claims.groups))),
        ("Names of all claims", _listed(sorted({*claims.signed, *claims.told}))),
    ]


def rows_of_scim():
    """Return [(what, its words)] about SCIM. Four queries while it is on, else none."""
    if not settings.SCIM_TOKEN:
        return [("SCIM", "Off. SCIM_TOKEN turns it on.")]
    called_on = Installation.of_this_site().scim_called_on
    last = f"The last call came on {date_format(called_on)}." if called_on else "No call came yet."
    groups = list(ScimGroup.objects.values_list("display_name", flat=True))
    people = ScimUser.objects.count()
    return [
        ("SCIM", f"On. {last}"),
        ("Address of this site to enter in the directory", f"{settings.SITE_URL}/scim/v2"),
        ("Accounts that the directory manages", str(people)),
        ("Groups of the directory", _listed(sorted(groups))),
        ("Teams of these groups that don’t exist here yet", _listed(missing_teams(groups))),
    ]


def _listed(names):
    shown = ", ".join(names[:GROUPS_SHOWN]) or "none"
    return shown if len(names) <= GROUPS_SHOWN else f"{shown} and {len(names) - GROUPS_SHOWN} more"
