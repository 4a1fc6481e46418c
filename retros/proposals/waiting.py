"""Whose turn it is in the workbench: published retrospectives without lessons, in order."""

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import Reader
from retros.access import proposable_retrospectives
from retros.models import KickoffLesson, Lesson, Retrospective, RetrospectiveQuerySet

FEW = 3  # lessons; from so many on, an editor proposes none
_LOOKED_AHEAD = 40  # retrospectives in which the next proposal is looked for
_TEXTS = ("decisions", "observations", "action_items", "lessons", "decided_proposals")


def waiting(user: Reader, *, including: int | None = None) -> RetrospectiveQuerySet:
    """Return those without lessons whose proposals `user` may decide, with `times_chosen`.

    Those of which kickoffs chose most come first, then the newest. `including` is the id of one
    that keeps its place although it has lessons by now.
    """
    found = proposable_retrospectives(user).filter(
        Q(pk=including) | ~Exists(Lesson.objects.filter(retrospective=OuterRef("pk")))
    )
    return found.annotate(times_chosen=_times_chosen()).order_by(
        "-times_chosen", F("held_on").desc(nulls_last=True), "-pk"
    )


def _times_chosen():
    """How often kickoffs chose something of a retrospective, for its brief or as not relevant."""
    chosen = (
        KickoffLesson.objects.filter(
            Q(observation__retrospective=OuterRef("pk"))
            | Q(decision__retrospective=OuterRef("pk"))
            | Q(lesson__retrospective=OuterRef("pk")),
            kickoff__removed_at=None,
        )
        .order_by()
        .values(one=Value(1))
    )
    return Coalesce(Subquery(chosen.annotate(number=Count("*")).values("number")), 0)


def with_texts(found: RetrospectiveQuerySet) -> RetrospectiveQuerySet:
    """Fetch all that `propose_for` reads, one query a kind."""
    return found.select_related("project__team").prefetch_related(*_TEXTS)


def following(user: Reader, retrospective: Retrospective) -> RetrospectiveQuerySet:
    """Return the next ones after `retrospective`, with their texts; two queries and one a kind."""
    order = list(waiting(user, including=retrospective.pk).values_list("pk", flat=True))
    place = order.index(retrospective.pk) + 1 if retrospective.pk in order else 0
    ahead = order[place : place + _LOOKED_AHEAD]
    return with_texts(waiting(user).filter(pk__in=ahead))
