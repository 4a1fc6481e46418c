"""The lists of Start here, drawn at most once a day. What is stored is ids, and how often a lesson helped.

Whether something is still published, stands and is not retired is asked each time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import Team
from retros.models import Decision, GladToTalk, Lesson, Retrospective, StoredLists
from retros.paths import lists

FEWEST = 100  # published retrospectives; lists of fewer are quick to draw, and change with each
# What the two lists of results say, and of what there is nothing where one is empty.
_RESULTS = (
    ("Goal met", "a project that met its goal"),
    ("Goal missed or stopped early", "a project that missed its goal or stopped early"),
)


@dataclass(frozen=True)
class Lists:
    """What a newcomer reads first. Each list is empty where there is nothing to say."""

    lessons: list[Lesson]  # with `helped_count`
    decisions: list[Decision]
    surprised: list[Retrospective]
    results: list[tuple[str, str, list[Retrospective]]]  # heading, what it lacks if empty
    glad: list[Retrospective]

    @property
    def questions(self) -> list[Lesson]:
        """The lessons that hold a question to ask at a kickoff."""
        return [one for one in self.lessons if one.kickoff_question][: lists.QUESTIONS]

    @property
    def has_results(self) -> bool:
        return any(records for *_, records in self.results)

    @property
    def is_empty(self) -> bool:
        return not (self.lessons or self.decisions or self.surprised or self.has_results)


def todays_lists(team: Team | None) -> Lists:
    """Return the lists of today, of one team if given. The first who asks on a day has them drawn.

    Five queries where they are stored.
    """
    stored = StoredLists.objects.of(team, timezone.localdate())
    return _load(stored.ids if stored else draw_lists(team), team)


def draw_lists(team: Team | None) -> dict[str, Any]:
    """Draw the lists now and, unless few are published, store them in place of what was stored."""
    published = lists.published_of(team)
    ids = {
        "lessons": [[each.pk, each.helped_count] for each in lists.most_used_lessons(published)],
        "decisions": [each.pk for each in lists.lasting_decisions(published)],
        "surprised": lists.surprises(published),
        "results": lists.results(published),
        "glad": lists.glad_to_talk(published),
    }
    if len(published.order_by().values("pk")[:FEWEST]) == FEWEST:
        StoredLists.objects.keep(team, timezone.localdate(), ids)
    return ids


def _load(ids, team):
    published = lists.published_of(team)
    helped = dict(ids["lessons"])
    lessons = Lesson.objects.offerable().select_related("retrospective__project__team")
    decisions = lists.standing_decisions().select_related("retrospective__project__team")
    records = published.for_rows().in_bulk(
        {*ids["surprised"], *ids["results"][0], *ids["results"][1], *ids["glad"]}
    )
    glad = GladToTalk.objects.filter(retrospective__in=ids["glad"])
    still_glad = set(glad.values_list("retrospective", flat=True))
    found = Lists(
        lessons=_in_order(helped, lessons.in_bulk(helped)),
        decisions=_in_order(ids["decisions"], decisions.in_bulk(ids["decisions"])),
        surprised=_in_order(ids["surprised"], records),
        results=[
            (*words, _in_order(pks, records))
            for words, pks in zip(_RESULTS, ids["results"], strict=True)
        ],
        glad=_in_order((pk for pk in ids["glad"] if pk in still_glad), records),
    )
    for lesson in found.lessons:
        lesson.helped_count = helped[lesson.pk]
    return found


def _in_order(pks: Iterable[int], found: dict[int, Any]):
    return [found[pk] for pk in pks if pk in found]
