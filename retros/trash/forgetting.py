"""Forget a person at their wish: their account and all that is theirs alone."""

from django.db import transaction

from accounts.models import AuditEntry, User
from retros.models import Erasure, close_account, drafts_only_of
from retros.trash.erasing import erase_retrospective

FORGOTTEN = "person"  # as Erasure calls them


def forget(person: User, *, origin: AuditEntry.Origin = AuditEntry.Origin.WEB) -> None:
    """Delete the account of `person`, and the drafts that nobody else may edit.

    What they wrote with others or published stays without their name. Raise LastAdministratorError,
    with nothing changed, if no administrator would be left. As many queries as `close_account`, and
    about fifty more for each erased draft.
    """
    with transaction.atomic():
        close_account(person, by=None)
        for pk in list(drafts_only_of(person).values_list("pk", flat=True)):
            erase_retrospective(pk, {})
        Erasure.objects.note(FORGOTTEN, [person.pk])
        AuditEntry.record(AuditEntry.Kind.ACCOUNT_FORGOTTEN, by=person, thing=person, origin=origin)
        person.delete()
