from datetime import date, timedelta

from django.utils import timezone

from retros.models import LaterMatch
from tests import factories
from tests.path_factories import PathStopFactory, ReadingPathFactory


def test_visitor_reads_what_this_is_and_the_newest_of_the_wall(as_user, db):
    posts = factories.WallPostFactory.create_batch(4)
    for number, post in enumerate(posts):
        post.learned = f"Learned number {number}."
        post.save()
    page = as_user().get("/").content.decode()
    for words in ("Look back", "Look before you leap", "Say it out loud", "Sign in", "/wall/"):
        assert words in page
    assert "Learned number 3." in page
    assert "Learned number 0." not in page


def test_visitor_sees_nothing_else(as_user, db):
    lesson = factories.LessonFactory(published=True)
    post = factories.WallPostFactory(learned="Taken down again.")
    post.take_down()
    page = as_user().get("/").content.decode()
    for words in (lesson.statement, lesson.retrospective.title, post.learned):
        assert words not in page


def test_member_finds_where_they_left_off(browser, member):
    draft = factories.RetrospectiveFactory(created_by=member)
    kickoff = factories.KickoffFactory(created_by=member)
    lesson = factories.LessonFactory(published=True)
    page = browser.get("/").content.decode()
    for words in (draft.title, kickoff.project.name, lesson.statement, "What do you want to know"):
        assert words in page


def test_member_does_not_see_drafts_of_others(browser):
    lesson = factories.LessonFactory()
    page = browser.get("/").content.decode()
    assert lesson.statement not in page
    assert lesson.retrospective.title not in page


def test_page_of_a_member_is_kept_by_no_cache(browser, as_user, db):
    assert "no-store" in browser.get("/")["Cache-Control"]
    assert "Cookie" in as_user().get("/")["Vary"]


def test_lessons_of_use_come_first_and_one_of_each_project(browser):
    rich = factories.RetrospectiveFactory(published=True, held_on=date(2026, 9, 1))
    latest, used, *_ = factories.LessonFactory.create_batch(9, retrospective=rich)
    again = factories.LessonFactory(published=True)
    for _ in range(3):
        factories.LessonFactory(published=True, duplicate_of=again)
    hidden = factories.LessonFactory()
    for lesson in (used, used, hidden, hidden, hidden, hidden):
        factories.KickoffLessonFactory(lesson=lesson, result="helped")
    page = browser.get("/")
    shown = page.context["lessons"]
    assert shown[:2] == [again, used] and latest not in shown
    assert "Lessons that proved useful, and the latest" in page.text
    assert "Helped 2 projects" in page.text
    assert hidden.statement not in page.text


def test_latest_lessons_are_those_of_the_latest_event_not_of_the_latest_import(browser):
    factories.LessonFactory(published=True, retrospective__held_on=date(2026, 9, 1), position=1)
    factories.LessonFactory(published=True, retrospective__held_on=date(2015, 9, 1))
    dates = [it.retrospective.held_on.year for it in browser.get("/").context["lessons"]]
    assert dates == [2026, 2015]


def test_home_says_what_is_due_and_what_is_new_for_kickoffs(browser, member):
    kickoff = factories.KickoffFactory(created_by=member)
    LaterMatch.objects.create(kickoff=kickoff, lesson=factories.LessonFactory(published=True))
    LaterMatch.objects.create(kickoff=kickoff, lesson=factories.LessonFactory())  # a draft
    own = factories.LessonFactory(published=True, retrospective__created_by=member)
    LaterMatch.objects.create(kickoff=kickoff, lesson=own)
    record = factories.RetrospectiveFactory(published=True)
    for days in (-400, 3, 30):
        due_on = timezone.localdate() + timedelta(days=days)
        factories.ActionItemFactory(retrospective=record, owner=member, due_on=due_on)
    page = browser.get("/").text
    assert "1 new match for the brief." in page
    assert "2 of your action items</a> are due this week or late." in page


def test_empty_site_invites(browser):
    page = browser.get("/").content.decode()
    assert "Start with your most recent project" in page
    assert "The Fail Wall is empty" in page


def test_newcomer_is_shown_what_to_read(browser):
    factories.LessonFactory(published=True)
    page = browser.get("/").text
    assert 'New here? <a href="/start-here/">Start here</a>' in page


def test_newcomer_reads_first_what_curators_put_first(browser):
    lesson = factories.LessonFactory(published=True)
    path = ReadingPathFactory()
    PathStopFactory(path=path)
    PathStopFactory(path=path, lesson=factories.LessonFactory())  # of a draft
    PathStopFactory(path=path, lesson=lesson)
    page = browser.get("/").text
    assert f'Or read one first: <a href="{lesson.get_absolute_url()}">' in page


def test_other_methods_are_refused(browser, as_user, db):
    assert browser.post("/").status_code == 405
    assert as_user().post("/").status_code == 405


def test_number_of_queries_does_not_grow(same_queries, member):
    def make(number):
        factories.RetrospectiveFactory.create_batch(number, created_by=member)
        factories.KickoffFactory.create_batch(number, created_by=member)
        factories.LessonFactory.create_batch(number, published=True)
        factories.WallPostFactory.create_batch(number)

    same_queries("/", make)
