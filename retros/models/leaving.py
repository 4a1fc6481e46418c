"""What becomes of somebody's part in the site when their account is closed."""

from django.db import transaction
from django.db.models import F, Q

from accounts.models import User
from retros.models.action_item import ActionItem
from retros.models.digest import Digest
from retros.models.outcome_mail import OutcomeMail, OutcomeRequest
from retros.models.owned_feed import CalendarFeed, PathFeed
from retros.models.question_mail import QuestionMail
from retros.models.retrospective import Retrospective
from retros.models.saved_search import SavedSearch
from retros.models.version import Version


def open_actions_of(person: User):
    """Return the open action items that `person` owns, also those in drafts."""
    return ActionItem.objects.still_open().filter(owner=person)


def drafts_only_of(person: User):
    """Return the drafts, also those in the trash, that nobody but `person` may edit."""
    mine = Q(created_by=person) | Q(facilitator=person) | Q(invited=person)
    drafts = Retrospective.objects.filter(mine, status=Retrospective.Status.DRAFT)
    alone = drafts.filter(
        Q(created_by=None) | Q(created_by=person),
        Q(facilitator=None) | Q(facilitator=person),
        project__team=None,
    )
    return alone.exclude(invited__in=User.objects.exclude(pk=person.pk)).distinct()


def close_account(person: User, *, by: User | None) -> bool:
    """Close an account and hand its open action items to their teams.

    Return False, with nothing changed, if somebody closed it in the meantime.

    Sessions, feeds and the weekly email end; drafts stay with the people who share them. Nothing of
    this comes back when the account is reopened. Raise LastAdministratorError, with nothing changed,
    if no administrator would be left. A few queries, and about a dozen for each published
    retrospective with an open action item of this person.
    """
    with transaction.atomic():
        if not person.is_still_open():
            return False
        owned = Q(action_items__in=open_actions_of(person))
        for retrospective in Retrospective.objects.filter(owned).distinct().order_by("pk"):
            Version.objects.before_change(retrospective, by=by)
        open_actions_of(person).update(owner=None, version=F("version") + 1)
        SavedSearch.objects.filter(owner=person).update(token_hash="")
        CalendarFeed.objects.filter(owner=person).delete()
        PathFeed.objects.filter(owner=person).delete()
        Digest.objects.filter(user=person).delete()
        QuestionMail.objects.filter(user=person).delete()
        OutcomeMail.objects.filter(user=person).delete()
        OutcomeRequest.objects.filter(user=person).delete()
        person.close()
    return True
