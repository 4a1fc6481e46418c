"""What changed between two texts: readable, and nothing lost of either."""

from hypothesis import given
from hypothesis import strategies as st

from retros.text_diff import diff
from tests.pace import at_most

TEXTS = st.text(alphabet="ab \n.é", max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_runs(before, after):
    runs = diff(before, after)
    assert "".join(text for what, text in runs if what != "added") == before
    assert "".join(text for what, text in runs if what != "removed") == after


def test_a_changed_word_is_told_from_the_words_around_it():
    assert diff("The first rehearsal failed.", "The second rehearsal failed.") == [
        ("same", "The "),
        ("removed", "first"),
        ("added", "second"),
        ("same", " rehearsal failed."),
    ]


def test_a_line_put_in_leaves_the_others_alone():
    assert diff("one\ntwo\n", "one\nand a half\ntwo\n") == [
        ("same", "one\n"),
        ("added", "and a half\n"),
        ("same", "two\n"),
    ]


def test_equal_texts_are_one_run_and_empty_ones_none():
    assert diff("same", "same") == [("same", "same")]
    assert diff("", "") == []


def test_two_long_texts_take_no_more_than_moments():
    before = " ".join(f"word{number}" for number in range(15_000))
    after = " ".join(f"other{number}" for number in range(15_000))
    with at_most(5):
        assert diff(before, after) == [("removed", before), ("added", after)]
        diff("a b\n" * 25_000, "b a\n" * 25_000)


def test_one_word_changed_in_a_long_text_is_marked_by_itself():
    words = [f"word{number % 500}" for number in range(9_000)]
    before, after = " ".join(words), " ".join([*words[:4_000], "other", *words[4_001:]])
    assert [run for run in diff(before, after) if run[0] != "same"] == [
        ("removed", "word0"),
        ("added", "other"),
    ]
