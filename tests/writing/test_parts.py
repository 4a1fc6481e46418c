"""Parts of a retrospective: added, edited, moved, removed; with and without JavaScript."""

import uuid

import pytest

from retros.models import Lesson, Observation
from tests import factories

HTMX = {"HX-Request": "true"}
PARTS = {
    "timeline": {"on": "2026-03-24", "precision": "day", "text": "Cut-over."},
    "decisions": {"choice": "Freeze the schema", "sources": ["data", "deadline"]},
    "observations": {"kind": "wrong", "text": "Refunds depended on a nightly job."},
    "lessons": {"statement": "Rehearse it.", "category": "process", "tags": "cut-over, data"},
    "actions": {"text": "Time the rebuild", "status": "open"},
}
kinds = pytest.mark.parametrize("kind", PARTS)


@pytest.fixture
def retrospective(member):
    return factories.RetrospectiveFactory(created_by=member)


@pytest.fixture
def writer(as_user, member):
    return as_user(member)


def address(retrospective, kind, *rest):
    return "/".join(["/retrospectives", str(retrospective.pk), "edit", kind, *map(str, rest), ""])


def typed(kind, **changes):
    return {"version": 0, "client_id": str(uuid.uuid4())} | PARTS[kind] | changes


def made(writer, retrospective, kind):
    writer.post(address(retrospective, kind, "new"), typed(kind))
    related = {"timeline": "timeline_events", "actions": "action_items"}.get(kind, kind)
    return getattr(retrospective, related).get()


@kinds
def test_part_is_added_by_a_plain_form(writer, retrospective, kind):
    response = writer.post(address(retrospective, kind, "new"), typed(kind))
    assert response.status_code == 302
    page = writer.get(f"/retrospectives/{retrospective.pk}/edit/").text
    assert next(text for text in PARTS[kind].values() if " " in str(text) or "." in text) in page


@kinds
def test_part_is_added_in_place(writer, retrospective, kind):
    response = writer.post(address(retrospective, kind, "new"), typed(kind), headers=HTMX)
    assert response.status_code == 200
    assert "hx-swap-oob" in response.text


@kinds
def test_same_request_twice_makes_one_part(writer, retrospective, kind):
    data = typed(kind)
    for _ in range(2):
        assert writer.post(address(retrospective, kind, "new"), data).status_code == 302
    assert made_count(retrospective, kind) == 1


def made_count(retrospective, kind):
    from retros.views.retrospectives.part_kinds import KINDS

    return KINDS[kind].of(retrospective).count()


@kinds
def test_autosave_answers_with_the_version(writer, retrospective, kind):
    part = made(writer, retrospective, kind)
    data = typed(kind, version=1, autosave=1)
    response = writer.post(address(retrospective, kind, part.pk), data)
    assert response.json()["version"] == 2


@kinds
def test_empty_part_comes_back_with_words_beside_the_field(writer, retrospective, kind):
    data = {"version": 0, "client_id": str(uuid.uuid4())}
    response = writer.post(address(retrospective, kind, "new"), data)
    assert response.status_code == 422
    assert "Please" in response.text
    assert made_count(retrospective, kind) == 0


@kinds
def test_save_without_a_version_is_refused(writer, retrospective, kind):
    part = made(writer, retrospective, kind)
    assert writer.post(address(retrospective, kind, part.pk), PARTS[kind]).status_code == 400


def test_second_writer_sees_both_texts(writer, retrospective):
    lesson = made(writer, retrospective, "lessons")
    url = address(retrospective, "lessons", lesson.pk)
    writer.post(url, typed("lessons", version=1, statement="Theirs came first."))
    response = writer.post(url, typed("lessons", version=1, statement="Mine came second."))
    assert response.status_code == 409
    assert "Theirs came first." in response.text
    assert "Mine came second." in response.text
    merged = typed("lessons", version=2, statement="Both came.")
    assert writer.post(url, merged).status_code == 302
    lesson.refresh_from_db()
    assert lesson.statement == "Both came."


