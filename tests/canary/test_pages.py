"""What every page owes its readers: directions of texts, and errors in the order of its fields."""

import pytest

from tests.canary import crawl, worlds
from tests.canary.directions import undirected
from tests.canary.error_summaries import ErrorReader


@pytest.mark.parametrize("role", ["visitor", "member a", "curator"])
def test_texts_have_directions_and_errors_an_order(as_user, db, monkeypatch, role):
    monkeypatch.setattr(crawl, "QUERIES", 1)
    world = worlds.build()
    person = None if role == "visitor" else world.objects[role]
    reader = ErrorReader(as_user(person), world)
    answers = reader.everything()
    assert undirected(answers, world) == set()
    assert reader.summaries and reader.wrong == set()
