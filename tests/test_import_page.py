"""/import/: choose documents, look at what was found, bring them in as drafts."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from retros.exchange import read_text, store
from retros.models import Retrospective
from tests import factories
from tests.exchange import samples

ADDRESS = reverse("import")


def upload(browser, *files, **fields):
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return browser.post(ADDRESS, {"files": uploads, "text": "", "team": "", **fields})


def carried(response):
    """What the preview's form would send, as a browser does it."""
    page = response.content.decode()
    return {
        "name": [unescape(n) for n in re.findall(r'name="name" value="(.*?)"', page)],
        "carried": re.findall(r'name="carried" value="(.*?)"', page),
        "take": re.findall(r'name="take" value="(\d+)"', page),
        "team": re.findall(r'name="team" value="(\d*)"', page)[0],
    }


def bring_in(browser, response, **changes):
    return browser.post(reverse("import_store"), carried(response) | changes, follow=True)


@pytest.fixture
def browser(as_user, member):
    return as_user(member)


@pytest.mark.parametrize("name", ["import", "import_store", "import_done"])
def test_visitors_have_to_sign_in(as_user, db, name):
    assert as_user().get(reverse(name)).status_code == 302


@pytest.mark.parametrize(
    ("name", "method"), [("import", "put"), ("import_store", "get"), ("import_done", "post")]
)
def test_other_methods_are_refused(browser, name, method):
    assert getattr(browser, method)(reverse(name)).status_code == 405


def test_form_offers_only_my_teams(as_user, db):
    mine, other = factories.TeamFactory.create_batch(2)
    page = as_user(factories.UserFactory(teams=[mine])).get(ADDRESS).content.decode()
    assert mine.name in page
    assert other.name not in page


def test_preview_shows_what_was_found_and_stores_nothing(browser):
    page = upload(browser, ("sprint.md", samples.SPRINT_NOTES.encode())).content.decode()
    assert "Retrospective: Route planner" in page
    assert "2 went well" in page
    assert "Ask the drivers early." in page
    assert "Bring in 1 draft" in page
    assert not Retrospective.objects.exists()


def test_chosen_documents_become_my_drafts(browser, member):
    preview = upload(browser, *((name, text.encode()) for name, text in samples.ALL.items()))
    page = bring_in(browser, preview, take=["0", "2"]).content.decode()
    assert "2 new drafts" in page
    made = Retrospective.objects.drafts().filter(created_by=member)
    assert {retrospective.source_name for retrospective in made} == {"sprint.md", "board.md"}
    for retrospective in made:
        assert reverse("retrospective_edit", args=[retrospective.pk]) in page


def test_what_somebody_else_was_shown_can_not_be_brought_in(browser, as_user):
    preview = upload(as_user(factories.UserFactory()), text="# A\n\nOnly theirs")
    assert "It got lost on the way" in bring_in(browser, preview).content.decode()
    assert not Retrospective.objects.exists()


def test_text_that_went_through_the_browser_is_the_same_document(browser):
    bring_in(browser, upload(browser, ("sprint.md", samples.SPRINT_NOTES.encode())))
    known = Retrospective.objects.get()
    assert known.source_hash == read_text("x.md", samples.SPRINT_NOTES).source_hash
    page = upload(browser, ("other-name.md", samples.SPRINT_NOTES.encode())).content.decode()
    assert "It is here already" in page
    assert known.get_absolute_url() in page


def test_pressing_twice_makes_one_draft(browser):
    preview = upload(browser, ("sprint.md", samples.SPRINT_NOTES.encode()))
    bring_in(browser, preview)
    page = bring_in(browser, preview).content.decode()
    assert "Here already" in page
    assert Retrospective.objects.count() == 1


def test_pasted_text_is_brought_in(browser):
    preview = upload(browser, text="# Pasted\n\n## Lessons\n\n- Ask earlier")
    assert "Bring in 1 draft" in preview.content.decode()
    bring_in(browser, preview)
    assert Retrospective.objects.get().lessons.get().statement == "Ask earlier"


