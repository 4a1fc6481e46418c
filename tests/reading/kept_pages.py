"""Pages that are kept: each returns the address of one, and what it depends on."""

from datetime import date

from retros.kept_html import Page
from retros.models import Decision, Lesson, Retrospective
from retros.search import similar_ids


def retrospective_page(record, _post, _member):
    return record.get_absolute_url(), Page("retrospective", (record.pk,))


def lesson_page(record, _post, member):
    lesson = Lesson.objects.filter(retrospective=record).first()
    similar = similar_ids(lesson, member, limit=4)
    return lesson.get_absolute_url(), Page("lesson", (lesson.pk, *similar))


def decision_page(record, _post, _member):
    decision = Decision.objects.get(retrospective=record)
    return decision.get_absolute_url(), Page("decision", (decision.pk,))


def over_time(_record, _post, _member):
    Decision.objects.update(decided_on=date(2024, 5, 1))
    newest = Decision.objects.newest_first().values_list("pk", flat=True)
    return "/decisions/?view=time", Page("decisions over time", tuple(newest))


def lesson_list(_record, _post, _member):
    newest = Lesson.objects.newest_first().values_list("pk", flat=True)
    return "/lessons/", Page("lesson cards", tuple(newest))


def retrospective_list(_record, _post, _member):
    newest = Retrospective.objects.newest_first().values_list("pk", flat=True)
    return "/retrospectives/", Page("retrospective rows", tuple(newest))


def wall_page(_record, _post, _member):
    return "/wall/", Page("wall", (), (25,))


def filtered_wall(_record, post, _member):
    address = f"/wall/?category={post.category}&team={post.team.slug}&tag=launch"
    values = (post.category, post.team.slug, "launch")
    return address, Page("wall", values, (25, "category", "team", "tag"))


def feed(_record, _post, _member):
    return "/wall/feed.atom", Page("wall", (), (50,))
