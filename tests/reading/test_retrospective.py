from datetime import date

import pytest

from tests import factories


@pytest.fixture
def record(db):
    record = factories.RetrospectiveFactory(
        published=True,
        goal="Lift **retention** by one point.",
        measured="It fell by one.",
        result="missed",
        context="Eleven weeks.",
        surprise="Nobody used it.",
        taking_part="2 designers",
    )
    decision = factories.DecisionFactory(
        retrospective=record,
        informed_by="A test.",
        sources=["data", "deadline"],
        outcome="worse",
        what_happened="It hurt.",
        same_again="no",
    )
    factories.TimelineEventFactory(retrospective=record, phase="ship", known_then="The date.")
    factories.TimelineEventFactory(retrospective=record, on="2015-05-02", precision="month")
    for kind in ("well", "better", "wrong"):
        factories.ObservationFactory(retrospective=record, kind=kind, decision=decision)
    factories.LessonFactory(retrospective=record, kickoff_question="Who reads it?")
    factories.ActionItemFactory(retrospective=record, owner_role="on-call", due_on=date(2027, 1, 2))
    record.tags.add("launch")
    return record


def test_page_shows_every_part(browser, record):
    page = browser.get(record.get_absolute_url()).content.decode()
    for words in (
        "Lift <strong>retention</strong>", "It fell by one.", "Goal missed", "Eleven weeks.",
        "Nobody used it.", "2 designers", "A test.", "Deadline", "Worse than expected", "It hurt.",
        "Known then", "24 Mar 2026", "May 2015", "Ship it", "Went well", "Could be better",
        "Went wrong", "Who reads it?", "on-call", "Due 2 Jan 2027", "/tags/launch/",
    ):  # fmt: skip
        assert words in page, words


def test_reader_who_does_not_write_it_gets_no_edit_button(browser, record):
    assert b"/edit/" not in browser.get(record.get_absolute_url()).content


def test_writer_gets_an_edit_button(as_user, record):
    page = as_user(record.created_by).get(record.get_absolute_url()).content
    assert b"/edit/" in page


def test_draft_of_others_does_not_exist(browser):
    draft = factories.RetrospectiveFactory()
    for address in (draft.get_absolute_url(), f"/retrospectives/{draft.pk}.md"):
        assert browser.get(address).status_code == 404


def test_draft_says_who_can_read_it(as_user, db):
    draft = factories.RetrospectiveFactory()
    draft.invited.add(factories.UserFactory())
    page = as_user(draft.created_by).get(draft.get_absolute_url()).content.decode()
    readers = f"Only its author, the team {draft.project.team.name} and 1 invited person can"
    assert readers in page
    assert "Continue writing" in page


def test_draft_that_replaced_a_decision_is_not_named(browser, record):
    later = factories.DecisionFactory(choice="Nobody may know this yet")
    record.decisions.update(superseded_by=later)
    for address in (record.get_absolute_url(), f"/retrospectives/{record.pk}.md"):
        assert b"Nobody may know" not in browser.get(address).content


def test_removed_parts_are_gone(browser, record):
    for part in (record.lessons.get(), record.decisions.get(), record.action_items.get()):
        part.remove()
        assert str(part) not in browser.get(record.get_absolute_url()).content.decode()


def test_what_the_kickoff_chose_stands_in_it(browser, record):
    use = factories.KickoffLessonFactory(kickoff__project=record.project)
    page = browser.get(record.get_absolute_url()).content.decode()
    assert "From the kickoff" in page
    assert use.lesson.statement in page


def test_least_record_has_no_empty_sections(browser):
    record = factories.RetrospectiveFactory(published=True)
    page = browser.get(record.get_absolute_url()).content.decode()
    for heading in ("Timeline", "Decisions</h2>", "Observations", "Action items</h2>", "measured"):
        assert heading not in page


@pytest.mark.parametrize("suffix", ["/", ".md"])
def test_other_methods_are_refused(browser, record, suffix):
    assert browser.post(f"/retrospectives/{record.pk}{suffix}").status_code == 405


@pytest.mark.parametrize("suffix", ["/", ".md"])
def test_visitor_is_asked_to_sign_in(as_user, record, suffix):
    assert as_user().get(f"/retrospectives/{record.pk}{suffix}").status_code == 302


@pytest.mark.parametrize("suffix", ["/", ".md"])
def test_number_of_queries_does_not_grow(same_queries, record, suffix):
    def make(number):
        for part in ("TimelineEvent", "Decision", "Observation", "ActionItem"):
            getattr(factories, f"{part}Factory").create_batch(number, retrospective=record)
        for lesson in factories.LessonFactory.create_batch(number, retrospective=record):
            lesson.tags.add("launch")

    same_queries(f"/retrospectives/{record.pk}{suffix}", make)


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 40])
def test_no_such_record_is_a_404(browser, pk):
    assert browser.get(f"/retrospectives/{pk}/").status_code == 404
