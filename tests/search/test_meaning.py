"""Duplicates, risks and groups that are found by meaning beside words."""

import pytest

from retros import search
from retros.search import ranking
from retros.search.evidence import Evidence
from retros.search.reasons import Reasons
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def others(meaning_on):
    for statement in (
        "Serve coffee in the breaks of a long meeting",
        "Ask players early which controls they expect",
        "Book the venue a year before the summit",
    ):
        lesson(statement)


def lesson(statement):
    return factories.LessonFactory(published=True, statement=statement, detail="")


def test_a_paraphrase_is_a_duplicate(member):
    written = lesson("We had no alerts for high CPU usage")
    found = search.similar_to_text("CPU alerting was missing completely", member)
    assert [match.lesson_id for match in found] == [written.pk]


def test_the_same_subject_is_no_duplicate(member):
    lesson("We had no alerts for high CPU usage")
    assert search.similar_to_text("Buy faster machines for the CPU farm", member) == []


def test_similar_lessons_may_share_no_word(member):
    mine = lesson("Certificates expired because nobody was warned")
    other = lesson("No monitoring of SSL expiry")
    assert [match.lesson_id for match in search.similar_to(mine, member)] == [other.pk]


def test_a_risk_is_met_by_what_means_the_same(member):
    found = lesson("No monitoring or record of SSL certs’ expiry")
    ((projects, (met,)),) = search.risks_met_before(["A certificate expires unseen"], member)
    assert projects == 1 and met.object_id == found.pk and met.words == ()


def test_a_risk_is_met_by_what_means_nearly_the_same_and_shows_two_of_its_words(
    member, monkeypatch
):
    monkeypatch.setattr(Evidence, "shown_by", lambda *_: [])  # as if many texts held these words
    found = lesson("After lunch the namespace was deleted on the cluster of the hub")
    ((_, (met,)),) = search.risks_met_before(
        ["Somebody deletes the production cluster by accident"], member
    )
    assert met.object_id == found.pk and set(met.words) == {"deletes", "cluster"}


def test_words_that_a_risk_shares_by_chance_are_not_enough(member):
    factories.DecisionFactory(
        published=True,
        choice="DNS zones of the network",
        what_happened="Decisions on addresses are kept in code.",
    )
    risk = "The decisions leave out people in other time zones"
    assert search.risks_met_before([risk], member) == [(0, [])]


def test_a_long_text_meets_a_risk_in_the_sentence_that_speaks_of_it(member):
    chapters = "The caterer was praised. Rooms were booked early. " * 8
    told = f"{chapters}The disk of a database server filled up overnight. {chapters}"
    whole = factories.RetrospectiveFactory(published=True, title="Conference", context=told)
    risk = "The disk of the database server fills up"
    ((_, (met,)),) = search.risks_met_before([risk], member)
    assert met.object_id == whole.pk


@pytest.mark.parametrize("risk", ["The disk is full", "A disk fills up"])
def test_a_passage_with_all_words_of_a_risk_speaks_of_it(member, risk):
    chapters = "The caterer was praised. Rooms were booked early. " * 8
    servers = (
        "This resulted in servers filling up their disks, until each disk was full of old logs."
    )
    told = f"{chapters}{servers} {chapters}"
    whole = factories.RetrospectiveFactory(published=True, title="Conference", context=told)
    ((_, (met,)),) = search.risks_met_before([risk], member)
    assert met.object_id == whole.pk and "disk" in met.words


@pytest.mark.parametrize(("kind", "projects"), [("wrong", 1), ("well", 0)])
def test_what_went_well_meets_no_risk_by_sounding_like_it(member, kind, projects):
    factories.ObservationFactory(published=True, kind=kind, text="The teamwork itself.")
    risk = "Some team members do most of the work and others hardly take part"
    assert search.risks_met_before([risk], member)[0][0] == projects


def test_a_single_word_of_a_risk_does_not_help_a_text_over(member):
    lesson("Give each student some time between the days to clean up the repository")
    risk = "Too many students drop out after the first day"
    assert search.risks_met_before([risk], member) == [(0, [])]


def test_a_risk_that_nobody_met_finds_nothing(member):
    assert search.risks_met_before(["The cargo ship sinks in a storm"], member) == [(0, [])]


def test_notes_of_the_same_meaning_are_grouped(meaning_on):
    texts = ["Good session overall!", "The pull requests waited for days", "It was a good session"]
    assert search.group_similar(texts) == [[0, 2]]


def test_notes_in_other_languages_are_grouped_by_their_words(meaning_on):
    texts = [
        "Die Proben waren zu kurz für alle",
        "Zu kurz waren die Proben für uns alle",
        "Das Essen war sehr gut",
    ]
    assert search.group_similar(texts) == [[0, 1]]


def test_terms_of_a_brief_leave_out_the_common_words_of_its_language(member, words_counted):
    with words_counted():
        lesson("Die Umstellung der Server war zu lang, und man soll die Kunden warnen.")
        lesson("Processes die when the server restarts")
    brief = "Die Server werden umgestellt. Man soll die Kunden vor der Umstellung warnen."
    assert {*search.key_terms(brief)} == {"Server", "Kunden", "Umstellung", "warnen"}


def test_where_nobody_wrote_about_a_subject_nothing_is_close(member, monkeypatch):
    """What is nearest speaks of customers and roll-outs, as texts about other subjects do."""
    monkeypatch.setattr("retros.search.reasons.FEW", 3)
    monkeypatch.setattr("retros.search.reasons.OF", 1)
    rolled_out = lesson("Roll out to a few customers first, and tell support before")
    search.reindex()
    brief = (
        "We replace the payment provider of our shop. Customers must not enter their cards again,"
        " refunds keep working, and finance needs matching reports."
    )
    close = {it.lesson_id: it.is_close for it in search.for_kickoff(brief, user=member)}
    assert close[rolled_out.pk] is False


def test_whole_retrospectives_do_not_vouch_for_a_text_without_a_shared_word(member):
    told = [(0.1, frozenset(), "lesson")] * 100 + [(0.7, frozenset(), "retrospective")] * 500
    cut = Reasons("A new payment provider", {}, ranking.weigh({})).cut(told)
    assert cut.is_close(0.47, True) and not cut.is_close(0.47, False)
