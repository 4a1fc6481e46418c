"""Architecture decision records: each one decision, a folder of them one retrospective."""

from datetime import date

import pytest

from retros.exchange import merge_decision_records, project_of_records, read_text, store
from retros.exchange.inline import words
from tests.exchange import samples
from tests.exchange.test_nothing_lost import stored_words

NYGARD = """\
# 12. Keep the queue in PostgreSQL

Date: 2026-03-24

## Status

Superseded by [ADR-0014](0014-use-a-broker.md)

## Context

We run PostgreSQL already.

### Load

About *nine* jobs a second.

## Decision

We will keep jobs in a table.

## Consequences

- No new service to run
- Polling costs some load

## Notes

Looked at again in May.
"""

MADR = """\
---
status: accepted
date: 2026-04-02
decision-makers: Wilma Ek, Sixten Ål
ticket: ROUTES-7
---

# Use a broker for the queue

## Context and Problem Statement

Polling holds locks for too long.

## Decision Drivers

* Locks
* Cost

## Considered Options

* A broker
* Advisory locks

## Decision Outcome

Chosen option: "A broker", because locks are gone.

### Consequences

* Good, because nobody waits
* Bad, because one more service runs

## Pros and Cons of the Options

### Advisory locks

* Good, because nothing is new
"""


def decision_in(name, text, **options):
    document = read_text(name, text, **options)
    assert len(document.decisions) == 1
    return document.decisions[0]


def test_record_as_nygard_writes_it_becomes_a_decision():
    made = decision_in("0012-queue.md", NYGARD)
    assert (made.choice, made.decided_on) == ("Keep the queue in PostgreSQL", date(2026, 3, 24))
    assert made.informed_by == (
        "We run PostgreSQL already.\n\n# Load\n\nAbout *nine* jobs a second.\n\n"
        "**Decision**\n\nWe will keep jobs in a table."
    )
    assert made.expected == "- No new service to run\n- Polling costs some load"
    assert made.what_happened.startswith("Record 12, status: Superseded by [ADR-0014]")
    assert made.what_happened.endswith("# Notes\n\nLooked at again in May.")


def test_record_as_madr_writes_it_becomes_a_decision():
    made = decision_in("0014-use-a-broker.md", MADR)
    assert (made.choice, made.decided_on) == ("Use a broker for the queue", date(2026, 4, 2))
    assert "# Decision Drivers\n\n* Locks\n* Cost" in made.informed_by
    assert made.options.startswith(
        "* A broker\n* Advisory locks\n\n# Pros and Cons of the Options\n\n## Advisory locks"
    )
    assert made.expected.startswith("* Good, because nobody waits")
    assert made.what_happened == "Record 0014, status: accepted"


def test_facts_in_a_list_leave_no_gap():
    text = "# Use a broker\n\n- Status: accepted\n- Date: 2026-04-02\n\n" + MADR.split("\n\n", 2)[2]
    made = decision_in("a.md", text)
    assert made.informed_by.startswith("Polling holds locks")
    assert (made.decided_on, made.what_happened) == (date(2026, 4, 2), "Status: accepted")


def test_names_of_those_who_decided_are_left_out_unless_asked_for():
    document = read_text("a.md", MADR)
    assert "Wilma" not in f"{document.decisions}{document.context}"
    assert any("Left out" in warning for warning in document.warnings)
    assert "Wilma Ek" in decision_in("a.md", MADR, with_authors=True).informed_by


@pytest.mark.parametrize("text", [NYGARD, MADR, NYGARD + MADR], ids=["nygard", "madr", "both"])
def test_no_word_of_a_record_is_lost(member, text):
    record = store(read_text("0012-queue.md", text, with_authors=True), owner=member).retrospective
    structure = words(
        "status context decision consequences date context and problem statement considered "
        "options decision outcome status date decision makers"
    )
    assert words(text) - stored_words(record) - structure - structure == words("")


def test_records_become_one_retrospective_with_what_replaced_them(member):
    documents = [read_text("0014-use-a-broker.md", MADR), read_text("0012-queue.md", NYGARD)]
    whole = merge_decision_records(documents, "Route planner")
    assert (whole.title, whole.project_name) == ("Decisions of Route planner", "Route planner")
    assert whole.summary == "2 decisions, recorded from March 2026 to April 2026."
    older, newer = store(whole, owner=member).retrospective.decisions.all()
    assert (older.choice, newer.choice) == (
        "Keep the queue in PostgreSQL",
        "Use a broker for the queue",
    )
    assert older.superseded_by == newer
    assert newer.superseded_by is None


@pytest.mark.parametrize(
    ("folder", "project"),
    [("/srv/routes/docs/adr", "routes"), ("routes.zip/doc/arch", "routes"), ("adr", ""), ("", "")],
)
def test_project_is_named_after_its_folder(folder, project):
    assert project_of_records(folder) == project


@pytest.mark.parametrize("name", samples.ALL)
def test_retrospective_is_no_decision_record(name):
    assert read_text(name, samples.ALL[name]).decision_record is None


def test_too_long_title_is_kept_whole():
    title = "Keep " + "the queue " * 40
    made = decision_in("a.md", NYGARD.replace("Keep the queue in PostgreSQL", title))
    assert len(made.choice) <= 200
    assert words(title) - words(made.informed_by) == words("")


@pytest.mark.parametrize(
    "text",
    [
        "# Status\n" * 3_000 + "# Context\n# Decision\n",
        "## Context\n\n## Decision\n\n## Status\n\nSuperseded by " + "[" * 5_000,
        "## Context\n" + "Date: 9999-99-99\n" * 2_000 + "\n## Decision\n",
    ],
    ids=range(3),
)
def test_hostile_record_is_read(text):
    assert read_text("a.md", text).decisions


@pytest.mark.parametrize(
    "text",
    [
        "**ADR 3: Vans**\n\n**Status:** accepted\n\n**Context**\n\nWhy\n\n**Decision**\n\nWhat",
        "# ADR 3: Vans\n\n## Status\n\nangenommen\n\n## Kontext\n\nWhy\n\n## Entscheidung\n\nWhat",
        "# 3. Vans\n\n## Contexte\n\nWhy\n\n## Décision\n\nWhat\n\n## Conséquences\n\nMore",
        "# 3. Vans\n\n## Contexto\n\nWhy\n\n## Decisión\n\nWhat\n\n## Consecuencias\n\nMore",
        "# 3. Vans\n\n## 背景\n\nWhy\n\n## 決定\n\nWhat\n\n## 影響\n\nMore",
    ],
)
def test_records_in_bold_lines_and_other_languages(text):
    document = read_text("a.md", text)
    assert (document.decision_record, document.decisions[0].choice) == ("3", "Vans")
    assert document.decisions[0].informed_by == "Why\n\n**Decision**\n\nWhat"


def test_incident_with_context_and_resolution_is_no_record():
    text = "# Vans\n\n- **Context**:\n  - They stopped\n- **Resolution**:\n  - They run again\n"
    assert read_text("a.md", text).decision_record is None
