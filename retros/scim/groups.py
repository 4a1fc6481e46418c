"""A group of the directory: who belongs to it gets what OIDC_GROUPS says of its name."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from scim2_models import InvalidValueException, Meta, Reference

from accounts.models import ScimGroup, ScimUser, User
from accounts.single_sign_on import map_groups
from retros.scim import resources
from retros.scim.following import follow
from retros.scim.texts import must_be_plain

NO_MEMBER = "members must hold the ids of users."


def rows() -> QuerySet[ScimGroup]:
    return ScimGroup.objects.prefetch_related("members").order_by("created_at", "pk")


def to_resource(row: ScimGroup) -> resources.Group:
    return resources.Group(
        id=str(row.pk),
        external_id=row.external_id or None,
        display_name=row.display_name,
        members=[_member(it.pk) for it in row.members.all()] or None,
        meta=Meta(
            resource_type="Group",
            created=row.created_at,
            last_modified=row.changed_at,
            version=f'W/"{row.version}"',
        ),
    )


def create(resource: resources.Group) -> ScimGroup:
    return _written(ScimGroup(version=0), resource)


def update(row: ScimGroup, resource: resources.Group) -> ScimGroup:
    return _written(row, resource)


def delete(row: ScimGroup) -> None:
    """Take from its members what the group gave them."""
    name, members = row.display_name, _members_of(row)
    _lock(members)
    row.delete()
    _follow(members, [name])


def _written(row, resource):
    name = row.display_name
    before = _members_of(row) if name else set()
    row.display_name = must_be_plain("displayName", resource.display_name, required=True)
    row.external_id = must_be_plain("externalId", resource.external_id)
    row.version += 1
    row.changed_at = timezone.now() if row.version > 1 else row.created_at
    row.save()
    after = _ids_of(resource.members or [])
    _lock(before | after)
    row.members.set(after)
    changed = before ^ after if name == row.display_name else before | after
    _follow(changed, [name, row.display_name])
    return rows().get(pk=row.pk)


def _members_of(row):
    return set(row.members.values_list("pk", flat=True))


def _lock(members):
    """Lock users before what belongs to them, as a change of one of them does."""
    list(ScimUser.objects.filter(pk__in=members).select_for_update().order_by("pk").values("pk"))


def _ids_of(members):
    try:
        wanted = {UUID(it.value) for it in members}
    except (ValueError, TypeError, AttributeError):
        raise InvalidValueException(detail=NO_MEMBER) from None
    known = set(ScimUser.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - known:
        raise InvalidValueException(detail=NO_MEMBER)
    return known


def _follow(members, names):
    """Closed accounts get nothing; they follow when they are reopened."""
    if map_groups(names) == map_groups([]):
        return
    people = User.objects.filter(scim_user__in=members, is_active=True).order_by("pk")
    User.objects.lock(people.values("pk"))
    for user in people:
        follow(user)


def _member(pk):
    return resources.Member(value=str(pk), ref=Reference(f"Users/{pk}"), type="User")
