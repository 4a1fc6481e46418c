"""What a kickoff finds by meaning beside words, and how it says so."""

from dataclasses import replace
from unittest.mock import patch

import pytest

from retros import search
from retros.search import Match
from retros.search.evidence import Evidence
from tests import factories
from tests.kickoffs.conftest import make_lesson

pytestmark = pytest.mark.django_db
BRIEF = (
    "We automate how the TLS certificates of all our services are renewed, so that none expires"
    " unseen again. Two engineers do it until autumn."
)
ROUTINE = (
    " The kickoff is on Tuesday at ten in the large meeting room. The budget is 85,000 euros, of which"
    " 20,000 are set aside. The head of the department wants a report on the first Friday of each month."
)


@pytest.fixture(autouse=True)
def others(meaning_on):
    """Lessons of other subjects, so that words and meanings have something to stand out from."""
    for statement in (
        "Serve coffee in the breaks of a long meeting",
        "Ask players early which controls they expect",
        "Book the venue a year before",
        "Let newcomers pair with somebody who knows the code",
        "Agree on one format of the notes",
    ):
        make_lesson(statement, detail="")


@pytest.fixture
def kickoff(member):
    return factories.KickoffFactory(created_by=member, brief=BRIEF)


def found(member, text=BRIEF, **more):
    return search.for_kickoff(text, user=member, **more)


def test_lesson_without_a_word_in_common_is_found_by_its_meaning(member):
    expired = make_lesson("SSL ran out at night and nobody was warned", detail="")
    first = found(member)[0]
    assert first.lesson_id == expired.pk
    assert first.is_close and first.is_similar and not first.words


@pytest.mark.parametrize("text", [BRIEF, "TLS certificates renewed automatically", BRIEF + ROUTINE])
def test_how_long_a_brief_is_does_not_decide_what_is_close(member, text):
    expired = make_lesson("SSL ran out at night and nobody was warned", detail="")
    close = [it.lesson_id for it in found(member, text) if it.is_close]
    assert close == [expired.pk]


@pytest.mark.parametrize("is_on", [True, False])
def test_only_key_terms_are_reasons(member, settings, monkeypatch, is_on):
    settings.MEANING = is_on
    shared = make_lesson("Renew TLS certificates of services early", detail="")
    search.reindex()
    monkeypatch.setattr("retros.search.telling_words.shown", lambda *_: ["certif"])
    match = {it.lesson_id: it for it in found(member)}[shared.pk]
    assert set(match.words) <= {"certificates"}


def test_retrospectives_of_odd_titles_put_no_lesson_behind_those_without_any_word(member):
    odd = {"detail": "", "retrospective__summary": ""}
    title = "retrospective__title"
    make_lesson("Renew TLS certificates before they expire", **odd, **{title: "Hamster parade"})
    by_a_word = make_lesson("Hang no certificates above the cage", **odd, **{title: "Owl show"})
    assert by_a_word.pk in [it.lesson_id for it in found(member)[:2]]


def test_page_says_that_it_is_similar_in_meaning_and_by_which_sentence(reader, member, kickoff):
    make_lesson(
        "A night in May",
        detail="It was raining. The SSL of the shop ran out and no monitoring had warned anybody.",
    )
    page = reader.get(kickoff.get_absolute_url()).text
    assert "Similar in meaning: “The SSL of the shop ran out" in page


def test_words_that_a_short_text_of_the_same_meaning_shares_are_named(member, monkeypatch):
    monkeypatch.setattr(Evidence, "shown_by", lambda *_: [])  # as if all texts held these words
    lesson = make_lesson("List which certificates belong to which services", detail="")
    match = {it.lesson_id: it for it in found(member)}[lesson.pk]
    assert set(match.words) == {"certificates", "services"} and not match.is_similar


def test_a_heading_alone_is_no_reason(reader, kickoff):
    make_lesson("SSL ran out at night and nobody was warned", detail="General.")
    assert "General." not in reader.get(kickoff.get_absolute_url()).text


