"""A person of the directory: the account that they get here, and what becomes of it."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from scim2_models import (
    ForbiddenException,
    InvalidValueException,
    Meta,
    UniquenessException,
)

from accounts.models import AuditEntry, LastAdministratorError, ScimUser, User
from accounts.single_sign_on import shown_name, usable_email
from retros import models as domain
from retros.scim import resources
from retros.scim.finding import key_of
from retros.scim.following import follow
from retros.scim.texts import must_be_plain

BY_HAND = (
    "An account with this address was made by hand. Retros joins it to this user once its owner "
    "has signed in by single sign-on."
)
CLOSED = "The account with this address is closed. An administrator of Retros can reopen it."
TAKEN = "The account with this address belongs to another user."
NO_EMAIL = "emails must hold an address that can get an email."
LAST_ADMINISTRATOR = "Nobody else can administer Retros. Make somebody else an administrator first."
EMAILS_MAX = 20
_NAMES = ("displayName", "name")


def rows() -> QuerySet[ScimUser]:
    return ScimUser.objects.select_related("user").order_by("created_at", "pk")


def to_resource(row: ScimUser) -> resources.User:
    """Return what the directory is told; whether the account is open is told as it is."""
    told = {name: row.told[name] for name in (*_NAMES, "emails") if name in row.told}
    return resources.User(
        **told,
        id=str(row.pk),
        external_id=row.external_id or None,
        user_name=row.user_name,
        active=row.user.is_active if "active" in row.told else None,
        meta=Meta(
            resource_type="User",
            created=row.created_at,
            last_modified=row.changed_at,
            version=f'W/"{row.version}"',
        ),
    )


def create(resource: resources.User) -> ScimUser:
    """Give somebody their account: a new one, or the one that single sign-on knows to be theirs."""
    email, name = _email_of(resource), _name_of(resource)
    found = User.objects.filter(email__iexact=email).values_list("pk", flat=True).first()
    known = User.objects.lock([found]).get(found) if found else None
    if known:
        _must_be_theirs(known)
    row = ScimUser(
        user=known or User.objects.create_user(email, None, display_name=name),
        made_account=known is None,
    )
    row.changed_at = row.created_at
    if resource.active is None:
        resource.active = True
    _keep(row, resource)
    row.save(force_insert=True)
    AuditEntry.record(AuditEntry.Kind.JOINED_BY_SCIM, thing=row.user, origin=AuditEntry.Origin.SCIM)
    if not resource.active:
        _close(row)
        row.save()
    return row


def update(row: ScimUser, resource: resources.User) -> ScimUser:
    """Let the account follow what the directory says now."""
    row.user = User.objects.lock([row.user_id])[row.user_id]
    email, name = _email_of(resource), _name_of(resource)
    had = _name_of(to_resource(row))
    if resource.active is False:
        _close(row)
    elif resource.active:
        _reopen(row)
    if row.made_account and row.user.is_active:
        if name != had:
            row.user.display_name = name
        if email != row.user.email:
            _change_address(row.user, email)
        row.user.save(update_fields=["display_name", "email"])
    _keep(row, resource)
    row.version += 1
    row.changed_at = timezone.now()
    row.save()
    return row


def delete(row: ScimUser) -> None:
    """Close the account, which stays as what it wrote does; the directory no longer knows it."""
    row.user = User.objects.lock([row.user_id])[row.user_id]
    _close(row)
    row.delete()
    follow(row.user)


def _must_be_theirs(user):
    """An address alone proves nothing: the provider has to have vouched for it once."""
    if not user.is_active:
        raise UniquenessException(detail=CLOSED)
    if hasattr(user, "scim_user"):
        raise UniquenessException(detail=TAKEN)
    issuer = settings.OIDC_ISSUER.rstrip("/")
    if not (issuer and user.identities.filter(issuer=issuer).exists()):
        raise UniquenessException(detail=BY_HAND)


def _change_address(user, email):
    if User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise UniquenessException(detail=TAKEN)
    user.email = email
    EmailAddress.objects.filter(user=user).delete()  # a link for a new password went there, too


def _close(row):
    if not row.user.is_active:
        return
    try:
        domain.close_account(row.user, by=None)
    except LastAdministratorError:
        raise ForbiddenException(detail=LAST_ADMINISTRATOR) from None
    row.closed_as = row.user.times_closed
    AuditEntry.record(AuditEntry.Kind.LEFT_BY_SCIM, thing=row.user, origin=AuditEntry.Origin.SCIM)


def _reopen(row):
    """Only what SCIM closed: an account that an administrator closed stays closed."""
    if row.user.is_active or row.closed_as != row.user.times_closed:
        return
    row.user.reopen()
    kind = AuditEntry.Kind.ACCOUNT_REOPENED
    AuditEntry.record(kind, thing=row.user, origin=AuditEntry.Origin.SCIM)
    follow(row.user)


def _keep(row, resource):
    told = resource.model_dump()
    row.user_name = must_be_plain("userName", resource.user_name, required=True)
    row.user_name_key = key_of(row.user_name)
    row.external_id = must_be_plain("externalId", resource.external_id)
    row.told = {name: told[name] for name in (*_NAMES, "emails", "active") if name in told}
    if not (row.user.is_active or row.user.keeps_name):
        row.told = {name: kept for name, kept in row.told.items() if name not in _NAMES}


def _email_of(resource):
    emails = resource.emails or []
    if len(emails) > EMAILS_MAX:
        raise InvalidValueException(detail=f"emails may hold {EMAILS_MAX} addresses.")
    for each in emails:
        must_be_plain("emails.type", each.type)
        if not usable_email(each.value):
            raise InvalidValueException(detail=NO_EMAIL)
    chosen = next((it for it in emails if it.primary), emails[0] if emails else None)
    if chosen is None:
        raise InvalidValueException(detail=NO_EMAIL)
    return usable_email(chosen.value)


def _name_of(resource):
    name = resource.name or resources.Name()
    parts = (name.given_name or "", name.family_name or "")
    for text in (resource.display_name, name.formatted, *parts):
        must_be_plain("name", text)
    words = resource.display_name or name.formatted or " ".join(parts).strip()
    return shown_name(words, _email_of(resource))
