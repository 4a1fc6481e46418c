"""What can't be brought in is refused with a reason; nothing else is."""

from contextlib import suppress

import pytest

from retros.exchange import UnreadableDocument, read
from retros.exchange.reading.files import MOST_BYTES_OF_TEXT
from tests.pace import at_most

pytestmark = pytest.mark.both_databases


def refusal(name, data):
    with pytest.raises(UnreadableDocument) as refused:
        read(name, data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.md", b"", "This file is empty."),
        ("a.md", b" \n\n---\n", "This file contains no words."),
        (
            "a.html",
            b"<svg><path d='M0 0'/></svg>",
            "This file contains no text that can be imported.",
        ),
        (
            "a.md",
            b"a" * (MOST_BYTES_OF_TEXT + 1),
            "This file is larger than 2 MB. Please split it.",
        ),
        ("a.md", b"\x00\x01PK", "This is not a text file."),
        ("a.md", b"\x01\x02\x03\x04 a picture", "This is not a text file."),
        (
            "a.doc",
            b"# A",
            "This is not a .doc file, although its name says so.",
        ),
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "This is an old or password-protected Office document",
        ),
        ("a", b"# A", "This file type is not supported"),
        ("a.md", b"a b " * 70_000, "One field would have"),
        ("a.md", b"# Lessons\n" + b"- a\n" * 501, "This document has 501 entries"),
        ("a.md", b"# Lessons\n\n- **" + b"a" * 110_000, "One field would have"),
        ("a.md", b"---\na: &x [1]\nb: *x\n---\n# A", "uses YAML anchors"),
        ("a.md", b"---\na: " + b"[" * 200 + b"]" * 200 + b"\n---\n# A", "nested too deeply"),
        ("a.md", b"---\na: " + b"b" * 17_000 + b"\n---\n# A", "longer than 16,000 characters"),
    ],
)
def test_unreadable_file_is_refused_with_the_reason(name, data, reason):
    assert reason in refusal(name, data)


def test_header_that_is_no_yaml_is_kept_as_text():
    document = read("a.md", b"---\ntitle: a: b: [\n---\n# Kept")
    assert document.title == "Kept"
    assert "title: a: b: [" in document.context
    assert "could not be read" in document.warnings[0]


@pytest.mark.parametrize("header", [b"- a\n- b", b"a", b"? {}\n: 1", b"!!timestamp x: !!int y"])
def test_odd_headers_do_no_harm(header):
    assert read("a.md", b"---\n" + header + b"\n---\n# Kept").title == "Kept"


def test_toml_header_is_read():
    assert (
        read("a.md", b'+++\ntitle = "From TOML"\ndate = 2026-02-05\n+++\ntext').title == "From TOML"
    )


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000 + "a",
        "*a " * 30_000,
        "\n".join("  " * depth + "- a" for depth in range(300)),
        "# Lessons\n" + "\n".join("  " * depth + "- a" for depth in range(300)),
        "# Timeline\n" + "> " * 40_000 + "a",
        "# Timeline\n- " + "12:30 " * 10_000,
        "a|b\n" + "-|" * 40_000,
        "```\n" * 9_001 + "a",
        "````a\n" * 60_000 + "```",
        "1. a\n\n- b\n\n" * 450,
        "[a]: b\n" * 5_000 + "[a] " * 5_000,
        "# a\n" * 9_000,
        "\u202e# Lessons\n- abc\u202c",
        "# What went well\n- \ud800",
    ],
    ids=range(14),
)
def test_hostile_text_is_read_or_refused_quickly(text):
    with at_most(5), suppress(UnreadableDocument):
        read("a.md", text.encode("utf-8", "surrogatepass"))
