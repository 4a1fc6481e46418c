"""What people type, taken apart."""

import pytest

from retros.search import operators, parsing, terms
from tests.search.hostile import HOSTILE


def stems(text):
    return parsing.parse(text).stems


def test_words_are_folded_and_stemmed():
    assert stems("Réhearsals of the Cut-Over") == ["rehears", "cut", "over"]


def test_forms_of_accents_are_the_same_word():
    assert stems("re\u0301sume\u0301") == stems("résumé") == stems("resume")


def test_possessives_and_contractions_are_one_word():
    assert stems("the team's don't") == ["team", "dont"]


def test_quoted_phrase_is_strict():
    query = parsing.parse("stock “Cut over rehearsal” API")
    assert query.phrases == (("cut", "over", "rehears"),)
    assert query.stems == ["stock", "cut", "over", "rehears", "api"]


def test_minus_leaves_out_but_a_hyphen_does_not():
    query = parsing.parse('cut-over -vendor -"fixed date" - x')
    assert query.without == (("vendor",), ("fix", "date"))
    assert query.stems == ["cut", "over", "x"]


def test_quote_that_is_still_open_is_no_phrase():
    query = parsing.parse('"cut ov')
    assert query.phrases == () and query.stems == ["cut", "ov"]


def test_operators_narrow():
    query = parsing.parse(
        'outage kind:lessons category:Process tag:remote team:"Stock tools" year:2024..'
    )
    assert query.stems == ["outag"]
    assert query.fields == {
        "kind": ("lesson",),
        "category": ("process",),
        "tag": ("remote",),
        "team": ("Stock tools",),
    }
    assert query.years == (2024, None)


@pytest.mark.parametrize("text", ["kind:nonsense", "year:soon", "http://x", "tag:", "note:this"])
def test_what_is_no_operator_is_words(text):
    query = parsing.parse(text)
    assert not query.fields and query.years is None and query.words


@pytest.mark.parametrize(
    ("text", "years"),
    [("2024", (2024, 2024)), ("2024..2026", (2024, 2026)), ("..2026", (None, 2026)), ("..", None)],
)
def test_years(text, years):
    assert operators.years_of(text) == years


def test_number_of_words_is_limited():
    assert (
        len(parsing.parse(" ".join(f"w{n}" for n in range(5000))).words) == parsing.QUERY_MAX_WORDS
    )


def test_nothing_in_a_description_is_an_operator():
    assert set(terms.prose('We -replace "the old" tag:x', 10)) == {"replac", "old", "tag", "x"}


def test_run_longer_than_any_word_is_kept_in_pieces():
    assert "".join(terms.stems("q" * 200)) == "q" * 200


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_stems_are_letters_and_digits_only(text):
    query = parsing.parse(text)
    parts = [*query.stems, *(stem for phrase in query.phrases + query.without for stem in phrase)]
    assert all(stem.isalnum() and len(stem) <= 64 for stem in parts + terms.stems(text))


def test_operator_that_is_typed_again_narrows_once():
    text = "cut tag:a over tag:a " + "tag:b " * 600
    assert parsing.parse(text).fields == {"tag": ("a", "b")}
    found = [filter[:2] for filter in operators.typed_filters(text)]
    assert found == [("tag", "a"), ("tag", "b")]


def test_filter_is_taken_out_of_the_text_wherever_it_stands():
    [(_, _, rest)] = operators.typed_filters("tag:a cut  tag:a over tag:a")
    assert rest == "cut over"


def test_number_of_typed_filters_is_limited():
    text = " ".join(f"tag:t{n}" for n in range(300))
    assert len(parsing.parse(text).fields["tag"]) == operators.FILTERS_MAX
    assert len(operators.typed_filters(text)) == operators.FILTERS_MAX
    assert operators.has_too_many_filters(text)
    assert operators.without_filters(f"{text} cut") == "cut"


@pytest.mark.parametrize(
    "text",
    [
        "Rehearse the rehearsal; REHEARSED, re-rehearse and unrehearsed, rehearse_all",
        "Élan is not elan’s élan; c++ and C# and v2.14.3, 2.14 and 14, 1.2.3",
        "l'équipe said “équipe” and 'equipes', naïve NAÏVETÉ",
        "本番環境 by the team",
    ],
)
def test_places_of_some_stems_are_those_among_all(text):
    text = terms.normal(text)
    every = list(terms.places(text))
    for stem in {word.stem for *_, word in every}:
        assert list(terms.places(text, among={stem})) == [it for it in every if it[2].stem == stem]
