"""Letters, marks and names that are written in several ways."""

import pytest

from retros import search
from retros.search import terms
from tests import factories

TEXT = (
    "Straße, Tromsø, Łódź, œuvre, đường, Ærø, Þing. Soft hyphens: co\u00adoperate, Gesamt\u00adkonzept;"
    " zero width: zero\u200bwidth. We use C++ here, C# there and C++17 later."
)


@pytest.mark.parametrize(
    "plain",
    [
        *("strasse", "straße", "tromso", "lodz", "oeuvre", "duong", "aero", "thing"),
        *("cooperate", "gesamtkonzept", "zerowidth", "C++", "c#"),
    ],
)
def test_a_word_is_found_by_its_plain_letters(plain):
    assert set(terms.stems(plain)) <= set(terms.stems(TEXT))
    assert terms.stems(plain)


def test_languages_of_one_letter_are_told_apart():
    assert (
        len({*terms.stems("C"), *terms.stems("C++"), *terms.stems("C#"), *terms.stems("F#")}) == 4
    )


def test_a_plus_after_another_word_is_no_language():
    assert terms.stems("vitamin B++") == terms.stems("vitamin B")


def test_people_see_the_word_that_was_found(member):
    lesson = factories.LessonFactory(
        published=True, statement="Write it down", detail="In C++ the Straße was co\u00adoperative."
    )
    (hit,) = search.search("C++ strasse cooperative", user=member, kinds=("lesson",)).hits
    assert hit.object_id == lesson.pk
    assert "<mark>C++</mark> the <mark>Straße</mark> was <mark>cooperative</mark>" in hit.snippet
