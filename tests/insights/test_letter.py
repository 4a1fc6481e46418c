"""The yearly letter: balanced, without names, printable and as Markdown."""

from datetime import date

from retros.insights import recount
from retros.models import Retrospective
from tests import factories
from tests.insights import organization

LETTER = "/insights/letter/2025/"


def looked_back(result, number, **fields):
    teams = list(organization.Team.objects.all()) or organization.teams_of(3)
    projects = organization.projects_of(teams, number, name=f"Work {result}")
    return organization.look_back(projects, result=result, **fields)


def sides(browser, address=LETTER):
    return [len(lessons) for _, lessons in browser.get(address).context["letter"].sides]


def test_success_and_failure_have_the_same_room(browser):
    looked_back("met", 9)
    looked_back("missed", 2)
    assert sides(browser) == [2, 2]


def test_without_failures_no_success_is_shown_either(browser):
    looked_back("met", 9)
    text = browser.get(LETTER).content.decode()
    assert "Rehearse it." not in text
    assert "doesn’t have lessons of both yet" in text


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
    assert browser.get(LETTER).context["letter"].sides[0][1][0] == met[3]


def test_without_a_year_it_is_of_the_last_full_one(browser):
    looked_back("met", 1, held_on=date(2024, 3, 1))
    assert "What we learned in 2024" in browser.get("/insights/letter/").content.decode()
    assert browser.get("/insights/letter/2031/").status_code == 404


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
    for nothing in ("2025/q0/", "2025/q5.md", "2024/q1/", "2031/q1/", "99999999/q1/"):
        assert browser.get(f"/insights/letter/{nothing}").status_code == 404


def test_empty_site_has_an_empty_letter(browser):
    assert browser.get("/insights/letter/").status_code == 200


def test_statement_is_no_markup_in_markdown(browser):
    for lesson in [*looked_back("met", 1), *looked_back("missed", 1)]:
        type(lesson).objects.filter(pk=lesson.pk).update(statement="[x](https://a.b) <b>*c*")
    text = browser.get("/insights/letter/2025.md").content.decode()
    assert r"- \[x\](https://a.b) &lt;b\>\*c\* ([Process](" in text
