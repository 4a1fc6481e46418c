"""What a post from a lesson proposes as its story: whole sentences of the retrospective."""

import pytest

from tests import factories

DID = "We moved 4 million customers to the new platform over one weekend."
HAPPENED = "Every tenth refund waited for 3 days."
LONG = "We moved the customers, " + "and then the next ones, " * 4 + "over one weekend."
TITLE = "Moving customer data"


@pytest.fixture
def proposed(as_user, member):
    """(we_did, happened) that the form begins with, for a retrospective of these texts."""

    def ask(**texts):
        record = factories.RetrospectiveFactory(published=True, **{"title": TITLE} | texts)
        lesson = factories.LessonFactory(retrospective=record)
        page = as_user(member).get(f"/wall/new/?lesson={lesson.pk}")
        card, form = page.context["card"], page.context["form"]
        told = (form["we_did"].value() or "", form["happened"].value() or "")
        assert told == (card.we_did, card.happened)
        return told

    return ask


def test_summary_tells_what_was_done_and_what_happened(proposed):
    assert proposed(summary=f"{DID} {HAPPENED}") == (DID, HAPPENED)


def test_short_words_are_no_end_of_a_sentence(proposed):
    summary = "We asked approx. 30 teams, e.g. support. Half of them answered!"
    told = ("We asked approx. 30 teams, e.g. support.", "Half of them answered!")
    assert proposed(summary=summary) == told


@pytest.mark.parametrize("name", ["measured", "surprise"])
def test_what_was_measured_or_surprised_tells_what_happened(proposed, name):
    text = "**Every tenth** refund\nwaited for 3 days. More of it.\n\n- a list"
    assert proposed(summary=DID, **{name: text}) == (DID, HAPPENED)


def test_sentence_that_is_too_long_is_never_cut(proposed):
    told = proposed(summary=f"{LONG} {LONG}", measured=LONG, surprise=HAPPENED)
    assert told == (TITLE, HAPPENED)


@pytest.mark.parametrize("text", ["", "- a\n- b", "# Figures", "| a |\n|---|", "1. a", LONG])
def test_nothing_is_proposed_where_no_sentence_fits(proposed, text):
    assert proposed(summary=DID, measured=text) == (DID, "")


def test_text_in_another_script_is_proposed_whole(proposed):
    assert proposed(summary="نقلنا البيانات. تأخرت الدفعات!") == (
        "نقلنا البيانات.",
        "تأخرت الدفعات!",
    )
