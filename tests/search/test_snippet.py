"""Passages: the right window, the right marks, never any markup of the text's own."""

import re

import pytest

from retros.search.plain import plain
from retros.search.snippet import beginning, marked, snippet

SCRIPTS = [
    "<script>alert('cut')</script>",
    "<img src=x onerror=alert('cut')>",
    "<svg/onload=alert('cut')>",
    "<mark><b>cut</b></mark>",
    "\"><iframe src='javascript:alert(1)'>cut",
    "&lt;script&gt;cut&lt;/script&gt;",
    "&#60;script&#62;cut",
    "<scr<script>ipt>cut</scr</script>ipt>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>cut</a>",
    "</mark><script>cut",
    "{{ cut }} {% cut %}",
    "<style>@import'//x';cut</style>",
    "<math><mi xlink:href='javascript:alert(1)'>cut",
    "<!--><img src=x onerror=alert(1)>cut-->",
    "[cut](javascript:alert(1))",
    "`<details open ontoggle=alert(1)>` cut",
]


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize("prepare", [str, plain])
def test_no_markup_of_the_text_survives(text, prepare):
    html = snippet(prepare(text), {"cut"})
    assert "<" not in re.sub("</?mark>", "", html)
    assert html.count("<mark>") == html.count("</mark>")


def test_words_with_the_same_stem_are_marked():
    html = snippet("They rehearsed; a rehearsal & more", {"rehears"})
    assert html == "They <mark>rehearsed</mark>; a <mark>rehearsal</mark> &amp; more"


def test_window_has_most_of_the_words():
    text = "cut once. " + "filler " * 100 + "cut over rehearsal here. " + "filler " * 100
    html = snippet(text, {"cut", "over", "rehears"})
    assert "<mark>cut</mark> <mark>over</mark> <mark>rehearsal</mark>" in html
    assert html.startswith("… ") and html.endswith(" …") and len(html) < 320


def test_without_marks_it_is_the_beginning():
    assert snippet("word " * 100, set()).startswith("word word")


def test_accents_do_not_shift_the_marks():
    assert snippet("un re\u0301sume\u0301 net", {"resum"}) == "un <mark>résumé</mark> net"


def test_title_is_marked_whole():
    assert marked("a " * 200 + "cut", {"cut"}).endswith("<mark>cut</mark>")


def test_beginning_ends_with_a_whole_word():
    assert beginning("some words here", 12) == "some words…"


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("# Title\n\n**bold** _and_ `code`", "Title. bold and code"),
        (
            "## What happened?\nIt broke\n### Why ##\nWe hurried",
            "What happened? It broke Why. We hurried",
        ),
        ("- [link](http://x.org/a_b) ![pic](y.png)", "link pic"),
        ("> quoted\n> 1. one", "quoted one"),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
        ("snake_case * 3 &amp; 4 < 5", "snake_case 3 & 4 < 5"),
        ("<div class='x'>in</div> a<br>b", "in a b"),
    ],
)
def test_markdown_is_stripped_to_its_words(markdown, words):
    assert plain(markdown) == words


@pytest.mark.parametrize("piece", ["[", "![](", "<", "*", "_", "`", "> ", "| ", "#", "&", "]("])
def test_stripping_takes_linear_time(piece):
    assert plain(piece * 100_000 + " end").endswith("end")
