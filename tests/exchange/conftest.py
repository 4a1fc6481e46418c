import pytest

from retros.conversion import Converted, Refused
from retros.conversion.answering import answer
from retros.exchange.reading import office, workbooks
from retros.exchange.reading.boards import issues, trello


def to_markdown_here(kind, data, *, slots, with_authors=False):
    """What the child process answers, without one, so that it takes none of the `slots`."""
    found = answer(kind, data, with_authors=with_authors)
    if "refused" in found:
        raise Refused(found["refused"])
    return Converted(**found)


@pytest.fixture
def converted_here(monkeypatch):
    """Convert in this process: a child takes a third of a second. test_conversion tries those."""
    monkeypatch.setattr(office, "to_markdown", to_markdown_here)
    for module in (workbooks, trello, issues):
        monkeypatch.setattr(module, "to_markdown", to_markdown_here)
