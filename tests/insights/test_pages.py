"""The page of insights, the rows behind a number and the CSV."""

import csv
from datetime import date
from io import StringIO

import pytest

from retros import insights
from retros.insights import floor
from retros.models import StoredInsights
from tests import factories
from tests.insights import organization

PAGE = "/insights/"


@pytest.fixture
def organized(db):
    """Two years in which projects looked back or didn't, and 3 decisions that say too little."""
    teams, last_year = organization.teams_of(3), {"ended_on": date(2024, 5, 20)}
    for number, outcome, result, when in (
        (9, "worse", "met", {}),
        (3, "mixed", "missed", {}),
        (9, "better", "met", last_year),
        (10, "", "missed", last_year),
    ):
        name = f"Work {outcome} {result}"
        projects = organization.projects_of(teams, number, name=name, **when)
        lessons = organization.look_back(projects, result=result)
        organization.decide(lessons, outcome=outcome, sources=["assumption"])
    organization.start(organization.projects_of(teams, 6, name="Begun"))
    organization.start(organization.projects_of(teams, 6, name="Older begun", **last_year))


def everything(browser):
    """What the pages say, apart from what a form makes anew."""
    files = [browser.get(f"{PAGE}{slug}.csv").content for slug in insights.TABLES]
    return [browser.get(PAGE).content.split(b"<main")[1], *files]


def test_visitors_sign_in_first(client):
    assert client.get(PAGE).status_code == 302


def test_empty_site_says_what_it_needs(browser):
    text = browser.get(PAGE).content.decode()
    assert text.count("Too few to say yet. This counts") == 9
    assert "once 5 projects of 3 teams stand behind it" in text


def test_picture_says_its_finding_and_its_table_the_numbers(browser, organized):
    text = browser.get(PAGE).content.decode()
    assert "12 of 43 projects that ended from 2024 to Q2 2025 have no retrospective" in text
    assert 'href="/insights/sources/assumption/worse/">9</a>' in text


@pytest.mark.parametrize(
    ("slug", "row", "column"),
    [
        ("looked-back", "2024_2025-q1_2025-q2", "met"),
        ("categories", "2025-q2", "process"),
        ("sources", "assumption", "worse"),
    ],
)
def test_number_leads_to_exactly_its_rows(browser, organized, slug, row, column):
    number = insights.table_of(insights.todays(), insights.QUESTIONS[slug]).counts[row, column]
    assert number
    page = browser.get(f"{PAGE}{slug}/{row}/{column}/").context["page"]
    assert page.paginator.count == number


@pytest.mark.parametrize(
    "address",
    [
        "sources/assumption/mixed/",
        "looked-back/2031/met/",
        "looked-back/2024_2025-q1_2025-q2/team/",
        "sources/assumption/better/",
    ],
)
def test_what_is_hidden_answers_like_what_does_not_exist(browser, organized, address):
    assert browser.get(PAGE + address).status_code == 404


def test_no_parameter_narrows_what_is_counted(browser, organized):
    plain = everything(browser)
    for query in ("team=crew-1", "year=2025", "row__in=1", "project__team=1", "person=1"):
        assert browser.get(f"{PAGE}?{query}").content.split(b"<main")[1] == plain[0]
        rows = browser.get(f"{PAGE}looked-back/2024_2025-q1_2025-q2/met/?{query}").context["page"]
        assert rows.paginator.count == 18


def test_private_things_change_no_byte(browser, organized):
    before = everything(browser)
    teams = organization.teams_of(0) or [*organization.Team.objects.all()]
    drafts = organization.projects_of(teams, 9, name="Secret")
    organization.look_back(drafts, status="draft")
    gone = organization.look_back(organization.projects_of(teams, 9, name="Gone"))
    for lesson in gone:
        lesson.retrospective.remove()
    for kickoff in organization.start(organization.projects_of(teams, 9, name="Off")):
        kickoff.remove()
    insights.recount()
    assert everything(browser) == before


def test_no_name_is_stored_or_shown(browser, organized):
    stored = str(StoredInsights.objects.get_or_create(pk=insights.recount().pk)[0].figures)
    pages = b"".join(everything(browser)).decode()
    for words in ("Crew", "Work", "Rehearse", "Looking back at"):
        assert words not in stored and words not in pages


def test_csv_says_what_the_table_says(browser, organized):
    text = browser.get(f"{PAGE}sources.csv").content.decode("utf-8-sig")
    rows = {row[0]: row[1:] for row in csv.reader(StringIO(text))}
    few = "too few to say"  # the 3, and the 9 from which they would follow
    assert rows["Assumption"] == ["9", few, few, "12", "21"]


def test_curators_count_again_and_members_cannot(as_user, member, curator, organized):
    insights.recount()
    factories.LessonFactory(published=True)
    assert as_user(member).post(f"{PAGE}recount/").status_code in (403, 404)
    assert as_user(curator).post(f"{PAGE}recount/").status_code == 302


def test_page_takes_two_queries_beside_who_asks(browser, organized, django_assert_max_num_queries):
    insights.recount()
    with django_assert_max_num_queries(6):
        browser.get(PAGE)


def test_many_that_say_nothing_are_counted_once(db, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("retros.insights.counting._FEWEST", 4)
    organization.look_back(organization.projects_of(organization.teams_of(1), 4))
    insights.recount()
    with django_assert_num_queries(2):
        insights.todays()


@pytest.mark.parametrize("slug", ["looked-back", "categories", "sources"])
def test_rows_take_as_many_queries_for_many(browser, organized, monkeypatch, slug):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    monkeypatch.setattr(floor, "FEWEST_PROJECTS", 1)
    monkeypatch.setattr(floor, "FEWEST_TEAMS", 1)
    table = insights.table_of(insights.recount(), insights.QUESTIONS[slug])
    counts = {number: key for key, number in table.counts.items() if number}
    taken = []
    for number in (min(counts), max(counts)):
        row, column = counts[number]
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(f"{PAGE}{slug}/{row}/{column}/").status_code == 200
        taken.append(len(captured))
    assert taken[0] == taken[1]


def test_lessons_travel_in_a_flow_that_says_what_the_table_says(browser, db):
    teams = organization.teams_of(3)
    lessons = organization.look_back(organization.projects_of(teams, 30))
    for place, (disposition, result) in enumerate(
        [("apply", "helped"), ("apply", ""), ("watch", "")]
    ):
        begun = organization.start(organization.projects_of(teams, 6, name=f"Begun {place}"))
        mine = lessons[place * 6 :]
        organization.use(begun, mine, disposition=disposition, result=result)
    flow = insights.picture_of(insights.todays(), "travel").travel.flow
    steps = [(bar.label, [part.number for part in bar.segments]) for bar in flow.bars]
    assert steps == [
        ("Published", [18, 12]), ("Looked at in a kickoff", [12, 6]), ("Applied", [6, 6])
    ]  # fmt: skip
    assert browser.get(PAGE).text.count("<polygon") == 2


def test_flow_that_would_need_a_hidden_number_is_not_drawn(browser, db):
    teams = organization.teams_of(3)
    lessons = organization.look_back(organization.projects_of(teams, 12))
    organization.use(organization.start(organization.projects_of(teams, 2, name="Begun")), lessons)
    assert insights.picture_of(insights.todays(), "travel").travel is None
