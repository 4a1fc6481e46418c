"""/kickoffs/<id>/: what a card gives as its reason, and what it leaves out."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from retros import search
from retros.kickoffs.kinds import repeats
from retros.models import SearchEntry
from retros.search.ranking import weigh
from retros.search.reasons import Cut, Reasons
from retros.search.relevance import _Close, query_terms
from retros.search.terms import stem_of
from tests import factories
from tests.kickoffs.conftest import make_lesson

pytestmark = pytest.mark.django_db
BRIEF = (
    "We automate how the TLS certificates of all our services are renewed, so that none expires"
    " unseen again. Two engineers do it until autumn."
)
KITCHEN = (
    "The kitchen of the school was painted green, with tiles of an old bakery around its oven."
)
EXPIRED = "SSL ran out at night & nobody was warned"


@pytest.fixture
def kickoff(meaning_on):
    for statement in ("Serve coffee in the breaks", "Book the venue early", "Pair with newcomers"):
        make_lesson(statement, detail="")
    return factories.KickoffFactory(brief=BRIEF)


def reasons(browser, kickoff, anchor):
    page = BeautifulSoup(browser.get(kickoff.get_absolute_url()).text, "html.parser")
    return [" ".join(it.text.split()) for it in page.select(f"#{anchor} .reason")]


def test_sentence_that_is_the_title_is_not_repeated(reader, kickoff):
    observation = factories.ObservationFactory(
        retrospective=factories.RetrospectiveFactory(published=True), text=f"{EXPIRED}."
    )
    assert reasons(reader, kickoff, observation.anchor) == ["Similar in meaning"]


def test_sentence_that_goes_on_where_the_title_was_cut_is_not_repeated(reader, kickoff):
    lesson = make_lesson(f"{EXPIRED}…", detail=f"{EXPIRED} in May.")
    assert reasons(reader, kickoff, f"lesson-{lesson.pk}") == ["Similar in meaning"]


def test_heading_does_not_run_into_the_sentence(reader, kickoff):
    lesson = make_lesson("A night in May", detail=f"## What happened\n\n{EXPIRED}.")
    (reason,) = reasons(reader, kickoff, f"lesson-{lesson.pk}")
    assert reason == f"Similar in meaning: “{EXPIRED}.”"


@pytest.mark.parametrize(
    ("passage", "is_close"),
    [
        ("The yogurt expires, and children win certificates for running.", False),
        ("A certificate of the services expired in autumn, and nobody knew.", True),
    ],
)
def test_long_text_is_close_if_the_passage_with_the_words_is(
    kickoff, member, monkeypatch, passage, is_close
):
    told = "A script checks the keys of all servers and reports by mail. " * 12
    monkeypatch.setattr("retros.search.reasons.NEAR", 0.45)
    whole = factories.RetrospectiveFactory(
        published=True, title="Renewals", context=f"{told}\n{passage} {KITCHEN}"
    )
    found = search.for_kickoff(BRIEF, user=member, kinds=("retrospective",))
    (match,) = [it for it in found if it.object_id == whole.pk]
    assert match.is_close is is_close and set(match.words) >= {"certificates", "expires"}


@pytest.mark.parametrize(
    ("title", "is_repeated"),
    [
        ("… <mark>SSL</mark> ran out at night &amp; nobody was …", True),
        ("SSL ran out at night…", True),
        ("A night in May", False),
    ],
)
def test_marked_escaped_and_cut_titles_are_compared_as_text(title, is_repeated):
    assert repeats(EXPIRED, title) is is_repeated


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Wir bauen eine neue Kasse mit großen Tasten.", {"Kasse", "Tasten"}),
        ("L’équipe qu’elle aide change d’outil.", {"équipe", "outil"}),
        ("新しい倉庫を作る", {"倉庫"}),
    ],
)
def test_key_terms_of_other_languages_are_no_words_of_every_sentence(db, text, terms):
    make_lesson(text, detail="")
    search.reindex()
    found = set(search.key_terms(text))
    assert terms <= found
    assert not found & {"neue", "großen", "qu’elle", "d’outil", "elle", "しい"}


@pytest.mark.parametrize("word", ["start", "started", "found", "continues", "helping", "shown"])
def test_verb_of_every_subject_is_no_reason_and_no_key_term(member, kickoff, word):
    lesson = make_lesson(f"We {word} TLS certificates", detail="")
    search.reindex()
    text = f"{BRIEF} We {word} soon."
    match = {it.lesson_id: it for it in search.for_kickoff(text, user=member)}[lesson.pk]
    assert "certificates" in match.words and word not in match.words
    assert word not in search.key_terms(text)


@pytest.mark.parametrize(("word", "tells"), [("app", False), ("mobile", True)])
def test_a_single_general_word_of_a_short_brief_is_no_reason(db, word, tells):
    brief = "New mobile app for customers."
    terms, _, _ = query_terms(brief)
    held = {"app": 40, "mobil": 1, "custom": 30}
    weights = replace(weigh(dict.fromkeys(terms, 1)), counts=held)
    reasons = Reasons(brief, terms, weights)
    near = _Close(similarity=0.6, stems=frozenset([stem_of(word)]))
    assert reasons.tells(near, Cut(0.36, 0.04, reasons.is_short)) is tells
    assert reasons.tells(near, Cut(0.36, 0.04))  # of a longer one
    of_a_risk_alone = _Close()
    assert not reasons.tells(of_a_risk_alone, Cut(0.36, 0.04, reasons.is_short))


@pytest.mark.parametrize(
    ("title", "around", "shown"),
    [
        ("Test mobile builds sooner", 0.31, {"mobil": "mobile"}),
        ("Test mobile builds sooner", 0.2, {}),
        ("Test the app sooner", 0.31, {}),
    ],
)
def test_a_rare_word_of_a_short_brief_is_a_reason_where_the_project_is_near(
    db, title, around, shown
):
    brief = "New mobile app for customers."
    terms, _, _ = query_terms(brief)
    weights = replace(weigh(dict.fromkeys(terms, 1)), counts={"app": 40, "mobil": 1, "custom": 30})
    reasons = Reasons(brief, terms, weights)
    entry = SearchEntry(title=title)
    stems = frozenset(stem_of(it) for it in title.lower().split())
    close = _Close(similarity=0.34, stems=stems, whole=(around, frozenset()))
    assert reasons.rare_in(entry, close, Cut(0.36, 0.04, reasons.is_short)) == shown
    assert reasons.rare_in(entry, close, Cut(0.36, 0.04)) == {}  # of a longer one
