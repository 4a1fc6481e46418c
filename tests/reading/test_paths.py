"""Paths: what a reader sees of them."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from retros.models import PathFeed, PathStop, ReadingPath
from tests import factories
from tests.canary.crawl import CSRF
from tests.path_factories import PathStopFactory, ReadingPathFactory


@pytest.fixture
def path(db):
    return ReadingPathFactory(title="How we migrate", for_whom="Engineers, week one")


def stops_of(browser, path):
    return [stop.title for stop in browser.get(path.get_absolute_url()).context["card"].stops]


def test_a_path_shows_its_stops_in_order_and_why(browser, path):
    PathStopFactory(path=path, text="Read these slowly.", position=2)
    PathStopFactory(
        path=path,
        lesson=factories.LessonFactory(published=True, statement="Rehearse it."),
        why="It saved a weekend.",
        position=1,
    )
    assert stops_of(browser, path) == ["Rehearse it.", "Read these slowly."]
    page = browser.get(path.get_absolute_url()).text
    assert "It saved a weekend." in page
    assert "2 stops, about 1 minute to read" in page
    assert "How we migrate" in browser.get("/start-here/").text


def test_a_stop_that_the_reader_may_not_see_leaves_no_trace(browser, path):
    def pages():
        found = (
            browser.get(address) for address in (path.get_absolute_url(), f"/paths/{path.pk}.md")
        )
        return [CSRF.sub("", page.text) for page in (*found, browser.get("/start-here/"))]

    PathStopFactory(path=path)
    plain = pages()
    draft = factories.LessonFactory()
    trashed = factories.LessonFactory(published=True, removed_at=timezone.now())
    down = factories.WallPostFactory(taken_down_at=timezone.now())
    for where in ({"lesson": draft}, {"lesson": trashed}, {"wall_post": down}):
        PathStopFactory(path=path, why="Secret reason.", position=0, **where)
    assert pages() == plain


def test_time_to_read_a_retrospective_counts_its_parts_beside_a_lesson_of_the_same_id(
    browser, path
):
    record = factories.RetrospectiveFactory(published=True)
    lesson = factories.LessonFactory(pk=record.pk, retrospective=record, detail="w " * 3000)
    PathStopFactory(path=path, retrospective=record)
    PathStopFactory(path=path, lesson=lesson)
    whole, part = browser.get(path.get_absolute_url()).context["card"].stops
    assert whole.minutes >= part.minutes > 4


def test_each_kind_of_stop_can_be_read(browser, path):
    record = factories.RetrospectiveFactory(published=True, title="The move", context="w " * 3000)
    for where in (
        {"retrospective": record},
        {"decision": factories.DecisionFactory(published=True, choice="One queue.")},
        {"wall_post": factories.WallPostFactory(learned="Say it aloud.")},
        {"kickoff": factories.KickoffFactory(project__name="Stock service")},
        {"text": "Our handbook", "address": "https://handbook.example.org/"},
    ):
        PathStopFactory(path=path, **where)
    stops = browser.get(path.get_absolute_url()).context["card"].stops
    assert [stop.title for stop in stops] == [
        *("The move", "One queue.", "Say it aloud.", "Stock service", "Our handbook")
    ]
    assert [stop.minutes for stop in stops] == [6, 1, 1, 1, 0]
    markdown = browser.get(f"/paths/{path.pk}.md").text
    assert "5. [Our handbook](https://handbook.example.org/) (Link)" in markdown
    for stop in stops[:-1]:
        assert browser.get(stop.url).status_code == 200


def test_a_draft_of_a_team_is_only_its_teams(as_user, member):
    team = factories.TeamFactory()
    draft = ReadingPathFactory(team=team, published_at=None, title="Half done")
    inside = as_user(factories.UserFactory(teams=[team]))
    assert "Half done" in inside.get(f"/start-here/{team.slug}/").text
    for other in (as_user(member), as_user(factories.CuratorFactory())):
        assert other.get(draft.get_absolute_url()).status_code == 404
        assert "Half done" not in other.get(f"/start-here/{team.slug}/").text


def test_the_site_names_paths_of_teams_but_lists_its_own(browser):
    ReadingPathFactory(title="For all")
    ReadingPathFactory(title="For us", team=factories.TeamFactory())
    page = browser.get("/start-here/")
    assert [card.path.title for card in page.context["paths"]] == ["For all"]
    assert [path.title for path in page.context["of_teams"]] == ["For us"]


def test_the_feed_holds_what_its_owner_may_read(client, member, path):
    PathStopFactory(path=path, lesson=factories.LessonFactory(statement="Hidden."))
    PathStopFactory(path=path, text="Begin <here>.")
    ReadingPathFactory(published_at=None, title="Half done")
    address = f"/paths/feeds/{PathFeed.renew(member)}/"
    text = client.get(address).text
    assert "How we migrate" in text and "Begin &amp;lt;here&amp;gt;." in text
    assert "Hidden." not in text and "Half done" not in text
    PathFeed.renew(member)
    assert client.get(address).status_code == 404


def test_the_address_of_the_feed_is_shown_once(browser):
    assert "/paths/feeds/" in browser.post("/paths/feed/").text
    assert "/paths/feeds/" not in browser.get("/start-here/").text


@pytest.mark.both_databases
def test_a_stop_is_exactly_one_thing(path):
    lesson = factories.LessonFactory(published=True)
    for wrong in ({}, {"lesson": lesson, "text": "and a note"}, {"address": "https://a.example/"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PathStop.objects.create(path=path, position=1, **wrong)


def test_number_of_queries_does_not_grow(same_queries):
    def make(number):
        for _ in range(number):
            path = ReadingPath.objects.first() or ReadingPathFactory(pk=77)
            PathStopFactory(
                path=ReadingPathFactory(),
                kickoff=factories.KickoffFactory(),
            )
            record = factories.RetrospectiveFactory(published=True)
            PathStopFactory(path=path, retrospective=record)
            for name, made in (
                ("lesson", factories.LessonFactory(retrospective=record)),
                ("decision", factories.DecisionFactory(retrospective=record)),
                ("wall_post", factories.WallPostFactory()),
                ("kickoff", factories.KickoffFactory()),
            ):
                PathStopFactory(path=path, **{name: made})

    same_queries("/start-here/", make)
    same_queries(f"/paths/{ReadingPath.objects.first().pk}/", make)
