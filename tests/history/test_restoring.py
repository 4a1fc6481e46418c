"""Whatever a published text says, and whatever is done to it: restoring gives it back."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taggit.models import Tag

from retros.history import restore, restore_item
from retros.models import Lesson, Observation, Retrospective, TimelineEvent, Version
from retros.models.snapshot import OWN_FIELDS, PART_FIELDS, PARTS, state_of
from retros.models.tags import merge_tags, rename_tag
from tests import factories
from tests.canary.markers import text_fields

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
WORDS = TEXT.filter(lambda text: text.strip())
TAGS = st.lists(st.text("abcæé 東-", min_size=1).filter(str.strip).map(str.strip), max_size=3)
OPTIONAL_DATE = st.none() | st.dates()
OWN = st.fixed_dictionaries(
    {
        "title": WORDS,
        "summary": TEXT,
        "context": TEXT,
        "taking_part": TEXT,
        "held_on": OPTIONAL_DATE,
    }
)
LESSON = st.fixed_dictionaries({"statement": WORDS, "detail": TEXT, "review_on": OPTIONAL_DATE})
NOTE = st.fixed_dictionaries({"kind": st.sampled_from(Observation.Kind.values), "text": WORDS})
MOMENT = st.fixed_dictionaries({"on": st.dates(), "text": WORDS, "known_then": TEXT})
DEED = st.sampled_from(["rewrite", "remove", "move", "add", "recolumn", "retag"])
DEEDS = st.lists(st.tuples(DEED, st.integers(0, 5)), max_size=6)
MODELS = (Lesson, Observation, TimelineEvent)


def do(retrospective, deed, number):
    """One change of the kind that editors make, to whichever part `number` leads to."""
    parts = [part for model in MODELS for part in model.objects.filter(retrospective=retrospective)]
    part = parts[number % len(parts)] if parts else None
    match deed:
        case "rewrite" if part:
            name = "statement" if isinstance(part, Lesson) else "text"
            type(part).objects.filter(pk=part.pk).update(**{name: "Rewritten."})
        case "remove" if part:
            part.remove()
        case "move" if part:
            part.move(up=bool(number % 2))
        case "recolumn" if isinstance(part, Observation):
            Observation.objects.filter(pk=part.pk).update(kind="better")
        case "retag" if isinstance(part, Lesson):
            part.tags.set(["elsewhere"])
        case "add":
            factories.ObservationFactory(retrospective=retrospective)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(OWN, TAGS, st.lists(LESSON, max_size=3), st.lists(NOTE, max_size=4), MOMENT, TAGS, DEEDS)
def test_restoring_gives_the_same_text(db, own, tags, lessons, notes, moment, lesson_tags, deeds):
    retrospective = factories.RetrospectiveFactory(published=True, **own)
    retrospective.tags.set(tags)
    for words in lessons:
        factories.LessonFactory(retrospective=retrospective, **words).tags.set(lesson_tags)
    for words in notes:
        factories.ObservationFactory(retrospective=retrospective, **words)
    factories.TimelineEventFactory(retrospective=retrospective, **moment)
    was = state_of(retrospective.pk)
    Version.objects.before_change(retrospective, by=None)
    Retrospective.objects.filter(pk=retrospective.pk).update(title="Another", summary="")
    retrospective.tags.clear()
    for deed, number in deeds:
        do(retrospective, deed, number)
    version = retrospective.versions.get(number=1)
    assert version.state == was
    restore(version, by=None)
    assert state_of(retrospective.pk) == was


def test_every_text_that_people_write_is_in_the_state():
    machine = {"status", "source_name"}
    for model, kept in [(Retrospective, OWN_FIELDS)] + [(PARTS[n], PART_FIELDS[n]) for n in PARTS]:
        written = {column.name for column in text_fields(model)} - machine
        assert written <= set(kept), model.__name__


def test_part_whose_row_is_gone_comes_back_under_its_number(retrospective):
    lesson = retrospective.lessons.first()
    Version.objects.before_change(retrospective, by=None)
    Lesson.objects.filter(pk=lesson.pk).delete()
    version = retrospective.versions.get(number=1)
    restore_item(version, "lessons", lesson.pk, by=None)
    assert Lesson.objects.get(pk=lesson.pk).statement == lesson.statement


def test_signature_comes_back_with_its_part(retrospective):
    ada = factories.UserFactory(display_name="Ada")
    lesson, note = retrospective.lessons.first(), retrospective.observations.first()
    for part in (lesson, note):
        part.signed_by = ada
        part.save()
    Version.objects.before_change(retrospective, by=None)
    Observation.objects.filter(pk=note.pk).delete()
    Lesson.objects.filter(pk=lesson.pk).update(signed_by=None)
    restore(retrospective.versions.get(number=1), by=None)
    signers = {model.objects.get(signed_by=ada).pk for model in (Lesson, Observation)}
    assert signers == {lesson.pk, note.pk}


def test_signature_of_someone_who_left_is_left_out(retrospective):
    ada = factories.UserFactory()
    Observation.objects.filter(retrospective=retrospective).update(signed_by=ada)
    Version.objects.before_change(retrospective, by=None)
    ada.delete()
    restore(retrospective.versions.get(number=1), by=None)
    assert not Observation.objects.exclude(signed_by=None).exists()


def test_earlier_versions_learn_who_signed(retrospective):
    ada = factories.UserFactory()
    Observation.objects.filter(retrospective=retrospective).update(signed_by=ada)
    Version.objects.before_change(retrospective, by=None)
    states = retrospective.versions.filter(number=1).values_list("state", flat=True)
    was = states.get()
    migration = import_module("retros.migrations.0020_signatures_in_versions")
    models_then = MigrationLoader(None).project_state().apps
    migration.take_signatures_out(models_then, None)
    assert "signed_by_id" not in str(states.get())
    migration.add_signatures(models_then, None)
    assert states.get() == was


def test_tags_come_back_under_the_names_that_they_have_now(retrospective):
    Version.objects.before_change(retrospective, by=None)
    retrospective.tags.set(["other"])
    merge_tags(Tag.objects.get(name="payments"), Tag.objects.get(name="other"))
    rename_tag(Tag.objects.get(name="rehearsal"), "Rehearsing")
    Lesson.objects.filter(retrospective=retrospective).first().tags.clear()
    restore(retrospective.versions.get(number=1), by=None)
    assert set(retrospective.tags.names()) == {"other", "cut-over"}
    lessons = Lesson.objects.filter(retrospective=retrospective)
    assert {name for lesson in lessons for name in lesson.tags.names()} == {"Rehearsing"}


def test_what_is_gone_for_good_is_pointed_at_no_more(retrospective):
    decision = retrospective.decisions.get()
    Version.objects.before_change(retrospective, by=None)
    version = retrospective.versions.get(number=1)
    version.state["decisions"] = []
    version.save()
    retrospective.observations.all().delete()
    decision.delete()
    restore(version, by=None)
    assert {note.decision for note in retrospective.observations.all()} == {None}


def test_what_was_published_before_there_were_histories_gets_one(retrospective, writer, at):
    Version.objects.all().delete()
    draft = factories.RetrospectiveFactory()
    again = factories.RetrospectiveFactory(published_at=retrospective.published_at)
    Version.objects.all().delete()
    was = state_of(retrospective.pk)
    migration = import_module("retros.migrations.0005_first_versions")
    migration.begin_histories(apps, None)
    assert retrospective.versions.get().said() == was
    assert not draft.versions.exists()
    assert again.versions.get().cause == "draft"
    writer.post(at("edit/headline/"), {"title": "Changed", "summary": "Short.", "version": 1})
    assert retrospective.versions.get(number=1).state == was


@pytest.mark.parametrize("name", ["headline", "story", "details"])
def test_own_text_comes_back_section_by_section(retrospective, name):
    was = state_of(retrospective.pk)
    Version.objects.before_change(retrospective, by=None)
    Retrospective.objects.update(title="Other", context="Other", taking_part="Other")
    restore_item(retrospective.versions.get(number=1), name, None, by=None)
    field = {"headline": "title", "story": "context", "details": "taking_part"}[name]
    now = state_of(retrospective.pk)
    assert now[field] == was[field]
    assert [now[f] for f in ("title", "context", "taking_part")].count("Other") == 2
