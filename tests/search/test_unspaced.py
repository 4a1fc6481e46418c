"""Text that is written without spaces between its words."""

import pytest

from retros import search
from retros.search import terms
from tests import factories

TEXTS = {
    "Japanese": (
        "プロジェクトの振り返りで本番環境のリハーサルを行う。",
        "本番環境",
        "振り返り",
        "移行計画",
    ),
    "Chinese": ("上线之前在生产环境的副本上反复演练切换流程。", "生产环境", "演练", "供应商"),
    "Thai": ("เราควรซ้อมการย้ายระบบบนสำเนาของฐานข้อมูลจริง", "ฐานข้อมูล", "ซ้อม", "ลูกค้า"),
    "Korean": ("배포하기 전에 운영 환경의 사본에서 전환을 연습한다.", "전환", "연습", "고객"),
}


@pytest.fixture(params=TEXTS)
def example(request, db):
    """(a lesson, a word in it, another, a word that it lacks) in one language."""
    text, *asked = TEXTS[request.param]
    factories.LessonFactory(published=True, statement="Rehearse the cut-over", detail="Often.")
    return factories.LessonFactory(published=True, statement=text[:40], detail=text), *asked


def test_word_in_the_middle_of_a_text_is_found(example, found):
    lesson, one, other, missing = example
    for asked in (one, other, f"{other} {one}", f"{one}{other}", f"{one} {missing}"):
        assert found(asked, kinds=("lesson",)) == [("lesson", lesson.pk)]


def test_phrase_is_strict(example, found, member):
    lesson, one, _, missing = example
    assert found(f'"{one}"') == [("lesson", lesson.pk)]
    assert search.search(f'"{one}{missing}"', user=member).is_looser


def test_minus_leaves_out(example, found):
    _, one, other, _ = example
    assert found(f"{one} -{other}") == []


def test_single_letter_is_found(example, found):
    lesson, one, *_ = example
    assert found(one[:1], kinds=("lesson",)) == [("lesson", lesson.pk)]


def test_found_word_is_marked_whole(example, member):
    _, one, *_ = example
    (hit,) = search.search(one, user=member, kinds=("lesson",)).hits
    assert f"<mark>{one}</mark>" in hit.snippet


def test_more_of_the_words_ranks_higher(found):
    some = factories.LessonFactory(published=True, statement="本番の環境", detail="計画")
    every = factories.LessonFactory(published=True, statement="本番環境の移行", detail="計画")
    hits = found("本番環境の移行計画", kinds=("lesson",))
    assert hits == [("lesson", every.pk), ("lesson", some.pk)]


def test_words_of_two_scripts_are_two_words():
    assert terms.stems("API設計2024年") == ["api", "設", "設計", "計", "2024", "年"]
    assert [word.written for word in terms.words("API設計")] == ["API", "設計"]


def test_narrow_letters_are_the_duplicate_of_wide_ones():
    assert terms.stems("ｶﾞｲﾄﾞ") == terms.stems("ガイド")


def test_letters_that_no_script_has_yet_are_no_words():
    assert terms.stems("\U000322f9") == []


def test_punctuation_ends_a_word():
    assert terms.stems("設計。実装・検証") == [
        *"設",
        "設計",
        *"計実",
        "実装",
        *"装検",
        "検証",
        "証",
    ]


def test_beginning_of_a_likely_word_is_completed(member):
    factories.LessonFactory(published=True, statement="本番環境でリハーサルを行う")
    search.reindex()
    assert "リハーサル" in search.suggest("次のリハ", member)
    assert "本番環境" in search.suggest("本番", member)
    assert search.suggest("リハーサルを", member) == ()


def test_pairs_of_letters_are_not_taken_for_typing_errors(example, member):
    search.reindex()
    results = search.search(f"{example[1]}{example[3]}", user=member)
    assert (results.did_you_mean, results.unknown) == ("", ())


def test_description_finds_lessons(example, member):
    lesson, one, *_ = example
    (match,) = search.for_kickoff(f"{one}?", user=member)
    assert match.lesson_id == lesson.pk
