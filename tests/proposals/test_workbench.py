"""/lessons/proposed/: who decides on which proposals, and what becomes of them."""

import pytest

from retros.models import DecidedProposal, Lesson, Retrospective
from retros.proposals import key_of
from tests import factories

pytestmark = pytest.mark.both_databases

LIST = "/lessons/proposed/"
SENTENCE = "Next time, we should rehearse the migration on a copy."
OTHER = "Make sure that support hears of a change before customers do."


def record(context=f"{SENTENCE}\n\n{OTHER}", **more):
    return factories.RetrospectiveFactory(**{"published": True, "context": context} | more)


def address_of(found):
    return f"{LIST}{found.pk}/"


def accept(browser, found, text=SENTENCE, **changes):
    typed = {"sentence": key_of(text), "statement": "Rehearse on a copy", "category": "team"}
    return browser.post(address_of(found), typed | changes)


def dismiss(browser, found, text=SENTENCE, **more):
    return browser.post(f"{address_of(found)}dismiss/", {"sentence": key_of(text)} | more)


@pytest.fixture
def browser(as_user, curator):
    return as_user(curator)


def test_curators_meet_all_published_ones_without_lessons(browser):
    waiting, draft, with_lesson = record(), record(published=False), record()
    factories.LessonFactory(retrospective=with_lesson)
    page = browser.get(LIST).content.decode()
    assert waiting.title in page and "2 proposals" in page
    assert draft.title not in page and with_lesson.title not in page


def test_members_meet_those_of_their_teams_only(as_user, db):
    ours, theirs = record(), record()
    member = factories.UserFactory(teams=[ours.project.team])
    page = as_user(member).get(LIST).content.decode()
    assert ours.title in page and theirs.title not in page
    assert as_user(member).get(address_of(ours)).status_code == 200
    assert as_user(member).get(address_of(theirs)).status_code == 404


def test_nobody_else_accepts_or_dismisses(as_user, member):
    found, draft = record(), record(published=False)
    for browser in (as_user(member), as_user(factories.CuratorFactory())):
        assert accept(browser, draft).status_code == 404
        assert dismiss(browser, draft).status_code == 404
    assert accept(as_user(member), found).status_code == 404
    assert dismiss(as_user(member), found).status_code == 404
    assert accept(as_user(), found)["Location"].startswith("/accounts/login/")
    assert not Lesson.objects.exists() and not DecidedProposal.objects.exists()


def test_those_that_kickoffs_chose_come_first(browser):
    chosen = record(title="Chosen")
    newer = record(title="Newer")
    seen = factories.ObservationFactory(retrospective=chosen)
    factories.KickoffLessonFactory(lesson=None, observation=seen)
    page = browser.get(LIST).content.decode()
    assert page.index(chosen.title) < page.index(newer.title)
    assert "Chosen in kickoffs 1 time" in page


def test_the_form_has_the_whole_sentence_and_a_category(browser):
    long = (
        "Next time, we should make sure " + "that each team is told early, " * 4 + "and in writing."
    )
    page = browser.get(address_of(record(long)), {"sentence": key_of(long)}).content.decode()
    assert long in page and "…" not in page.partition("<form class")[2].partition("</form>")[0]
    assert 'value="team" required' in page or "checked" in page


def test_what_is_too_long_for_a_lesson_stands_in_its_story_too(browser):
    long = f"Next time, we should rehearse the move of {'every single table, ' * 6}on a copy."
    found = record(long)
    form = browser.get(address_of(found), {"sentence": key_of(long)}).context["form"]
    assert (form["statement"].value(), form["detail"].value()) == (long, long)


def test_an_accepted_one_says_where_it_comes_from(browser):
    found = record()
    accept(browser, found)
    lesson = found.lessons.get()
    assert (lesson.statement, lesson.category, lesson.origin) == (
        "Rehearse on a copy", "team", "curator",
    )  # fmt: skip
    page = browser.get(found.get_absolute_url()).content.decode()
    assert "Proposed from the text, confirmed by a curator" in page


def test_members_confirm_for_their_team(as_user, db):
    found = record()
    accept(as_user(factories.UserFactory(teams=[found.project.team])), found)
    assert found.lessons.get().get_origin_display().endswith("confirmed by the team")


def test_the_published_text_before_is_kept_as_a_version(browser, curator):
    found = record()
    accept(browser, found)
    page = browser.get(f"{found.get_absolute_url()}history/").content.decode()
    assert "Version 2" in page
    assert found.versions.get(number=1).state["lessons"] == []


