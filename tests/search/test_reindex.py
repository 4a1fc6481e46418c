"""Rebuilding and checking the index from the command line."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from retros import search
from retros.models import Lesson, SearchEntry
from retros.search import indexing
from tests import factories

pytestmark = pytest.mark.both_databases


def test_reindex_repairs_whatever_is_wrong(lesson, found, capsys):
    gone = factories.WallPostFactory(learned="Okapi")
    type(gone).objects.filter(pk=gone.pk).update(taken_down_at=gone.posted_at)
    Lesson.objects.filter(pk=lesson.pk).update(statement="Quokka")
    with pytest.raises(CommandError, match="reindex"):
        call_command("reindex", "--check")
    call_command("reindex")
    call_command("reindex", "--check")
    assert found("okapi") == [] and found("quokka") == [("lesson", lesson.pk)]
    assert "The index agrees with the texts." in capsys.readouterr().out


def test_check_sees_a_lost_index_row(lesson):
    call_command("reindex")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("UPDATE retros_searchentry SET vector = NULL")
        else:
            cursor.execute("DELETE FROM retros_searchindex")
    with pytest.raises(CommandError):
        call_command("reindex", "--check")
    call_command("reindex")
    call_command("reindex", "--check")


def test_reindexing_twice_keeps_the_entries(lesson):
    call_command("reindex")
    before = set(SearchEntry.objects.values_list("pk", flat=True))
    call_command("reindex")
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == before


def test_search_finds_all_the_while(monkeypatch, lesson, found):
    monkeypatch.setattr(indexing, "AT_ONCE", 1)
    search.reindex()
    factories.LessonFactory(published=True, statement="Rehearse everything")
    expected, seen = found("rehearse"), []
    search.reindex(progress=lambda done, everything: seen.append(found("rehearse")))
    assert len(seen) > 1 and all(one == expected for one in seen) and expected
