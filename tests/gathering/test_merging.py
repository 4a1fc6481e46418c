"""Merging after the reveal: /retrospectives/<id>/gathering/merge/."""

import pytest

from retros.models import Lesson, Observation
from retros.models.merging import ChangedMeanwhile, merge_parts
from retros.search import group_similar
from tests import factories


@pytest.fixture
def place(page, gathering):
    return f"{page}merge/"


def notes(draft, *texts, **fields):
    return [factories.ObservationFactory(retrospective=draft, text=t, **fields) for t in texts]


def group(browser, place, parts, kind="observations"):
    sent = {"kind": kind, "part": [f"{part.pk}.{part.version}" for part in parts]}
    return browser.post(f"{place}group/", sent)


def test_group_keeps_every_text_and_puts_the_single_ones_into_the_trash(leading, draft, place):
    parts = notes(draft, "Nobody timed it.", "The rebuild was never timed.", kind="wrong")
    other = notes(draft, "Rehearsals helped.")[0]
    assert group(leading, place, parts).status_code == 302
    merged = draft.observations.get(kind="wrong")
    assert merged.text == "Nobody timed it.\n\nThe rebuild was never timed."
    assert set(draft.observations.all()) == {merged, other}
    trashed = Observation.with_removed.filter(removed_at__isnull=False)
    assert {note.text for note in trashed} == {part.text for part in parts}


def test_same_words_stand_once_in_the_group(leading, draft, place):
    group(leading, place, notes(draft, "Nobody timed it.", "nobody  timed it", "Never timed."))
    assert draft.observations.get().text == "Nobody timed it.\n\nNever timed."


def test_names_of_the_signed_stay(leading, draft, place):
    ada, sam = (factories.UserFactory(display_name=name) for name in ("Ada", "Sam"))
    parts = notes(draft, "One.", signed_by=ada) + notes(draft, "Two.", signed_by=sam)
    group(leading, place, parts + notes(draft, "Three."))
    merged = draft.observations.get()
    assert merged.text == "One.\n\n(signed by Ada)\n\nTwo.\n\n(signed by Sam)\n\nThree."
    assert merged.signed_by is None


def test_one_name_for_all_stays_the_name(leading, draft, place):
    ada = factories.UserFactory(display_name="Ada")
    group(leading, place, notes(draft, "One.", "Two.", signed_by=ada))
    merged = draft.observations.get()
    assert (merged.text, merged.signed_by) == ("One.\n\nTwo.", ada)


def test_kind_is_the_one_of_most(leading, draft, place):
    group(leading, place, notes(draft, "A", kind="well") + notes(draft, "B", "C", kind="wrong"))
    assert draft.observations.get().kind == "wrong"


def test_grouping_is_undone_right_there(leading, draft, place):
    parts = notes(draft, "One.", "Two.")
    shown = leading.get(group(leading, place, parts).url.split("#")[0]).text
    undo = shown.split('name="undo" value="')[1].split('"')[0]
    assert leading.post(f"{place}ungroup/", {"undo": undo}).status_code == 302
    assert set(draft.observations.all()) == set(parts)
    assert leading.post(f"{place}ungroup/", {"undo": undo}).status_code == 404


def test_part_that_somebody_changed_meanwhile_is_grouped_by_nobody(leading, draft, place):
    parts = notes(draft, "One.", "Two.")
    Observation.objects.filter(pk=parts[0].pk).update(version=2, text="One, changed.")
    answer = group(leading, place, parts)
    assert answer.status_code == 409
    assert "Someone changed" in answer.text
    assert "One, changed." in answer.text
    assert draft.observations.count() == 2


def test_same_request_twice_groups_once(leading, draft, place):
    parts = notes(draft, "One.", "Two.")
    assert group(leading, place, parts).status_code == 302
    assert group(leading, place, parts).status_code == 409
    assert draft.observations.count() == 1


def test_lessons_become_one_that_says_all(leading, draft, place):
    first = factories.LessonFactory(retrospective=draft, statement="Time it.", detail="Forty min.")
    second = factories.LessonFactory(
        retrospective=draft,
        statement="Measure it first.",
        kickoff_question="Who timed it?",
        detail="Twice.",
    )
    first.tags.add("data")
    second.tags.add("cut-over")
    group(leading, place, [first, second], "lessons")
    merged = draft.lessons.get()
    assert merged.statement == "Time it."
    assert merged.detail == "Forty min.\n\nMeasure it first.\n\nWho timed it?\n\nTwice."
    assert set(merged.tags.names()) == {"data", "cut-over"}


