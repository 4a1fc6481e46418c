"""The yearly letter: balanced, without names, printable and as Markdown."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from retros.insights import floor, recount
from retros.models import Lesson, Retrospective
from tests import factories
from tests.insights import organization
from tests.insights.organization import ENDED

LETTER = "/insights/letter/2025/"


def looked_back(result, number, **fields):
    teams = list(organization.Team.objects.all()) or organization.teams_of(3)
    projects = organization.projects_of(teams, number, name=f"Work {result}")
    return organization.look_back(projects, result=result, **fields)


def sides(browser, address=LETTER):
    return [len(side.items) for side in browser.get(address).context["letter"].lessons]


def test_success_and_failure_have_the_same_room(browser):
    looked_back("met", 9)
    looked_back("missed", 2)
    assert sides(browser) == [2, 2]


def test_without_failures_few_successes_are_shown_and_what_is_missing(browser):
    looked_back("met", 9)
    assert sides(browser) == [2, 0]
    for address in (LETTER, LETTER[:-1] + ".md"):
        assert "that missed its goal or stopped early has published a lesson" in (
            browser.get(address).text
        )


def test_decisions_that_turned_out_well_have_the_same_room_as_others(browser):
    lessons = looked_back("met", 9)
    organization.decide(lessons, outcome="better")
    organization.decide(lessons[:2], outcome="worse", decided_on=date(2025, 3, 1))
    organization.decide(lessons[2:], outcome="worse", decided_on=date(2024, 3, 1))
    letter = browser.get(LETTER).context["letter"]
    assert [len(side.items) for side in letter.decisions] == [2, 2]
    assert "## Decisions: turned out worse, or mixed" in browser.get(LETTER[:-1] + ".md").text


def test_what_is_due_within_a_quarter_is_named_and_drafts_are_not(browser):
    lessons = looked_back("met", 1)
    today = timezone.localdate()
    organization.decide(lessons, revisit_on=today + timedelta(days=60), choice="Rent it.")
    organization.decide(lessons, revisit_on=today + timedelta(days=120), choice="Buy it.")
    factories.DecisionFactory(revisit_on=today, choice="Secret it.")
    for address in (LETTER, LETTER[:-1] + ".md"):
        text = browser.get(address).text
        assert "Rent it." in text and "Buy it." not in text and "Secret it." not in text


def test_one_project_gives_one_lesson(browser):
    looked_back("met", 1, lessons=5)
    looked_back("stopped-early", 5)
    assert sides(browser) == [1, 1]


def test_it_names_no_person_team_or_project(browser):
    looked_back("met", 9)
    looked_back("missed", 9)
    pages = [browser.get(address).content.decode() for address in (LETTER, LETTER[:-1] + ".md")]
    for page in pages:
        main = page.split("<main")[-1]
        assert "Rehearse it." in main
        for name in ("Crew", "Work", "Person"):
            assert name not in main


def test_drafts_and_what_is_in_the_trash_change_no_byte(browser):
    looked_back("met", 9)
    looked_back("missed", 2)
    before = browser.get(LETTER).content.split(b"<main")[1]
    looked_back("stopped-early", 3, status="draft")
    for lesson in looked_back("changed-course", 3):
        lesson.retrospective.remove()
    recount()
    assert browser.get(LETTER).content.split(b"<main")[1] == before


def test_lessons_that_kickoffs_applied_stand_first(browser):
    met = looked_back("met", 9)
    looked_back("missed", 4)
    factories.KickoffLessonFactory(lesson=met[3], disposition="apply")
    assert browser.get(LETTER).context["letter"].lessons[0].items[0] == met[3]


def test_without_a_year_it_is_of_the_last_full_one(browser):
    looked_back("met", 1, held_on=date(2024, 3, 1))
    assert "What we learned in 2024" in browser.get("/insights/letter/").content.decode()
    assert browser.get("/insights/letter/2031/").status_code == 404


def test_year_without_retrospectives_says_so(browser):
    looked_back("met", 1, held_on=date(2024, 3, 1))
    for address in ("2023/", "2023/q2/", "2023.md"):
        text = browser.get(f"/insights/letter/{address}").text
        assert "No retrospective of 2023 has been published." in text


def test_quarter_has_a_letter_of_its_own(browser):
    for result in ("met", "missed"):
        early, *_ = looked_back(result, 3, held_on=date(2025, 7, 1))
        records = Retrospective.objects.filter(pk=early.retrospective_id)
        records.update(held_on=date(2025, 6, 30))
    page = browser.get("/insights/letter/2025/q2/").text
    assert "What we learned in Q2 2025" in page and 'href="/insights/letter/2025/q2.md"' in page
    assert sides(browser, "/insights/letter/2025/q2/") == [1, 1]
    assert sides(browser, "/insights/letter/2025/q3/") == [2, 2]
    assert "# What we learned in Q3 2025" in browser.get("/insights/letter/2025/q3.md").text
    for nothing in ("2025/q0/", "2025/q5.md", "0000/", "2031/q1/", "99999999/q1/"):
        assert browser.get(f"/insights/letter/{nothing}").status_code == 404


def test_what_was_chosen_is_kept_for_the_day_and_read_anew(browser, monkeypatch):
    monkeypatch.setattr("retros.views.insights.letter_choice._FEWEST", 1)
    looked_back("met", 3)
    looked_back("missed", 3)
    first, *_ = browser.get(LETTER).context["letter"].lessons[0].items
    first.status = "retired"
    first.save()
    assert sides(browser) == [2, 2]
    recount()
    assert sides(browser) == [2, 2]


def test_it_takes_as_many_queries_for_many_rows(browser, monkeypatch):
    """Chosen anew, and as it was kept; on a site that says something, or it would be counted each time."""
    monkeypatch.setattr("retros.views.insights.letter_choice._FEWEST", 1)
    monkeypatch.setattr(floor, "FEWEST_PROJECTS", 1)
    monkeypatch.setattr(floor, "FEWEST_TEAMS", 1)
    teams, due = organization.teams_of(3), timezone.localdate()

    def queries_with(number, name):
        for result, outcome in (("met", "better"), ("missed", "worse")):
            projects = organization.projects_of(teams, number, name=f"{name} {result}")
            lessons = organization.look_back(projects, result=result)
            organization.decide(lessons, outcome=outcome, decided_on=ENDED, revisit_on=due)
            Lesson.objects.update(review_on=due)
        recount()
        return [queries_of(browser) for _ in ("chosen", "kept")]

    few, many = queries_with(1, "First"), queries_with(9, "Later")
    assert many == few


def queries_of(browser):
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(LETTER).status_code == 200
    return len(asked)


def test_empty_site_has_an_empty_letter(browser):
    assert browser.get("/insights/letter/").status_code == 200


def test_statement_is_no_markup_in_markdown(browser):
    for lesson in [*looked_back("met", 1), *looked_back("missed", 1)]:
        type(lesson).objects.filter(pk=lesson.pk).update(statement="[x](https://a.b) <b>*c*")
    text = browser.get("/insights/letter/2025.md").content.decode()
    assert r"- \[x\](https://a.b) &lt;b\>\*c\* ([Process](" in text


def test_without_results_as_much_of_what_went_well_as_of_what_went_wrong(browser):
    lessons = looked_back("", 5)
    for lesson in lessons:
        record = {"retrospective": lesson.retrospective}
        text = "The **rehearsal** found it in time."
        factories.ObservationFactory(kind="well", text=text, **record)
    for lesson in lessons[:2]:
        record = {"retrospective": lesson.retrospective}
        factories.ObservationFactory(kind="wrong", text="Nobody was asked to test it.", **record)
    factories.ObservationFactory(kind="wrong", text="Nobody may read this secret.")
    letter = browser.get(LETTER).context["letter"]
    assert [len(side.items) for side in letter.observations] == [2, 2] and len(letter.others) == 4
    for address in (LETTER, LETTER[:-1] + ".md"):
        text = browser.get(address).text
        assert "The rehearsal found it in time." in text and "secret" not in text
    looked_back("met", 1)
    letter = browser.get(LETTER).context["letter"]
    assert letter.lessons and not letter.observations and not letter.others
