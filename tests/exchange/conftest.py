import pytest

from retros.conversion import Converted, Refused
from retros.conversion.answering import answer
from retros.exchange import converted


@pytest.fixture
def converted_here(monkeypatch):
    """Convert in this process: a child takes a third of a second. test_conversion tries those."""

    def to_markdown(kind, data, *, with_authors):
        found = answer(kind, data, with_authors=with_authors)
        if "refused" in found:
            raise Refused(found["refused"])
        return Converted(**found)

    monkeypatch.setattr(converted, "to_markdown", to_markdown)
