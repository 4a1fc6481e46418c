"""What a hint carries, what is passed over, whose names are known, and that it stays quick."""

import time

import pytest

from retros.wording import first_words, hints

BLAME = "We should have known, and it was the vendor's fault."


def rules_of(text, **given):
    return [hint.rule for hint in hints(text, **given)]


def test_hint_says_where_its_words_stand():
    hint = hints("In May we should  have asked.")[0]
    assert (hint.start, hint.end, hint.words) == (10, 22, "should  have")
    assert hint.reason
    assert hint.instead


def test_hints_come_in_the_order_of_the_text():
    assert rules_of(BLAME) == ["hindsight", "blame"]


def test_places_are_counted_in_characters_whatever_stands_before():
    text = "👩‍👩‍👧 Überall: we should’ve asked. “quote” — then we should have waited."
    assert [text[h.start : h.end] for h in hints(text)] == ["should’ve", "should have"]


@pytest.mark.parametrize(
    "text",
    [
        f"> {BLAME}",
        f"A customer said “{BLAME}”",
        f'A customer said "{BLAME}"',
        f"Man sagte „{BLAME}“",
        f"On a dit « {BLAME} »",
        f"`{BLAME}`",
        f"```\n{BLAME}\n```\n",
        f"~~~ text\n\n{BLAME}",
        "See https://example.org/we-should-have-asked/ or www.obviously.example",
        "Read [the notes](/we/obviously/failed/to/ask).",
        "Mail obviously@example.org",
        '<img alt="obviously">',
        "",
        " \n\t",
    ],
)
def test_quotes_code_and_addresses_are_passed_over(text):
    assert not hints(text)


@pytest.mark.parametrize(
    "text",
    [
        f'5" disks. {BLAME}',
        f"“An open quote.\n\n{BLAME}",
        f"`An open tick. {BLAME}",
        f"```\ncode\n```\n{BLAME}",
        f"Don’t laugh: {BLAME}",
        f"3 < 4. {BLAME}",
        f"We **really** liked it. {BLAME}",
        f"- {BLAME}",
        f"> quoted\n\n{BLAME}",
    ],
)
def test_what_only_looks_like_a_quote_hides_nothing(text):
    assert rules_of(text) == ["hindsight", "blame"]


def test_names_are_found_only_when_given():
    assert rules_of("Ada restarted it.") == []
    assert rules_of("Zoë restarted it.", names=["Zoë Lind"]) == ["person"]


def test_full_name_is_one_hint():
    (hint,) = hints("The fix by Zoë Lind held.", names=["Zoë Lind"])
    assert hint.words == "Zoë Lind"


def test_handle_is_one_hint_also_when_it_holds_a_name():
    found = hints("Ask @Zoë, or ask @ben-l first.", names=["Zoë Lind"])
    assert [hint.words for hint in found] == ["@Zoë", "@ben-l"]


@pytest.mark.parametrize("name", ["", " ", "x", "42", "*", "(", "a" * 80, "\x00"])
def test_strange_names_find_nothing(name):
    assert not hints("x 42 * ( A rehearsal.", names=[name])


def test_first_words_are_those_that_can_begin_a_name():
    assert first_words("In May Zoë asked Ben, and I said no.") == {"In", "May", "Zoë", "Ben"}


HOSTILE = [
    "should have ", "we could have ", "the root cause of ", "they always ", "great job ",
    "we really really failed to ", "the team's fault ", "lazy ", "hero ", "human error ",
    '"', "“", "‘", "`", "```\n", "](", "@", "@a", "a@", "a.", "<a ", "www.", "http://", "> ",
    "Anna ", "Will ", " ", "\n", "\t", "a", "'", "’", "ü", "\x00", "\ue000", "root cause : ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
def test_time_grows_with_the_text_and_not_faster(unit):
    def seconds(length):
        text = (unit * length)[:length]
        started = time.process_time()
        hints(text, names=["Anna Meier", "Will Brandt"])
        return time.process_time() - started

    quick = min(seconds(2_000) for _ in range(3))
    # Ten times the text takes ten times the time; were it a hundred times, this would fail.
    assert min(seconds(20_000) for _ in range(3)) < max(quick, 0.001) * 40