def test_repeated_save_of_the_same_words_is_no_conflict(writer, retrospective):
    lesson = made(writer, retrospective, "lessons")
    url = address(retrospective, "lessons", lesson.pk)
    for _ in range(2):
        response = writer.post(url, typed("lessons", version=1, statement="Said once."))
        assert response.status_code == 302


def test_tags_of_a_lesson_are_kept(writer, retrospective):
    lesson = made(writer, retrospective, "lessons")
    assert set(lesson.tags.names()) == {"cut-over", "data"}


def test_part_is_removed_and_restored(writer, retrospective):
    lesson = made(writer, retrospective, "lessons")
    writer.post(address(retrospective, "lessons", lesson.pk, "remove"))
    assert not Lesson.objects.exists()
    page = writer.get(f"/retrospectives/{retrospective.pk}/edit/").text
    assert "In the trash" in page
    writer.post(address(retrospective, "lessons", lesson.pk, "restore"))
    assert Lesson.objects.exists()


def test_text_typed_into_a_part_that_was_removed_brings_it_back(writer, retrospective):
    lesson = made(writer, retrospective, "lessons")
    lesson.remove()
    data = typed("lessons", version=1, statement="Still typing here.")
    writer.post(address(retrospective, "lessons", lesson.pk), data)
    assert Lesson.objects.get().statement == "Still typing here."


def test_part_moves_up(writer, retrospective):
    first, second = factories.LessonFactory.create_batch(2, retrospective=retrospective)
    writer.post(address(retrospective, "lessons", second.pk, "move"), {"direction": "up"})
    assert list(retrospective.lessons.all()) == [second, first]


def test_moving_needs_a_direction(writer, retrospective):
    lesson = made(writer, retrospective, "lessons")
    url = address(retrospective, "lessons", lesson.pk, "move")
    assert writer.post(url, {"direction": "sideways"}).status_code == 400


def test_note_takes_the_kind_of_its_column(writer, retrospective):
    page = writer.get(address(retrospective, "observations", "new") + "?kind=better").text
    assert Observation.PROMPTS["better"] in page


@kinds
def test_other_members_get_404(as_user, retrospective, writer, kind):
    part = made(writer, retrospective, kind)
    other = as_user(factories.UserFactory())
    for rest in (["new"], [part.pk]):
        assert other.get(address(retrospective, kind, *rest)).status_code == 404
    for rest in ([part.pk, "move"], [part.pk, "remove"], [part.pk, "restore"]):
        assert other.post(address(retrospective, kind, *rest)).status_code == 404


@kinds
def test_wrong_methods_are_refused(writer, retrospective, kind):
    part = made(writer, retrospective, kind)
    assert writer.delete(address(retrospective, kind, part.pk)).status_code == 405
    assert writer.get(address(retrospective, kind, part.pk, "remove")).status_code == 405


@kinds
@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "a\x00b\x07c", "‮gnirts", "<script>alert(1)</script>", "**[(`"]
)
def test_any_text_is_kept_or_refused_beside_the_field(writer, retrospective, kind, text):
    name = {"timeline": "text", "decisions": "choice", "actions": "text"}.get(kind, "text")
    name = "statement" if kind == "lessons" else name
    response = writer.post(address(retrospective, kind, "new"), typed(kind, **{name: text}))
    assert response.status_code in {302, 422}
    if response.status_code == 422:
        assert text in response.text
    assert "<script>alert" not in writer.get(f"/retrospectives/{retrospective.pk}/edit/").text


def test_number_of_queries_does_not_grow_with_parts(
    writer, retrospective, django_assert_max_num_queries
):
    def fill(number):
        for name in ("TimelineEvent", "Decision", "Observation", "Lesson", "ActionItem"):
            getattr(factories, f"{name}Factory").create_batch(number, retrospective=retrospective)

    page = f"/retrospectives/{retrospective.pk}/edit/"
    fill(2)
    with django_assert_max_num_queries(40) as few:
        writer.get(page)
    fill(10)
    with django_assert_max_num_queries(len(few)):
        writer.get(page)
