"""Lessons as cards: what kickoffs made of them, and how often they were learned."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef, Q

from retros.kept_html import Page, kept_html, render_to_keep
from retros.models import KickoffLesson, Lesson, Retrospective


def cards_html(pks, user):
    """Return the cards of the lessons with these ids that `user` may read, in that order. One query if they are kept."""
    if not pks:
        return ""
    (html,) = kept_html(Page("lesson cards", tuple(pks)), (), lambda: _cards(pks, user))
    return html


def _cards(pks, user):
    lessons = cards_of(pks, user)
    add_uses(lessons)
    return render_to_keep("lessons/_hits.html", {"lessons": lessons})


def cards_of(pks, user):
    """Return the lessons with these ids that `user` may read, in that order, for cards. Run 2 queries.

    Numbers are read for all of them at once: as a part of the query of the lessons they took longer to
    put together than to count.
    """
    readable = Lesson.objects.visible_to(user).select_related("retrospective__project__team")
    by_id = readable.in_bulk(list(pks))
    lessons = [by_id[pk] for pk in pks if pk in by_id]
    _add_occurrences(lessons)
    return lessons


def add_uses(lessons):
    """Set what kickoffs made of each: `use_count`, `helped_count` and `again_count`. Run one query."""
    numbers = {
        "use_count": Count("pk", filter=Q(disposition="apply")),
        "helped_count": Count("kickoff__project", distinct=True, filter=Q(result="helped")),
        "again_count": Count("kickoff__project", distinct=True, filter=Q(happened_again=True)),
    }
    chosen = KickoffLesson.objects.order_by().filter(lesson__in=lessons, kickoff__removed_at=None)
    found = {row.pop("lesson"): row for row in chosen.values("lesson").annotate(**numbers)}
    for lesson in lessons:
        for name in numbers:
            setattr(lesson, name, found.get(lesson.pk, {}).get(name, 0))


def _add_occurrences(lessons):
    """Set the number of `LessonQuerySet.with_occurrence_counts`."""
    firsts = {lesson.duplicate_of_id or lesson.pk for lesson in lessons}
    # Not joined: SQLite would begin with all published retrospectives.
    source = Exists(Retrospective.objects.published().filter(pk=OuterRef("retrospective")))
    alike = Lesson.objects.filter(Q(pk__in=firsts) | Q(duplicate_of__in=firsts), source)
    found = dict(alike.order_by().values_list("pk", "duplicate_of"))
    numbers = Counter([*found, *found.values()])
    for lesson in lessons:
        number = numbers[lesson.duplicate_of_id or lesson.pk]
        lesson.occurrence_count = number - (lesson.pk in found) + 1
