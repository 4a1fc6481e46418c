"""Nothing that was published changes without its earlier state being kept."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from retros.models import Lesson, Version
from retros.models.snapshot import state_of
from tests import factories


def save_title(writer, at, title, version):
    typed = {"title": title, "summary": "Short.", "version": version}
    assert writer.post(at("edit/headline/"), typed).status_code == 302


def numbers(retrospective):
    return list(retrospective.versions.order_by("number").values_list("number", flat=True))


def later(minutes):
    """Put what was done so far that long ago."""
    for version in Version.objects.all():
        version.made_at -= timedelta(minutes=minutes)
        version.save(update_fields=["made_at"])


def lesson_of(retrospective):
    return retrospective.lessons.first()


CHANGES = {
    "own text": lambda w, at, r: save_title(w, at, "Other words", 1),
    "tags": lambda w, at, r: w.post(at("edit/details/"), {"tags": "other", "version": 1}),
    "part edited": lambda w, at, r: w.post(
        at(f"edit/lessons/{lesson_of(r).pk}/"),
        {"statement": "Other words.", "category": "team", "version": 1},
    ),
    "part added": lambda w, at, r: w.post(
        at("edit/observations/new/"), {"text": "Also this.", "kind": "well", "version": 0}
    ),
    "part moved": lambda w, at, r: w.post(
        at(f"edit/lessons/{lesson_of(r).pk}/move/"), {"direction": "down"}
    ),
    "part removed": lambda w, at, r: w.post(at(f"edit/lessons/{lesson_of(r).pk}/remove/")),
    "lesson retired": lambda w, at, r: w.post(
        f"/lessons/{lesson_of(r).pk}/retire/", {"because": "The service is gone."}
    ),
    "action closed": lambda w, at, r: w.post(
        f"/actions/{r.action_items.get().pk}/", {"status": "done", "note": "", "version": 1}
    ),
    "several actions closed": lambda w, at, r: w.post(
        "/actions/status/", {"items": f"{r.action_items.get().pk}-1", "status": "unknown"}
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_kind_of_change_keeps_what_was_before(writer, at, retrospective, change):
    before = state_of(retrospective.pk)
    CHANGES[change](writer, at, retrospective)
    assert state_of(retrospective.pk) != before
    assert retrospective.versions.get(number=1).state == before
    assert numbers(retrospective) == [1, 2]


def test_taking_a_part_out_of_the_trash_is_a_change_too(writer, at, retrospective):
    lesson = lesson_of(retrospective)
    lesson.remove()
    before = state_of(retrospective.pk)
    writer.post(at(f"edit/lessons/{lesson.pk}/restore/"))
    assert retrospective.versions.get(number=1).state == before


def test_words_typed_into_a_removed_part_keep_what_was_before(writer, at, retrospective):
    lesson = lesson_of(retrospective)
    lesson.remove()
    before = state_of(retrospective.pk)
    typed = {"statement": "Still typing.", "category": "team", "version": 1}
    writer.post(at(f"edit/lessons/{lesson.pk}/"), typed)
    assert retrospective.versions.get(number=1).state == before
    assert Lesson.objects.filter(statement="Still typing.").exists()


def test_reinstated_lesson_keeps_why_it_was_retired(writer, retrospective):
    lesson = lesson_of(retrospective)
    lesson.retire(because="The service is gone.")
    writer.post(f"/lessons/{lesson.pk}/reinstate/")
    kept = retrospective.versions.get(number=1).state["lessons"]
    assert "The service is gone." in [words["retired_because"] for words in kept]


def test_one_sitting_is_one_version(writer, at, retrospective):
    for number in range(1, 5):
        save_title(writer, at, f"Title {number}", number)
    assert numbers(retrospective) == [1, 2]
    assert retrospective.versions.get(number=1).state["title"] == "Checkout rewrite"


def test_pause_of_more_than_ten_minutes_begins_another_version(writer, at, retrospective):
    save_title(writer, at, "Before lunch", 1)
    later(minutes=11)
    save_title(writer, at, "After lunch", 2)
    assert numbers(retrospective) == [1, 2, 3]
    assert retrospective.versions.get(number=2).state["title"] == "Before lunch"


def test_sitting_lasts_as_long_as_no_pause_is_too_long(writer, at, retrospective):
    for number in range(1, 4):
        save_title(writer, at, f"Title {number}", number)
        later(minutes=8)
    assert numbers(retrospective) == [1, 2]


def test_another_person_begins_another_version(writer, at, retrospective, as_user):
    other = factories.UserFactory()
    retrospective.invited.add(other)
    save_title(writer, at, "Mine", 1)
    save_title(as_user(other), at, "Theirs", 2)
    save_title(writer, at, "Mine again", 3)
    assert numbers(retrospective) == [1, 2, 3, 4]
    changed_by = retrospective.versions.order_by("number").values_list("changed_by", flat=True)
    assert list(changed_by)[1:3] == [retrospective.created_by_id, other.pk]


def test_drafts_have_no_versions(writer, at, retrospective):
    Version.objects.all().delete()
    retrospective.unpublish()
    retrospective.published_at = None
    retrospective.save()
    save_title(writer, at, "Still a draft", 1)
    assert numbers(retrospective) == []


def test_save_that_is_refused_leaves_no_version(writer, at, retrospective):
    url = at(f"edit/lessons/{lesson_of(retrospective).pk}/")
    stale = {"statement": "Mine came second.", "category": "team", "version": 0}
    assert writer.post(url, stale).status_code == 409
    assert numbers(retrospective) == [1]


def test_sitting_that_changed_nothing_is_no_version(writer, at, retrospective):
    save_title(writer, at, "Other words", 1)
    retrospective.refresh_from_db()
    summary = state_of(retrospective.pk)["summary"]
    later(minutes=11)
    for title, version in (("Nearly", 2), ("Other words", 3)):
        save_title(writer, at, title, version)
    assert state_of(retrospective.pk)["summary"] == summary
    later(minutes=11)
    save_title(writer, at, "At last", 4)
    assert numbers(retrospective) == [1, 2, 3]


def test_what_was_published_survives_being_rewritten_as_a_draft(writer, at, retrospective):
    was = state_of(retrospective.pk)
    writer.post(at("unpublish/"))
    for number in range(1, 3):
        save_title(writer, at, f"Rewritten {number}", number)
        later(minutes=20)
    writer.post(at("publish/"))
    assert numbers(retrospective) == [1, 2]
    assert retrospective.versions.get(number=1).state == was
    assert retrospective.versions.get(number=2).cause == "published"


def test_edits_after_publishing_begin_a_version_at_once(writer, at, retrospective):
    writer.post(at("unpublish/"))
    writer.post(at("publish/"))
    save_title(writer, at, "Other words", 1)
    assert retrospective.versions.get(number=2).state["title"] == "Checkout rewrite"


def test_archiving_changes_no_text_and_keeps_the_history(writer, at, retrospective):
    writer.post(at("archive/"))
    save_title(writer, at, "Other words", 1)
    assert numbers(retrospective) == [1, 2]


def test_changes_that_nobody_may_be_asked_about_keep_no_name_and_no_time(retrospective):
    Version.objects.before_change(retrospective, by=None)
    version = retrospective.versions.newest().get()
    assert version.changed_by is None
    assert timezone.localtime(version.made_at).time() == time.min


@pytest.mark.parametrize("deed", ["edited", "removed"])
def test_who_changed_an_unattributed_note_is_not_kept(writer, at, retrospective, deed):
    factories.GatheringFactory(retrospective=retrospective)
    note = retrospective.observations.first()
    if deed == "removed":
        writer.post(at(f"edit/observations/{note.pk}/remove/"))
    else:
        typed = {"text": "In other words.", "kind": note.kind, "version": 1}
        writer.post(at(f"edit/observations/{note.pk}/"), typed)
    version = retrospective.versions.newest().get()
    assert (version.number, version.changed_by) == (2, None)
    assert timezone.localtime(version.made_at).time() == time.min


def test_who_changed_a_signed_note_is_kept(writer, at, retrospective, member):
    factories.GatheringFactory(retrospective=retrospective)
    note = retrospective.observations.first()
    type(note).objects.update(signed_by=factories.UserFactory())
    writer.post(at(f"edit/observations/{note.pk}/remove/"))
    assert retrospective.versions.newest().get().changed_by == member


def test_autosave_within_a_sitting_costs_one_query(
    writer, at, retrospective, member, django_assert_num_queries
):
    save_title(writer, at, "First", 1)
    with django_assert_num_queries(1):
        Version.objects.before_change(retrospective, by=member)


def test_save_of_a_draft_costs_one_query(django_assert_num_queries, member):
    draft = factories.RetrospectiveFactory()
    with django_assert_num_queries(1):
        Version.objects.before_change(draft, by=member)
