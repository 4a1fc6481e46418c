from datetime import date

import pytest

from accounts.models import Membership
from retros.filters import NewestLessons
from retros.models import Lesson, Retrospective
from tests import factories

ADDRESS = "/lessons/"


def published(**fields):
    return factories.LessonFactory(published=True, **fields)


def test_list_shows_published_lessons_with_where_they_come_from(browser):
    lesson = published(retrospective__held_on=date(2026, 3, 1))
    page = browser.get(ADDRESS).content.decode()
    for words in (
        lesson.statement,
        lesson.get_absolute_url(),
        lesson.retrospective.project.name,
        lesson.retrospective.project.team.name,
        "March 2026",
        "1 lesson",
    ):
        assert words in page


def test_navigation_leads_to_the_list(browser):
    assert 'href="/lessons/" aria-current="page">Lessons<' in browser.get(ADDRESS).content.decode()
    assert 'href="/lessons/">Lessons<' in browser.get("/").content.decode()


def test_visitor_is_asked_to_sign_in(as_user, db):
    assert as_user().get(ADDRESS).status_code == 302


def test_list_refuses_other_methods(browser):
    assert browser.post(ADDRESS).status_code == 405


def test_drafts_are_left_out_even_for_their_authors(browser, member):
    mine = factories.LessonFactory(retrospective__created_by=member)
    team = factories.LessonFactory()
    Membership.objects.create(user=member, team=team.retrospective.project.team)
    others = factories.LessonFactory()
    for query in ("", "?sort=used", "?q=Rehearse", "?category=process"):
        page = browser.get(ADDRESS + query).content.decode()
        for hidden in (mine, team, others):
            assert hidden.statement not in page


def test_removed_and_archived_lessons_are_left_out(browser):
    removed, archived = published(), published()
    removed.remove()
    archived.retrospective.archive()
    page = browser.get(ADDRESS).content.decode()
    assert removed.statement not in page
    assert archived.statement not in page


def test_filters_offer_no_tag_and_no_year_of_drafts(browser):
    draft = factories.LessonFactory(retrospective__held_on=date(1999, 1, 1))
    draft.tags.add("secret-plan")
    page = browser.get(ADDRESS).content.decode()
    assert "secret-plan" not in page
    assert "1999" not in page


@pytest.mark.parametrize(
    "query",
    ["category=self", "team={team}", "tag=launch", "status=confirmed", "year=2024", "q=okapi"],
)
def test_each_filter_leaves_out_the_others(browser, query):
    other = published(retrospective__held_on=date(2025, 1, 1))
    wanted = published(
        category="self",
        status="confirmed",
        detail="Feed the Okapi first.",
        retrospective__held_on=date(2024, 6, 1),
    )
    wanted.tags.add("launch")
    team = wanted.retrospective.project.team.slug
    page = browser.get(f"{ADDRESS}?{query.format(team=team)}").content.decode()
    assert wanted.statement in page
    assert other.statement not in page


@pytest.mark.both_databases
def test_text_has_to_hold_every_word(browser):
    both = published(statement="Rehearse the move", applies_when="moving orders")
    one = published(statement="Rehearse the talk")
    page = browser.get(f"{ADDRESS}?q=orders+rehearse").content.decode()
    assert both.statement in page
    assert one.statement not in page


@pytest.mark.both_databases
@pytest.mark.parametrize("text", ["%25", "_", "'", '"', "\\", "a*(", "%00"])
def test_signs_in_the_text_mean_themselves(browser, text):
    lesson = published()
    page = browser.get(f"{ADDRESS}?q=zz{text}").content.decode()
    assert lesson.statement not in page


def test_values_that_make_no_sense_are_left_out_and_named(browser):
    lesson = published()
    query = f"year=soon&team=%00&status=great&sort=best&q={'x' * 300}"
    page = browser.get(f"{ADDRESS}?{query}").content.decode()
    assert lesson.statement in page
    named = page.split("quiet-note")[1].split("</p>")[0]
    for label in ("Year", "Status", "Sort", "Text contains"):
        assert label in named


def test_former_name_of_a_tag_still_filters(browser):
    lesson, other = published(), published()
    lesson.tags.add("launch")
    factories.TagAliasFactory(name="go-live", slug="go-live", tag=lesson.tags.get())
    page = browser.get(f"{ADDRESS}?tag=go-live").content.decode()
    assert lesson.statement in page
    assert other.statement not in page


