"""The examples are what a newcomer sees first: complete, blameless, and never in the way."""

import re

import pytest
from django.db import transaction

from retros import models
from retros.examples import load_examples
from retros.examples.cases import CASES
from retros.examples.files import read
from retros.paths import PathCard, load_stops

SHOWN = [
    models.Project, models.Retrospective, models.TimelineEvent, models.Decision,
    models.Observation, models.Lesson, models.ActionItem, models.Kickoff, models.Risk,
    models.KickoffLesson, models.WallPost,
]  # fmt: skip
# Nothing is invented, so these stay empty: a new site has no people yet …
NEEDS_SOMEBODY = {
    "Retrospective.facilitator", "Retrospective.invited", "ActionItem.owner",
    "KickoffLesson.owner",
}  # fmt: skip
# … and the sources know months and seasons, but no day.
NEEDS_A_DAY = {
    "Project.started_on", "Project.ended_on", "Retrospective.held_on", "Decision.decided_on",
    "Decision.revisit_on", "Decision.replaced_on", "Lesson.review_on", "ActionItem.due_on",
    "Kickoff.held_on",
}  # fmt: skip
# … nor what would have made them decide again, or why they did not use a lesson.
NEEDS_A_REASON = {"Decision.revisit_when", "KickoffLesson.stood_in_the_way"}
# … nor how their action items ended.
NEEDS_AN_END = {"ActionItem.done_when", "ActionItem.dropped_because", "ActionItem.elsewhere"}
# Where their lessons don’t apply, or live now, the sources don’t say.
NEEDS_A_SOURCE = {
    "Lesson.not_when", "Lesson.built_into", "Lesson.built_into_url", "Lesson.built_in_on",
}  # fmt: skip
SOURCE_LINE = re.compile(r"^Source: retold from “.+” by Kevin Goldsmith\.$")
NEVER = re.compile(
    r"\b(culprit|faults?|root cause|scores?|rank(s|ed|ing)?|(best|worst) teams?|should have|"
    r"fail(s|ed) to|careless\w*|human error|hero(es)?|great job|stupid|incompeten\w+|blam\w+)\b",
    re.IGNORECASE,
)
# Every run of capitalized words in the examples that is not the start of a sentence.
KNOWN_NAMES = {
    "New Zealand", "New York", "Spotify Now", "Discover Weekly", "Release Radar", "Daily Mixes",
    "Office Assistant", "Microsoft Office", "Technology Career Steps", "Career Steps",
}  # fmt: skip


