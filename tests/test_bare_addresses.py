"""Addresses that somebody typed without Markdown are links, and nothing else is."""

import re

import pytest

from retros.models import MARKDOWN_MAX_LENGTH
from retros.rendering import plain_text, render_markdown
from tests.pace import at_most


def links(text):
    """[(where it leads, its words)] of each link."""
    return re.findall(r'<a href="([^"]*)" rel="nofollow noopener">(.*?)</a>', render_markdown(text))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://wiki.example.org/runbook/cut-over for the steps.", "https://wiki.example.org/runbook/cut-over"),
        ("https://example.org.", "https://example.org"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("https://example.org/a_(b), then", "https://example.org/a_(b)"),
        ("Is it HTTP://EXAMPLE.ORG/A?!", "HTTP://EXAMPLE.ORG/A"),
        ("**https://example.org/a_b_c**", "https://example.org/a_b_c"),
        ("“https://example.org/a”", "https://example.org/a"),
        ("手順はhttps://example.org/aをご覧ください。", "https://example.org/a"),
        ("| a |\n|---|\n| https://example.org/a |", "https://example.org/a"),
        ("https://example.org/café", "https://example.org/café"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
    ],
)  # fmt: skip
def test_bare_address_is_a_link(text, address):
    assert links(text) == [(address, address)]


def test_address_without_a_scheme_leads_to_https():
    assert links("at www.example.org/a, today") == [
        ("https://www.example.org/a", "www.example.org/a")
    ]


def test_query_is_kept_whole():
    assert links("https://example.org/?a=1&b=2#c") == [
        ("https://example.org/?a=1&amp;b=2#c", "https://example.org/?a=1&amp;b=2#c")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`https://example.org`", "```\nhttps://example.org\n```", "    https://example.org",
        "https://", "https://…", "www.", "www.example", "mail@www.example.org",
        "ftphttps://example.org", "javascript:alert(1)", "xhttps://example.org",
    ],
)  # fmt: skip
def test_other_text_is_no_link(text):
    assert "<a" not in render_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "[see https://example.org/b](https://example.org/a)",
        '<a href="https://example.org/a">see https://example.org/b</a>',
        "<https://example.org/a>",
    ],
)
def test_link_holds_no_other(text):
    assert render_markdown(text).count("<a ") == 1


@pytest.mark.parametrize("tail", ['"onmouseover="alert(1)', "<script>alert(1)</script>", "'><b>"])
def test_hostile_address_ends_before_its_trick(tail):
    ((leads_to, _),) = links(f"https://example.org/{tail}")
    assert set(leads_to) <= set("https://example.org/'")


@pytest.mark.parametrize(
    "piece",
    ["https://", "https://a.", "https://a)", "https://a(", "www.", "www.a.b", "www.-", "a.www.a", ")"],
)  # fmt: skip
def test_time_grows_with_the_text(piece):
    for text in (piece * (MARKDOWN_MAX_LENGTH // len(piece)), "https://a" + piece * 5_000):
        with at_most(1):
            render_markdown(text)


def test_plain_text_stays_as_it_is():
    assert plain_text("**https://example.org**.") == "https://example.org."
