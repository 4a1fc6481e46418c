"""The account of whoever comes from the provider: found by identity, linked once, or made."""

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import Identity, Invitation, User
from accounts.single_sign_on.groups import follow_groups
from accounts.single_sign_on.provider import Refused
from accounts.telling import tell

NOT_ALLOWED = "{name} let you in, but this site is for others. Ask an administrator of Retros."
NOT_VERIFIED = (
    "{name} doesn’t vouch for your email address, and without that nobody gets an account here. "
    "Ask whoever runs it to verify your address."
)
NO_ACCOUNT = "You have no account here yet. Ask a colleague who uses Retros to invite you."
LINKED_ALREADY = (
    "The account with your address belongs to another identity at {name}. Ask an administrator."
)
CLOSED = "This account is closed. An administrator can reopen it."


def arrive(claims, invitation=""):
    """Return the account of whoever these Claims are about. Raise Refused.

    Who has none gets one, or takes up the `invitation`, a token. Roles and teams follow the groups.
    Two first sign-ins at once make one account.
    """
    if not claims.is_allowed:
        raise _refused(NOT_ALLOWED)
    try:
        user = _account_of(claims, invitation)
    except IntegrityError:  # somebody was first: the same person in another window
        user = _account_of(claims, invitation)
    if not user.is_active:
        raise Refused(CLOSED)
    if settings.OIDC_GROUPS:
        follow_groups(user, claims.mapped)
    return user


@transaction.atomic
def _account_of(claims, invitation):
    known = Identity.objects.filter(issuer=claims.issuer, subject=claims.subject)
    if identity := known.select_related("user").first():
        return identity.user
    if not claims.is_verified:
        raise _refused(NOT_VERIFIED)
    user = User.objects.filter(email__iexact=claims.email).first()
    if user is None:
        return _new_account(claims, invitation)
    if not user.is_active:
        raise Refused(CLOSED)
    if user.identities.filter(issuer=claims.issuer).exists():
        raise _refused(LINKED_ALREADY)
    _link(user, claims)
    transaction.on_commit(lambda: _tell(user), robust=True)
    return user


def _new_account(claims, invitation):
    person = {"email": claims.email, "display_name": claims.name, "password": None}
    if invited := Invitation.objects.for_token(invitation).first():
        user = invited.accept(**person)
    elif settings.OIDC_JUST_IN_TIME:
        user = User.objects.create_user(**person)
    else:
        user = None
    if user is None:
        raise Refused(NO_ACCOUNT)
    _link(user, claims)
    return user


def _link(user, claims):
    Identity.objects.create(user=user, issuer=claims.issuer, subject=claims.subject)


def _tell(user):
    tell(user, f"You can now sign in with {settings.OIDC_NAME}", "people/email/linked.txt")


def _refused(words):
    return Refused(words.format(name=settings.OIDC_NAME))
