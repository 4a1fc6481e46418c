"""The decision records of this project come in through its own importer, with all their fields."""

from pathlib import Path

import pytest

from retros.exchange import merge_decision_records, read, store

FOLDER = Path(__file__).parents[2] / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("0*.md"))


@pytest.fixture
def retrospective(db):
    documents = [read(record.name, record.read_bytes()) for record in RECORDS]
    return store(merge_decision_records(documents, "Retros")).retrospective


def test_each_record_becomes_one_decision(retrospective):
    titles = [record.read_text().split("\n# ")[1].split("\n")[0] for record in RECORDS]
    assert [decision.choice for decision in retrospective.decisions.all()] == titles


def test_each_decision_has_all_its_fields(retrospective):
    for decision in retrospective.decisions.all():
        assert decision.decided_on, decision
        assert "Decision Drivers" in decision.informed_by, decision
        assert decision.options.count("\n* ") >= 2, decision
        assert "Good, because" in decision.expected and "Bad, because" in decision.expected
        assert "Chosen option" in decision.informed_by + decision.what_happened + decision.options


def test_nothing_of_a_record_is_left_in_the_context(retrospective):
    for record in RECORDS:
        for line in record.read_text().splitlines():
            assert not line.startswith("* ") or line[2:] not in retrospective.context
