"""Stops that are proposed for a path."""

import pytest
from taggit.models import Tag

from retros.paths import propose_stops
from tests import factories
from tests.path_factories import PathStopFactory, ReadingPathFactory


def proposed(*, team=None, tag=None, known=(), room=12):
    return propose_stops(team, tag, known=known, room=room)


def used(lesson, times=1, **how):
    factories.KickoffLessonFactory.create_batch(times, lesson=lesson, disposition="apply", **how)
    return lesson


@pytest.mark.both_databases
def test_results_uses_and_phases_take_turns(db):
    met = factories.RetrospectiveFactory(published=True, result="met")
    missed = factories.RetrospectiveFactory(published=True, result="missed")
    helped = used(factories.LessonFactory(published=True), result="helped")
    often = used(factories.LessonFactory(published=True), times=3)
    team = used(factories.LessonFactory(published=True, category="team"))
    built, shipped = (
        factories.DecisionFactory(published=True, phase=phase, outcome="mixed", choice=phase)
        for phase in ("build", "ship")
    )
    factories.ObservationFactory(retrospective=shipped.retrospective, decision=shipped)
    stops = proposed()
    assert [stop.key for stop in stops] == [
        ("retrospective", met.pk),
        ("lesson", helped.pk),
        ("decision", shipped.pk),
        ("retrospective", missed.pk),
        ("lesson", team.pk),
        ("decision", built.pk),
        ("lesson", often.pk),
    ]
    assert stops[0].why == "It met its goal."
    assert stops[1].why == "Helped 1 project."
    assert stops[2].why == "It still stands, and others build on it."


def test_only_published_work_of_the_team_with_the_tag_is_proposed(db):
    team = factories.TeamFactory()
    own = factories.LessonFactory(published=True, retrospective__project__team=team)
    own.tags.add("okapi")
    factories.LessonFactory(published=True).tags.add("okapi")
    factories.LessonFactory(published=True, retrospective__project__team=team)
    factories.LessonFactory(retrospective__project__team=team).tags.add("okapi")
    tag = Tag.objects.get()
    assert [stop.key for stop in proposed(team=team, tag=tag)] == [("lesson", own.pk)]
    assert proposed(team=team, tag=tag, known=[("lesson", own.pk)]) == []


def test_one_retrospective_fills_two_places_at_most(db):
    record = factories.RetrospectiveFactory(published=True, result="met")
    factories.LessonFactory.create_batch(5, retrospective=record)
    assert len(proposed()) == 2


def test_a_curator_gets_them_in_the_path_and_hears_when_there_are_none(as_user, curator):
    path = ReadingPathFactory(published_at=None)
    PathStopFactory.create_batch(11, path=path)
    browser, address = as_user(curator), f"/paths/{path.pk}/edit/"
    words = {"title": path.title, "do": "propose"}
    words |= {f"text-{stop.pk}": stop.text for stop in path.stops.all()}
    for tag, said in (("", "Nothing published fits"), ("nonsense", "no tag with this name")):
        page = browser.post(address, words | {"tag": tag})
        assert page.status_code == 422 and said in page.text
    factories.LessonFactory.create_batch(3, published=True)
    assert browser.post(address, words).status_code == 302
    assert path.stops.count() == 12