def test_observation_becomes_a_lesson_with_one_press_and_stays(leading, draft, place):
    (note,) = notes(draft, "Customers saw the old prices for a day. " + "It went on. " * 20)
    for _ in range(2):
        answer = leading.post(f"{place}lesson/", {"observation": note.pk})
        assert answer.status_code == 302
    lesson = draft.lessons.get()
    assert lesson.statement.startswith("Customers saw the old prices for a day.")
    assert len(lesson.statement) <= 140
    assert lesson.category == "customer"
    assert draft.observations.get() == note


def test_lesson_takes_the_category_and_the_name_of_its_observation(leading, draft, place):
    ada = factories.UserFactory(display_name="Ada")
    (note,) = notes(draft, "Customers waited.", category="team", signed_by=ada)
    leading.post(f"{place}lesson/", {"observation": note.pk})
    lesson = draft.lessons.get()
    assert (lesson.category, lesson.signed_by) == ("team", ada)


def test_what_sounds_alike_is_proposed(leading, draft, place):
    notes(draft, "Nobody timed the index rebuild.", "The index rebuild was never timed.")
    notes(draft, "Lunch was good.")
    shown = leading.get(place).text
    assert "Similar to each other" in shown
    assert "Merge these 2" in shown
    Observation.objects.exclude(text="Lunch was good.").delete()
    assert "Similar to each other" not in leading.get(place).text


def test_alike_knows_word_forms_and_the_same_words_and_makes_no_chains():
    texts = [
        "Deployments were slow and manual",
        "The manual deployment is slow",
        "Tests were flaky",
        "deployments were SLOW and manual!",
        "",
        "?!",
    ]
    assert group_similar(texts) == [[0, 1, 3]]
    assert group_similar([]) == []
    assert group_similar(["We did it", "we did it"]) == [[0, 1]]


def test_one_tick_groups_nothing_and_says_so(leading, draft, place):
    parts = notes(draft, "One.", "Two.")
    answer = group(leading, place, parts[:1])
    assert answer.status_code == 422
    assert "Select at least 2" in answer.text
    assert answer.text.count("checked") == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "blame", "part": ["1.1", "2.1"]},
        {"kind": "observations", "part": ["1", "2"]},
        {"kind": "observations", "part": ["\x00", "9" * 40]},
        {"part": "1.1"},
    ],
)
def test_bad_parts_are_refused(leading, place, sent):
    assert leading.post(f"{place}group/", sent).status_code == 400


@pytest.mark.parametrize("number", ["", "x", "٣", "9" * 30, "-1"])
def test_bad_observation_is_refused(leading, place, number):
    assert leading.post(f"{place}lesson/", {"observation": number}).status_code == 400


def test_parts_of_other_retrospectives_are_out_of_reach(leading, draft, place):
    mine, theirs = notes(draft, "Mine.")[0], factories.ObservationFactory(text="Theirs.")
    assert group(leading, place, [mine, theirs]).status_code == 409
    assert leading.post(f"{place}lesson/", {"observation": theirs.pk}).status_code == 404
    undo = f"observations.{theirs.pk}.{mine.pk}.{mine.pk}"
    assert leading.post(f"{place}ungroup/", {"undo": undo}).status_code == 404
    assert "Theirs." not in leading.get(f"{place}?undo={undo}").text


@pytest.mark.parametrize("rest", ["", "group/", "ungroup/", "lesson/"])
def test_others_and_visitors_find_nothing(as_user, member, place, rest):
    method = "post" if rest else "get"
    assert getattr(as_user(member), method)(place + rest).status_code == 404
    assert getattr(as_user(), method)(place + rest).status_code == 302


def test_wrong_methods_are_refused(leading, place):
    assert leading.post(place).status_code == 405
    for rest in ("group/", "ungroup/", "lesson/"):
        assert leading.get(place + rest).status_code == 405


def test_hostile_text_stays_text(leading, draft, place):
    parts = notes(draft, "<script>alert(1)</script> one", "<script>alert(1)</script> two")
    assert "<script>alert" not in leading.get(place).text
    shown = leading.get(group(leading, place, parts).url.split("#")[0]).text
    assert "<script>alert" not in shown


def test_number_of_queries_does_not_grow_with_notes(
    leading, draft, place, django_assert_max_num_queries
):
    def fill(number):
        author = factories.UserFactory()
        for n in range(number):
            notes(draft, f"The index rebuild took {n} minutes.", signed_by=author)
            factories.LessonFactory(retrospective=draft, signed_by=author)

    fill(2)
    with django_assert_max_num_queries(20) as asked:
        leading.get(place)
    few = len(asked)
    fill(10)
    with django_assert_max_num_queries(few):
        leading.get(place)


def test_merge_writes_nothing_when_a_part_is_gone(draft):
    parts = notes(draft, "One.", "Two.")
    parts[1].remove()
    with pytest.raises(ChangedMeanwhile):
        merge_parts(Observation, draft, {part.pk: part.version for part in parts})
    assert draft.observations.get().text == "One."
    assert not Lesson.objects.exists()
