"""The search for the author can fail: it finds each deliberate trace of who wrote something."""

import pytest

from tests.canary import test_author as author
from tests.canary.leaks import LEAKS

SEARCHED = [leak for leak in LEAKS if leak.caught_by == "author"]


@pytest.mark.parametrize("leak", SEARCHED, ids=lambda leak: leak.name)
def test_search_for_the_author_finds_what_leaks(leak, sitting, monkeypatch):
    leak.break_it(monkeypatch, None)
    with pytest.raises(AssertionError):
        for search in author.SEARCHES:
            search(sitting)