def test_after_a_decision_the_same_one_goes_on_and_then_the_next(browser):
    first, second = record(held_on="2026-03-02"), record(SENTENCE, held_on="2026-03-01")
    assert accept(browser, first)["Location"] == address_of(first)
    assert dismiss(browser, first, OTHER)["Location"] == address_of(second)
    assert dismiss(browser, second)["Location"] == LIST


def test_next_passes_over_those_without_proposals(browser):
    first = record(held_on="2026-03-03")
    record("Nothing of interest.", held_on="2026-03-02")
    last = record(held_on="2026-03-01")
    assert browser.get(address_of(first), {"next": "1"})["Location"] == address_of(last)
    assert browser.get(address_of(last), {"next": "1"})["Location"] == LIST


def test_what_is_dismissed_is_never_proposed_again_and_nobody_is_stored(browser):
    found = record()
    dismiss(browser, found)
    dismiss(browser, found)
    page = browser.get(address_of(found)).content.decode()
    assert SENTENCE not in page and OTHER in page
    assert {field.name for field in DecidedProposal._meta.fields} == {
        "id", "retrospective", "sentence_digest",
    }  # fmt: skip
    assert found.decided_proposals.get().sentence_digest == key_of(SENTENCE)


def test_a_sentence_becomes_one_lesson_however_often_it_is_sent(browser):
    found = record()
    assert accept(browser, found).status_code == accept(browser, found).status_code == 302
    assert found.lessons.count() == 1


@pytest.mark.parametrize("statement", ["Rehearse on a copy", "Practice on a copy"])
def test_who_accepts_what_lies_in_the_trash_reads_so(browser, statement):
    found = record()
    accept(browser, found)
    found.lessons.get().remove()
    accept(browser, found, statement=statement)
    answer = accept(browser, found, statement=statement)
    page = answer.text if answer.status_code == 409 else browser.get(answer.url).text
    assert "“Rehearse on a copy”, which is in the trash." in page
    assert not found.lessons.exists()


def test_who_comes_second_keeps_the_typed_text(browser, as_user):
    found = record()
    accept(browser, found)
    answer = accept(as_user(factories.CuratorFactory()), found, statement="Practice on a copy")
    assert answer.status_code == 409
    assert "Rehearse on a copy" in answer.text and "Practice on a copy" in answer.text
    assert found.lessons.count() == 1


def test_a_sentence_that_is_decided_leads_back(browser):
    found = record()
    dismiss(browser, found)
    answer = browser.get(address_of(found), {"sentence": key_of(SENTENCE)}, follow=True)
    assert "already decided" in answer.text


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"statement": "x" * 141}, 422, "You used 141."),
        ({"statement": " "}, 422, "Please write something here."),
        ({"category": "blame"}, 422, "Select a valid choice"),
        ({"category": ""}, 422, "Please choose one."),
        ({"detail": "d" * 100_001}, 422, "Please keep this within 100000 characters"),
        ({"sentence": "no hash"}, 400, ""),
        ({"sentence": ""}, 400, ""),
    ],
)
def test_bad_input_is_said_beside_its_field_and_kept(browser, changes, status, said):
    found = record()
    answer = accept(browser, found, **{"applies_when": "moving data"} | changes)
    assert answer.status_code == status
    assert said in answer.text
    assert not found.lessons.exists()
    if status == 422:
        assert "moving data" in answer.text


@pytest.mark.parametrize("key", ["", "x", "0" * 16, "f" * 5_000, "\x00"])
def test_only_what_is_proposed_is_dismissed(browser, key):
    found = record()
    browser.post(f"{address_of(found)}dismiss/", {"sentence": key})
    assert not DecidedProposal.objects.exists()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 37 * 37 }}", "🎉 \u202e"])
def test_hostile_text_stays_text(browser, text):
    found = record(f"Next time, we should always make sure that {text} is read before.")
    page = browser.get(address_of(found)).content.decode()
    assert "is read before." in page
    assert "<script>alert" not in page and "1369" not in page


def test_queries_do_not_grow_with_rows(browser, django_assert_max_num_queries):
    def queries_of(number):
        for _ in range(number):
            factories.ObservationFactory(retrospective=record(), text=OTHER)
        with django_assert_max_num_queries(60) as captured:
            assert browser.get(LIST).status_code == 200
        return len(captured)

    assert queries_of(2) == queries_of(10)
    assert Retrospective.objects.count() == 12


def test_a_deleted_retrospective_takes_its_decisions_along(browser):
    found = record()
    dismiss(browser, found)
    Retrospective.objects.filter(pk=found.pk).delete()
    assert not DecidedProposal.objects.exists()
