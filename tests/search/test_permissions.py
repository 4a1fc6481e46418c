"""What somebody may not read is in no hit, count, suggestion or weight."""

import pytest
from django.contrib.auth.models import AnonymousUser

from retros import search
from retros.models import SearchTerm
from tests import factories

pytestmark = pytest.mark.both_databases


@pytest.fixture
def draft(db, words_counted):
    """A lesson of another team's draft."""
    with words_counted():
        return factories.LessonFactory(
            statement="Okapi secret", category="self", retrospective__result="missed"
        )


def test_draft_is_not_found_by_others(draft, found):
    assert found("okapi") == found("") == found('"okapi secret"') == found("-nothing") == []


def test_draft_is_found_by_its_writers(draft, found):
    writer = draft.retrospective.created_by
    assert found("okapi", user=writer) == [("lesson", draft.pk)]
    assert search.search("okapi", user=writer).hits[0].is_draft


def test_writers_find_their_drafts_beside_what_is_published(draft, found):
    writer = draft.retrospective.created_by
    published = factories.LessonFactory(published=True, statement="Okapi in the open")
    second = factories.LessonFactory(
        statement="Okapi again",
        retrospective__created_by=writer,
        retrospective__project__team=draft.retrospective.project.team,
    )
    everything = {("lesson", it.pk) for it in (draft, second, published)}
    assert set(found("okapi", user=writer)) == everything
    assert found("okapi") == [("lesson", published.pk)]


def test_teammate_who_joins_finds_the_draft_at_once(draft, found, member):
    member.memberships.create(team=draft.retrospective.project.team)
    assert found("okapi") == [("lesson", draft.pk)]
    member.memberships.all().delete()
    assert found("okapi") == []


def test_draft_is_not_counted_for_others(draft, member):
    draft.tags.add("hidden")
    results = search.search("okapi", user=member)
    assert (results.total, results.facets) == (0, ())
    assert search.search("", user=member).facets == ()


def test_words_of_drafts_are_neither_meant_nor_completed(draft, member):
    assert search.search("okapy", user=member).did_you_mean == ""
    assert search.suggest("oka", member) == ()
    assert search.key_terms("okapi secret") == ()
    assert not SearchTerm.objects.exists()


def test_unpublished_words_are_taken_back(draft, member, words_counted):
    with words_counted():
        draft.retrospective.publish()
    assert search.suggest("oka", member) == ("okapi",)
    with words_counted():
        draft.retrospective.unpublish()
    assert search.suggest("oka", member) == ()


def test_searching_own_draft_is_not_called_a_misspelling(draft):
    factories.LessonFactory(published=True, statement="Okapa")
    search.reindex()
    results = search.search("okapi", user=draft.retrospective.created_by)
    assert (results.did_you_mean, results.unknown) == ("", ())


def test_kickoff_offers_published_lessons_only(draft, lesson):
    writer = draft.retrospective.created_by
    lesson.retrospective.archive()
    assert search.for_kickoff("okapi rehearse", user=writer) == []
    lesson.retrospective.publish()
    assert [m.lesson_id for m in search.for_kickoff("okapi rehearse", user=writer)] == [lesson.pk]


def test_visitor_finds_nothing(lesson):
    factories.WallPostFactory()
    search.reindex()
    visitor = AnonymousUser()
    assert search.search("rehearse", user=visitor) == search.Results(text="rehearse")
    assert search.suggest("reh", visitor) == ()
    assert search.for_kickoff("rehearse", user=visitor) == search.similar_to(lesson, visitor) == []
