"""A document without a title of its own is called by its file, as a person would write it."""

import re
from datetime import date

import pytest

from retros.exchange import read_text
from retros.exchange.reading.file_names import title_from_file_name
from tests.exchange import board_samples
from tests.exchange.test_registers import FULL

NAMES = {
    # Dates, endings, and what copying and sending around left
    "2019-03-retro_final.md": "Retro 2019-03",
    "2019-3-05 retro.md": "Retro 2019-03-05",
    "2019-02-05_kickoff_retro_v2.md": "Kickoff retro",
    "20160125-EventLogging": "Event logging",
    "checkout_rewrite-v2 (1)": "Checkout rewrite",
    "checkout-rewrite_2024-05-05.docx": "Checkout rewrite",
    "2024_05_05 depot move.txt": "Depot move",
    "2024.05.05.depot.move.txt": "Depot move",
    "[2024-05-05] Depot move.pdf": "Depot move",
    "Depot move (2024-05-05) - Kopie (2).docx": "Depot move",
    "20240505_143000_depot-move.html": "Depot move",
    "depot-move-2024-05-05T1430.html": "Depot move",
    "2024-05-05_to_2024-05-12_sprint-12.md": "Sprint 12",
    "retros/2024/sprint-12.final.final2.md.html": "Sprint 12",
    "Depot20240505.csv": "Depot 2024-05-05",
    # Ids
    "Projekt Export 40br3wfxhmb2…": "Projekt Export",
    "Projekt Export 40br3wfxhmb2.md": "Projekt Export",
    "Retro 0123456789abcdef0123456789abcdef_all.csv": "Retro",
    "3f2504e0-4f89-11d3-9a0c-0305e82c3301_ferry-pier.md": "Ferry pier",
    "ferry-pier (5f3a9c1b2d7e4a60).md": "Ferry pier",
    "ferry_pier_1554076800.json": "Ferry pier",
    "ParabolRetrospective_Ferry pier_2026-3-24.csv": "Ferry pier",
    # Words that were joined, and names that are written so
    "NewCheckoutFlow.md": "New checkout flow",
    "eventLogging_retro.md": "Event logging retro",
    "DNSOutage-2024-05-05.md": "DNS outage",
    "PostgreSQLUpgrade.md": "PostgreSQL upgrade",
    "OAuth-and-DNS.md": "OAuth and DNS",
    "GitHub_to_GitLab.md": "GitHub to GitLab",
    "MariaDB-PayPal-DevOps.md": "MariaDB PayPal DevOps",
    "HB-1234-steel.md": "HB-1234 steel",
    "iOS-release.md": "iOS release",
    "retro2024q3-log4j2shell.md": "Retro2024q3 log4j2shell",
    # What belongs to a sentence stays
    "Outage of 2024-05-05.md": "Outage of 2024-05-05",
    "Störung am 2024-05-05.md": "Störung am 2024-05-05",
    "move-to-v2.md": "Move to v2",
    "final-demo-copy-desk.md": "Final demo copy desk",
    "2024-season.md": "2024 season",
    "A co-op for data-centre hands.md": "A co-op for data-centre hands",
    "node.js-from-2.14.3-on.md": "Node.js from 2.14.3 on",
    "Outage of EventLogging.md": "Outage of EventLogging",
    "橋の振り返り_2024-05-05.md": "橋の振り返り",
    # Names without a word
    "2016-01-25.md": "2016-01-25",
    "20160125.md": "20160125",
    "2016-01-25_40br3wfxhmb2.md": "2016-01-25_40br3wfxhmb2",
    "a1b2c3d4e5f60718293a4b5c6d7e8f90.md": "a1b2c3d4e5f60718293a4b5c6d7e8f90",
    "2019-03 final.md": "2019-03 final",
    "final (1).md": "Final (1)",
    "a.md": "A",
    "0012.md": "0012",
    ".md": "Untitled",
    "___.md": "Untitled",
}


@pytest.mark.parametrize("name", NAMES)
def test_file_name_becomes_a_title_that_reads(name):
    assert title_from_file_name(name) == NAMES[name]


@pytest.mark.parametrize(
    ("name", "held_on"),
    [
        ("2024-05-05_depot-move_v2.md", date(2024, 5, 5)),
        ("20240505-DepotMove.md", date(2024, 5, 5)),
        ("depot_move_2024_05_05.md", date(2024, 5, 5)),
        ("2024-05-depot-move.md", None),
    ],
)
@pytest.mark.parametrize("text", ["- a\n- b", "What went well,What went wrong\nTides,Steel\n"])
def test_date_that_the_title_loses_is_the_date_of_the_document(name, held_on, text):
    document = read_text(name if text.startswith("-") else name.replace(".md", ".csv"), text)
    assert (document.title, document.project_name) == ("Depot move", "Depot move")
    assert document.held_on == held_on
    said = "The date was taken from the file’s name." in document.warnings
    assert said == bool(held_on)


def test_date_in_the_name_comes_before_that_of_a_heading_where_the_name_is_the_title():
    text = "### Notes of 6 May 2024\n\n- Measure first"
    assert read_text("2024-05-05_depot.md", text).held_on == date(2024, 5, 5)


def test_register_without_days_has_that_of_its_file():
    rows = re.sub(r"2024-\d\d-\d\d", "", FULL)
    document = read_text("2024-05-05_lessons_final.csv", rows)
    assert (document.title, document.held_on) == ("Lessons 2024-05-05", date(2024, 5, 5))


def test_decision_record_without_a_title_is_called_by_its_file():
    text = "## Status\n\nAccepted\n\n## Context\n\nTwo queues.\n\n## Decision\n\nWe keep one.\n"
    document = read_text("0012-keep-one-queue.md", text)
    assert (document.title, document.decision_record) == ("Keep one queue", "12")
    dated = read_text("2024-05-05-keep-one-queue.md", text)
    assert (dated.title, dated.held_on) == ("Keep one queue", date(2024, 5, 5))


@pytest.mark.parametrize("title", ["20160125-EventLogging", "checkout_rewrite-v2 (1)", "The final"])
def test_title_in_the_document_stays_as_it_is_written(title):
    for text in (f"---\ntitle: {title!r}\n---\n- a", f"# {title}\n\n- a"):
        assert read_text("2019-03-retro_final.md", text).title == title


def test_title_of_a_board_stays_as_it_is_written():
    assert read_text("2024-05-05_final.csv", board_samples.AZURE).title == "Route planner"