def test_drafts_go_to_the_chosen_team(as_user, db):
    team = factories.TeamFactory()
    person, colleague = factories.UserFactory.create_batch(2, teams=[team])
    browser = as_user(person)
    preview = upload(browser, ("sprint.md", samples.SPRINT_NOTES.encode()), team=team.pk)
    assert f"You and {team.name} can read the drafts." in preview.content.decode()
    bring_in(browser, preview)
    assert Retrospective.objects.editable_by(colleague).count() == 1


def test_team_of_others_is_refused(browser):
    team = factories.TeamFactory()
    assert upload(browser, text="# A", team=team.pk).status_code == 422
    preview = upload(browser, text="# A")
    bring_in(browser, preview, team=team.pk)
    assert not Retrospective.objects.exists()


def test_each_bad_file_says_why_and_the_rest_goes_on(browser):
    page = upload(
        browser,
        ("empty.md", b""),
        ("binary.md", b"\x00\x01"),
        ("huge.txt", b"a" * 1_000_000),
        ("slides.pdf", b"%PDF"),
        ("notes.doc", b"Notes"),
        ("good.md", b"# Good\n\n- a"),
        ("again.md", b"# Good\n\n- a"),
    ).content.decode()
    assert "It is empty." in page
    assert "It is not a text file." in page
    assert "It has more text than a retrospective holds." in page
    assert "It is a PDF" in page
    assert "Only these can be brought in" in page
    assert "It holds the same text as good.md." in page
    assert "Bring in 1 draft" in page


def test_nothing_chosen_is_said_beside_the_field(browser):
    response = upload(browser)
    assert response.status_code == 422
    assert "Please choose a file, or paste some text below." in response.content.decode()


def test_too_many_files_are_said(browser):
    response = upload(browser, *((f"{n}.md", b"# A") for n in range(51)))
    assert response.status_code == 422
    assert "at most 50 files" in response.content.decode()


def test_too_much_together_is_said(browser):
    response = upload(browser, *((f"{n}.md", b"a" * 17_000_000) for n in "abc"))
    assert response.status_code == 422
    assert "larger than 50 MB" in response.content.decode()


def test_draft_of_somebody_else_is_not_given_away(browser):
    store(read_text("a.md", samples.BOARD), owner=factories.UserFactory())
    page = upload(browser, ("a.md", samples.BOARD.encode())).content.decode()
    assert "here already" not in page


def test_hostile_text_is_shown_as_text(browser):
    text = "# <script>alert(1)</script>\n\n## Lessons\n\n- </textarea><img src=x onerror=alert(1)>"
    preview = upload(browser, text=text)
    page = preview.content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert bring_in(browser, preview).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"name": ["a.md"], "carried": []},
        {"name": ["a.md"], "carried": ["x"], "take": ["x", "-1", "9" * 30]},
        {"name": ["a.md"], "carried": ["eyJhIjoxfQ:1abc:x"], "take": ["0"]},
        {"name": ["a\x00.md"], "carried": ["\x00"], "take": ["0"]},
        {"name": ["a.md"] * 51, "carried": ["x"] * 51, "take": ["0"]},
        {"team": "x"},
    ],
)
def test_odd_forms_store_nothing(browser, fields):
    response = browser.post(reverse("import_store"), fields, follow=True)
    assert response.status_code == 200
    assert not Retrospective.objects.exists()


@pytest.mark.parametrize("query", ["made=x", "made=" + "9" * 30, "made=-1&known=%00", "made=²", ""])
def test_odd_addresses_of_the_list_harm_nothing(browser, query):
    assert browser.get(f"{reverse('import_done')}?{query}").status_code == 200


def test_list_shows_no_drafts_of_others(browser):
    theirs = factories.RetrospectiveFactory()
    address = f"{reverse('import_done')}?made={theirs.pk}&known={theirs.pk}"
    assert theirs.title not in browser.get(address).content.decode()


def queries_of_list(browser, number):
    texts = [(f"{n}.md", f"# Number {number}-{n}\n\n- a".encode()) for n in range(number)]
    page = bring_in(browser, upload(browser, *texts)).redirect_chain[-1][0]
    with CaptureQueriesContext(connection) as queries:
        assert f"{number} new drafts" in browser.get(page).content.decode()
    return len(queries)


def test_number_of_queries_does_not_grow_with_the_drafts(browser):
    assert queries_of_list(browser, 2) == queries_of_list(browser, 12)