def test_newest_comes_first(browser):
    early, late = published(), published()
    page = browser.get(ADDRESS).content.decode()
    assert page.index(late.statement) < page.index(early.statement)


@pytest.mark.both_databases
def test_pages_hold_the_same_as_all_in_order(browser):
    same_day = {"held_on": date(2026, 3, 1)}
    records = [factories.RetrospectiveFactory(published=True, **same_day) for _ in range(3)]
    records += [factories.RetrospectiveFactory(published=True, held_on=None, source_hash="x")]
    for record in (records[0], records[2], records[0], records[3]):
        factories.LessonFactory(retrospective=record)
    newest, lessons = Retrospective.objects.published(), Lesson.objects.published()
    whole = [it.pk for it in lessons.newest_first()]
    for reach in (1, 10):
        pages = NewestLessons(lessons, newest, reach=reach)
        assert [pages[at : at + 1][0] for at in range(4)] == whole == pages[0:4]
    page = browser.get(ADDRESS).context["page"]
    assert page.object_list == whole and page.paginator.count == 4


def test_most_used_comes_first_on_request(browser):
    used, unused = published(), published()
    factories.KickoffLessonFactory(lesson=used)
    factories.KickoffLessonFactory(lesson=used, kickoff__project=factories.ProjectFactory())
    page = browser.get(f"{ADDRESS}?sort=used").content.decode()
    assert page.index(used.statement) < page.index(unused.statement)
    assert "Used in 2 kickoffs" in page


@pytest.mark.parametrize(
    ("sort", "result", "said"),
    [
        ("helped", {"result": "helped"}, "Helped 2 projects"),
        ("again", {"happened_again": True}, "Happened again in 2 projects"),
    ],
)
def test_lessons_are_sorted_by_what_came_of_them(browser, sort, result, said):
    first, second, used = published(), published(), published()
    factories.KickoffLessonFactory.create_batch(3, lesson=used)
    for lesson, number in ((second, 1), (first, 2)):
        for _ in range(number):
            factories.KickoffLessonFactory(
                lesson=lesson, kickoff__project=factories.ProjectFactory(), **result
            )
    gone = factories.KickoffLessonFactory(lesson=second, **result).kickoff
    gone.remove()
    page = browser.get(f"{ADDRESS}?sort={sort}").content.decode()
    places = [page.index(lesson.statement) for lesson in (first, second, used)]
    assert places == sorted(places) and said in page


def test_choices_that_apply_nothing_are_no_use(browser):
    watched, removed = published(), published()
    factories.KickoffLessonFactory(lesson=watched, disposition="watch")
    factories.KickoffLessonFactory(lesson=removed).kickoff.remove()
    assert "Used in" not in browser.get(ADDRESS).content.decode()


def test_pages_of_twenty(browser):
    for number in range(21):
        published(statement=f"Number {number}.")
    assert "Number 0." not in browser.get(ADDRESS).content.decode()
    assert "Number 0." in browser.get(f"{ADDRESS}?page=2").content.decode()


def test_empty_list_says_how_lessons_come_here(browser):
    page = browser.get(ADDRESS).content.decode()
    assert "No lessons published yet" in page
    assert 'href="/retrospectives/new/"' in page


def test_nothing_that_matches_offers_a_wider_search(browser):
    published()
    page = browser.get(f"{ADDRESS}?category=self").content.decode()
    assert "No lessons match these filters" in page
    assert 'href="/search/?kind=lesson"' in page


def test_number_of_queries_does_not_grow(same_queries):
    def make(number):
        for lesson in factories.LessonFactory.create_batch(number, published=True):
            lesson.tags.add(f"tag-{lesson.pk}")
            factories.KickoffLessonFactory(lesson=lesson)

    same_queries(ADDRESS, make)
    same_queries(f"{ADDRESS}?sort=helped", make)


def test_curators_download_the_lessons(as_user, curator, browser):
    published()
    assert "/export/lessons.csv" in as_user(curator).get(ADDRESS).content.decode()
    assert "/export/lessons.csv" not in browser.get(ADDRESS).content.decode()
