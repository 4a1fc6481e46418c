"""The lessons that the first page shows: those of most use, one of each project."""

from collections import defaultdict

from retros.kept_html import Page, kept_html, render_to_keep
from retros.models import KickoffLesson, Lesson, Retrospective, composed_once

SHOWN = 6
# Uses and repetitions that are counted, and what is looked at of the best and of the latest: however
# much a site holds, the first page reads no more.
COUNTED, AMONG = 300, 24


def useful_lessons():
    """Return (cards as HTML, how many, how many were of use): those that helped or were learned
    again, then others, the latest by the date of their retrospective.

    Six queries, nine where few were of use.
    """
    helped = _projects_helped()
    used = helped.copy()
    for first, project in _learned_again():
        used[first] = used.get(first, set()) | {project}
    best = sorted(used, key=lambda pk: (-len(used[pk]), -pk))[:AMONG]
    lessons = sorted(_unretired(None, *best), key=lambda it: best.index(it[0])) if best else []
    chosen = _first_of_each_project(lessons)
    of_use = min(len(chosen), SHOWN)
    if len(chosen) < SHOWN:
        chosen |= {project: pk for project, pk in _latest().items() if project not in chosen}
    order = list(chosen.values())[:SHOWN]
    return _html(order, [len(helped.get(pk, ())) for pk in order]), len(order), of_use


def _html(pks, helped_counts):
    """Return the cards as HTML. One query if they are kept."""
    if not pks:
        return ""

    def cards():
        lessons = {lesson.pk: lesson for lesson in _cards(None, *pks)}
        for pk, number in zip(pks, helped_counts, strict=True):
            if pk in lessons:
                lessons[pk].helped_count = number
        shown = [lessons[pk] for pk in pks if pk in lessons]
        return render_to_keep("lessons/_hits.html", {"lessons": shown})

    page = Page("lesson cards", tuple(pks))
    (html,) = kept_html(page, ("home", *helped_counts), cards)
    return html


def _projects_helped():
    """{id of the lesson learned first: projects that it helped}, of the latest results."""
    found = defaultdict(set)
    for pk, duplicate_of, project in _helpful(None):
        found[duplicate_of or pk].add(project)
    return dict(found)


def _learned_again():
    """Return pairs of the lesson learned first and a project that learned it again."""
    rows = _duplicates(None)
    projects = _projects_of(record for _, record in rows)
    return [(first, projects[record]) for first, record in rows if record in projects]


def _latest():
    """{project: its lesson} of the latest retrospectives, the latest first."""
    newest = _newest(None)
    place = {pk: number for number, pk in enumerate(newest)}
    lessons = _unretired_of(None, *newest) if newest else []
    lessons.sort(key=lambda lesson: (place[lesson[1]], lesson[2]))
    return _first_of_each_project(lessons)


def _first_of_each_project(lessons):
    """{project: id of its first lesson} of published ones."""
    projects, first = _projects_of(record for _, record, _ in lessons), {}
    for pk, record, _ in lessons:
        if record in projects:
            first.setdefault(projects[record], pk)
    return first


def _projects_of(records):
    """{retrospective: its project} of those that are published."""
    records = set(records)
    return dict(_published(None, *records)) if records else {}


@composed_once
def _helpful(_user):
    rows = KickoffLesson.objects.filter(
        result=KickoffLesson.Result.HELPED, lesson__isnull=False, kickoff__removed_at=None
    ).order_by("-pk")
    return rows.values_list("lesson", "lesson__duplicate_of", "kickoff__project")[:COUNTED]


@composed_once
def _duplicates(_user):
    again = Lesson.objects.filter(duplicate_of__isnull=False).order_by("-duplicate_of")
    return again.values_list("duplicate_of", "retrospective")[:COUNTED]


@composed_once
def _newest(_user):
    newest = Retrospective.objects.published().newest_first()
    return newest.values_list("pk", flat=True)[:AMONG]


@composed_once
def _unretired(_user, *pks):
    return _places().filter(pk__in=pks)


@composed_once
def _unretired_of(_user, *records):
    return _places().filter(retrospective__in=records)


def _places():
    """Return (id, retrospective, position) of lessons that are not retired."""
    lessons = Lesson.objects.exclude(status=Lesson.Status.RETIRED)
    return lessons.values_list("pk", "retrospective", "position")


@composed_once
def _published(_user, *records):
    """A query of its own: joined to lessons, SQLite would read all that is published for a few of them."""
    found = Retrospective.objects.published().filter(pk__in=records)
    return found.values_list("pk", "project")


@composed_once
def _cards(_user, *pks):
    return Lesson.objects.for_cards().filter(pk__in=pks)
