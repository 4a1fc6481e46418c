import pytest

from retros.conversion import odt, web_page, word
from retros.exchange import converted

CONVERTERS = {"word": word.convert, "odt": odt.convert, "html": web_page.convert}


@pytest.fixture
def converted_here(monkeypatch):
    """Convert in this process: a child takes a third of a second. test_conversion tries those."""
    monkeypatch.setattr(
        converted, "to_markdown", lambda kind, data, **options: CONVERTERS[kind](data, **options)
    )
