"""The lessons that the first page shows: those of most use, one of each project."""

from collections import defaultdict

from retros.models import KickoffLesson, Lesson, Retrospective

SHOWN = 6
# Uses and repetitions that are counted, and what is looked at of the best and of the latest: however
# much a site holds, the first page reads no more.
COUNTED, AMONG = 300, 24


def useful_lessons():
    """Return (lessons, whether any was of use): those that helped or were learned again, then others.

    The others are the latest by the date of their retrospective. Each has `helped_count`. Six
    queries, nine where few were of use.
    """
    helped = _projects_helped()
    used = helped.copy()
    for first, project in _learned_again():
        used[first] = used.get(first, set()) | {project}
    best = sorted(used, key=lambda pk: (-len(used[pk]), -pk))[:AMONG]
    lessons = sorted(_unretired(pk__in=best), key=lambda lesson: best.index(lesson[0]))
    chosen = _first_of_each_project(lessons)
    is_used = bool(chosen)
    if len(chosen) < SHOWN:
        chosen |= {project: pk for project, pk in _latest().items() if project not in chosen}
    order = list(chosen.values())[:SHOWN]
    cards = Lesson.objects.for_cards().in_bulk(order)
    for pk, lesson in cards.items():
        lesson.helped_count = len(helped.get(pk, ()))
    return [cards[pk] for pk in order if pk in cards], is_used


def _projects_helped():
    """{id of the lesson learned first: projects that it helped}, of the latest results."""
    rows = KickoffLesson.objects.filter(
        result=KickoffLesson.Result.HELPED, lesson__isnull=False, kickoff__removed_at=None
    ).order_by("-pk")
    found = defaultdict(set)
    names = ("lesson", "lesson__duplicate_of", "kickoff__project")
    for pk, duplicate_of, project in rows.values_list(*names)[:COUNTED]:
        found[duplicate_of or pk].add(project)
    return dict(found)


def _learned_again():
    """Return pairs of the lesson learned first and a project that learned it again."""
    again = Lesson.objects.filter(duplicate_of__isnull=False).order_by("-duplicate_of")
    rows = list(again.values_list("duplicate_of", "retrospective")[:COUNTED])
    projects = _published(record for _, record in rows)
    return [(first, projects[record]) for first, record in rows if record in projects]


def _latest():
    """{project: its lesson} of the latest retrospectives, the latest first."""
    newest = Retrospective.objects.published().newest_first().values_list("pk", flat=True)[:AMONG]
    place = {pk: number for number, pk in enumerate(newest)}
    lessons = _unretired(retrospective__in=list(place))
    lessons.sort(key=lambda lesson: (place[lesson[1]], lesson[2]))
    return _first_of_each_project(lessons)


def _unretired(**condition):
    """Return (id, retrospective, position) of lessons that are not retired."""
    lessons = Lesson.objects.exclude(status=Lesson.Status.RETIRED).filter(**condition)
    return list(lessons.values_list("pk", "retrospective", "position"))


def _published(records):
    """{retrospective: its project} of those that are published.

    A query of its own: joined to lessons, SQLite would read all that is published for a few of them.
    """
    found = Retrospective.objects.published().filter(pk__in=set(records))
    return dict(found.values_list("pk", "project"))


def _first_of_each_project(lessons):
    """{project: id of its first lesson} of published ones."""
    projects, first = _published(record for _, record, _ in lessons), {}
    for pk, record, _ in lessons:
        if record in projects:
            first.setdefault(projects[record], pk)
    return first