def test_a_filter_by_kind_gives_as_many_close_ones_as_it_says(reader, member, kickoff):
    one, other = (make_lesson(it, detail="") for it in ("Ask who holds the keys", "Serve tea"))
    match = Match(object_id=one.pk, closeness=1, is_close=False)
    further = replace(match, object_id=other.pk, is_close=True)  # among lessons alone
    everything = [replace(match, is_close=True)]
    with patch("retros.kickoffs.finding.for_kickoff") as asked:
        asked.side_effect = lambda *_, kinds, **__: (
            [match, further] if len(kinds) == 1 else everything
        )
        pages = [reader.get(kickoff.get_absolute_url(), {"kind": it}) for it in ((), "lesson")]
    for page in pages:
        assert "1 match from 1 project" in page.text
        assert 'value="lesson"' in page.text and 'Lessons<span class="n">1</span>' in page.text
    assert "Show 1 weaker match" in pages[1].text and other.statement not in pages[1].text


def test_what_is_almost_close_stands_below_under_its_own_heading(reader, kickoff):
    close, almost, far = map(make_lesson, ("Watch the keys", "Ask for a plan", "Serve coffee"))
    first = Match(object_id=close.pk, closeness=1)
    weaker = replace(first, object_id=almost.pk, is_close=False, is_almost_close=True)
    found = [first, weaker, replace(weaker, object_id=far.pk, is_almost_close=False)]
    with patch("retros.kickoffs.finding.for_kickoff", return_value=found):
        page = reader.get(kickoff.get_absolute_url()).text
    places = [page.index(it) for it in (close.statement, "Weaker matches", almost.statement)]
    assert places == sorted(places)
    assert far.statement not in page and "Show 1 more weaker match" in page
    with patch("retros.kickoffs.finding.for_kickoff", return_value=found[1:]):
        page = reader.get(kickoff.get_absolute_url()).text
    assert "No close matches" in page and "None of these is close to your brief" in page
    assert page.index("Weaker matches") < page.index(almost.statement)
    assert far.statement not in page


def test_word_of_another_meaning_is_no_reason(member):
    lesson = make_lesson("Production ran out of disk", detail="Marketing was told late.")
    match = {it.lesson_id: it for it in found(member, "A new product for four markets")}
    assert lesson.pk not in match or match[lesson.pk].words == ()


def test_a_brief_in_another_language_is_ranked_by_its_words(member):
    lesson = make_lesson("Zertifikate der Dienste früh erneuern", detail="Sie liefen nachts ab.")
    text = "Wir erneuern die Zertifikate für alle Dienste nicht mehr von Hand."
    (match,) = found(member, text)
    assert match.lesson_id == lesson.pk and not match.is_similar


def test_lesson_is_also_judged_by_its_retrospective(member):
    def lesson_of(title):
        record = factories.RetrospectiveFactory(published=True, title=title, summary=title)
        return make_lesson("Test the builds sooner", retrospective=record, detail=f"{len(title)}.")

    other = lesson_of("A conference for volunteers")
    jam = lesson_of("A game jam of a weekend")
    order = [it.lesson_id for it in found(member, "We take part in a game jam for three days.")]
    assert order.index(jam.pk) < order.index(other.pk)


def test_key_terms_are_words_that_tell_what_the_brief_is_about(member):
    make_lesson("Certificates of services", detail="Engineers renewed them until autumn, unseen.")
    search.reindex()
    terms = search.key_terms(BRIEF)
    assert {"certificates", "renewed"} <= set(terms)
    assert "unseen" not in terms


def test_without_the_model_words_alone_decide(member, settings):
    make_lesson("SSL ran out at night and nobody was warned", detail="")
    named = make_lesson("Renew TLS certificates of services early", detail="")
    settings.MEANING = False
    assert [it.lesson_id for it in found(member)] == [named.pk]


def test_copies_are_one_card_with_where_else(reader, kickoff):
    for name in ("Harbor", "Lighthouse"):
        lesson = make_lesson("Renew TLS certificates before they expire", detail="")
        project = lesson.retrospective.project
        project.name = name
        project.save()
    page = reader.get(kickoff.get_absolute_url()).text
    assert page.count("Renew TLS certificates before they expire</a>") == 1
    assert "Also in " in page


def test_what_is_found_is_the_same_each_time(member):
    make_lesson("SSL ran out at night and nobody was warned", detail="")
    assert found(member) == found(member)
