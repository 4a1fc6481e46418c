"""The same search for the author where a team imagines the risks of its kickoff."""

import pytest

from retros.models import Risk
from retros.models.risk import RiskQuerySet
from tests.canary import test_author as author
from tests.canary.sittings import TEXTS, write_in_turn

pytestmark = pytest.mark.both_databases

SEARCHES = [search for search in author.SEARCHES if "moment" not in search.__name__]


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search.__name__)
def test_risks_lead_to_nobody(risk_sitting, search):
    search(risk_sitting)


def test_who_imagined_what_leaves_equal_tables_after_the_reveal(risk_sitting):
    author.leaves_equal_traces(risk_sitting, reveal=True)


def test_search_finds_risks_that_are_only_appended(risk_sitting, monkeypatch):
    def append(risks, kickoff_id, texts):
        for text in sorted(texts, key=TEXTS.index):
            Risk.objects.create(kickoff_id=kickoff_id, text=text)

    monkeypatch.setattr(RiskQuerySet, "add", append)
    monkeypatch.setattr("tests.canary.sittings.SIGNED", TEXTS[0])
    with pytest.raises(AssertionError):
        author.test_no_order_of_rows_is_the_order_of_writing(risk_sitting)


def test_risks_added_later_mix_with_the_others(risk_sitting):
    """Rows of one reveal must not stand behind those of the one before."""
    write_in_turn(risk_sitting)
    risk_sitting.box.reveal()
    Risk.objects.add(risk_sitting.box.kickoff_id, [f"later {number}" for number in range(20)])
    later = ["later" in row for row in author.tables()["retros_risk"]]
    assert later not in (sorted(later), sorted(later, reverse=True))