@pytest.fixture(scope="module")
def loaded_once(django_db_setup, django_db_blocker):
    """Loading takes a second, so the tests share it; each works in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_examples()
        transaction.set_rollback(True)


@pytest.fixture
def loaded(loaded_once, db):
    return loaded_once


def texts():
    """Every text in the example files."""

    def inside(value):
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            return [text for inner in value for text in inside(inner)]
        return [value] if isinstance(value, str) else []

    return [text for name in [*CASES, "kickoffs", "wall", "paths"] for text in inside(read(name))]


def rows():
    """Everything that loading could change, with its times and versions."""
    return {
        model: list(model._base_manager.order_by("pk").values())
        for model in [*SHOWN, models.PathStop]
    }


def is_used(model, field):
    values = model.objects.values_list(field.name, flat=True)
    return any(value not in (None, "", []) for value in values)


def test_four_cases_are_published_with_kickoffs_and_posts(loaded):
    assert [len(part) for part in loaded] == [4, 3, 10, 2, 1]
    assert models.Retrospective.objects.published().count() == 4
    assert models.WallPost.objects.on_wall().count() == 10


def test_the_largest_case_comes_first(loaded):
    assert models.Retrospective.objects.first().project.name == "Spotify Now"


def test_every_field_is_shown_but_those_that_nothing_is_known_for(loaded):
    unused = {
        f"{model.__name__}.{field.name}"
        for model in SHOWN
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.editable and not is_used(model, field)
    }
    assert unused == NEEDS_SOMEBODY | NEEDS_A_DAY | NEEDS_A_REASON | NEEDS_A_SOURCE | NEEDS_AN_END


def test_every_category_kind_and_phase_is_shown(loaded):
    for model, name in [
        (models.Lesson, "category"), (models.WallPost, "category"),
        (models.Observation, "kind"), (models.Observation, "phase"),
        (models.TimelineEvent, "phase"), (models.KickoffLesson, "disposition"),
    ]:  # fmt: skip
        used = set(model.objects.values_list(name, flat=True))
        assert used >= set(dict(model._meta.get_field(name).choices)), (model, name)


def test_decisions_rest_on_known_sources(loaded):
    for decision in models.Decision.objects.all():
        assert len(decision.source_labels) == len(decision.sources)


def test_everything_with_tags_has_some(loaded):
    for model in (models.Project, models.Retrospective, models.Lesson):
        assert not model.objects.filter(tags=None).exists()


def test_nobody_is_named_as_the_author(loaded):
    assert not models.Retrospective.objects.exclude(created_by=None).exists()
    assert not models.Kickoff.objects.exclude(created_by=None).exists()


def test_duplicate_lessons_point_at_the_first(loaded):
    again = models.Lesson.objects.exclude(duplicate_of=None)
    assert again.count() == 3
    assert all(lesson.duplicate_of.retrospective != lesson.retrospective for lesson in again)


def test_use_in_kickoffs_sets_the_status_of_lessons(loaded):
    statuses = set(models.Lesson.objects.values_list("status", flat=True))
    assert statuses == {"identified", "applied", "confirmed"}


def test_examples_are_in_the_search_with_their_tags(loaded):
    entries = models.SearchEntry.objects.filter(kind="lesson", draft=None)
    assert entries.count() == models.Lesson.objects.count()
    assert not entries.filter(tags=None).exists()


def test_second_run_changes_nothing(loaded):
    before = rows()
    assert not any(load_examples())
    assert rows() == before


def test_second_run_keeps_what_someone_edited(loaded):
    models.Retrospective.objects.update(title="Ours now")
    models.Lesson.objects.update(statement="Said better", duplicate_of=None)
    models.WallPost.objects.first().take_down()
    before = rows()
    load_examples()
    assert rows() == before


def test_second_run_leaves_the_trash_alone(loaded):
    models.Retrospective.objects.first().remove()
    assert not load_examples().retrospectives


@pytest.mark.parametrize("name", CASES)
def test_context_ends_with_its_source(name):
    assert SOURCE_LINE.match(read(name)["context"].split("\n\n")[-1])


def test_no_person_is_named_but_in_the_source_line():
    everything = "\n\n".join(texts())
    prose = [line for line in everything.split("\n\n") if not SOURCE_LINE.match(line)]
    assert not [line for line in prose if re.search(r"Kevin|Goldsmith", line)]
    found = re.findall(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)+", "\n".join(prose))
    assert set(found) <= KNOWN_NAMES


def test_wording_judges_nobody():
    assert not [text for text in texts() if NEVER.search(text)]


def test_invented_kickoffs_say_so():
    for kickoff in read("kickoffs"):
        assert "example" in kickoff["brief"].split("\n\n")[-1]


def test_wall_posts_tell_the_whole_story_in_few_words():
    for post in read("wall"):
        assert post["we_did"] and post["happened"]
        assert len(post["learned"]) <= 90, "set in small type on a screen"


def test_the_path_leads_through_all_kinds_in_a_quarter_of_an_hour(loaded, member):
    (path,) = loaded.paths
    card = PathCard(path, load_stops([path], member)[path.pk])
    kinds = {stop.row.kind for stop in card.stops}
    assert kinds == {"note", "retrospective", "decision", "lesson", "kickoff"}
    assert all(stop.row.why for stop in card.stops) and 10 <= card.minutes <= 20
