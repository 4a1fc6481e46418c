"""What was found is kept, and found anew at the next look after anything changed."""

from functools import partial

import pytest

from retros import search
from retros.models import EquivalentWords, Erasure, Retrospective
from retros.search import changes, kept, relevance
from tests import factories

pytestmark = pytest.mark.both_databases
BRIEF = "Okapisecret asks us to rehearse the cut-over of the stock service on a copy."
RISK = "Nobody rehearses the giraffesecret"
KINDS = ("lesson", "retrospective")


@pytest.fixture(autouse=True)
def store(monkeypatch):
    store = kept.Store()
    monkeypatch.setattr(kept, "_store", store)
    return store


@pytest.fixture
def look(lesson, member):
    def look(**more):
        return search.for_kickoff(BRIEF, user=member, kinds=KINDS, risks=[RISK], **more)

    return look


def _searches(*args):
    raise LookupError


def test_the_same_again_is_not_searched_for(look, monkeypatch):
    first = look()
    snippets = [match.snippet for match in first]
    monkeypatch.setattr(relevance, "_for_kickoff", _searches)
    again = look()
    assert again == first
    assert any(match.words for match in again)
    assert [match.snippet for match in again] == snippets
    with pytest.raises(LookupError):  # this was not asked before
        look(limit=1)


def test_a_passage_that_was_not_shown_is_found_again(look, lesson):
    look()
    (again,) = [match for match in look() if match.key == ("lesson", lesson.pk)]
    assert again.snippet.startswith("The first rehearsal")


CHANGES = {
    "retired": lambda lesson: lesson.retire(because="Copies are made each night now"),
    "unpublished": lambda lesson: lesson.retrospective.unpublish(),
    "archived": lambda lesson: lesson.retrospective.archive(),
    "in the trash": lambda lesson: lesson.remove(),
    "with all of it": lambda lesson: lesson.retrospective.remove(),
    "erased": lambda lesson: lesson.delete(),
    "about something else": lambda lesson: _rewrite(lesson),
}


def _rewrite(lesson):
    lesson.statement, lesson.detail = "Ask who pays", ""
    lesson.save()


@pytest.mark.parametrize("in_another_process", [False, True])
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_gone_is_not_found_at_the_next_look(
    look, lesson, change, in_another_process, monkeypatch, words_counted
):
    before = ("lesson", lesson.pk) in {match.key for match in look()}
    with monkeypatch.context() as patch:
        if in_another_process:
            patch.setattr(changes, "_own", [0])
        with words_counted():
            CHANGES[change](lesson)
    shown = {match.key for match in look() if match.is_close}
    assert (before, ("lesson", lesson.pk) in shown) == (True, False)


@pytest.mark.parametrize("in_another_process", [False, True])
def test_what_is_new_is_found_at_the_next_look(
    look, in_another_process, monkeypatch, words_counted
):
    draft = factories.LessonFactory(statement="Rehearse each cut-over on a copy")
    look()
    with monkeypatch.context() as patch:
        if in_another_process:
            patch.setattr(changes, "_own", [0])
        with words_counted():
            draft.retrospective.publish()
    assert ("lesson", draft.pk) in {match.key for match in look()}


@pytest.mark.parametrize(
    "change",
    [
        partial(EquivalentWords.objects.create, words="cut-over, switch"),
        partial(factories.KickoffLessonFactory, result="helped"),
        search.reindex,
    ],
)
def test_other_ways_and_what_helped_count_at_once(look, change, monkeypatch):
    look()
    change()
    monkeypatch.setattr(relevance, "_for_kickoff", _searches)
    with pytest.raises(LookupError):
        look()


def test_a_draft_changes_nothing(look, monkeypatch):
    draft = factories.LessonFactory()
    found = look()
    draft.statement = "Another"
    draft.save()
    Retrospective.objects.get(pk=draft.retrospective_id).save()
    monkeypatch.setattr(relevance, "_for_kickoff", _searches)
    assert look() == found


def test_nothing_that_was_asked_is_kept(look, store):
    look()
    ((_, answer),) = store._held.values()
    held = repr((list(store._held), vars(answer))).casefold()
    assert not [it for it in ("okapi", "giraffe", "rehears", "cut-over") if it in held]


def test_an_erasure_empties_it(look, store):
    look()
    Erasure.objects.note("lesson", [1])
    kept.found_once("something else", list)
    assert len(store._held) == 1


def test_so_much_is_kept_and_no_more(look, store, monkeypatch):
    monkeypatch.setattr(kept, "KEPT", 2)
    for limit in (1, 2, 3):
        look(limit=limit)
    assert len(store._held) == 2
