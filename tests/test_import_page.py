"""/import/: choose documents, look at what was found, bring them in as drafts."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from retros.exchange import read_text, store
from retros.models import Retrospective
from tests import factories
from tests.exchange import samples
from tests.exchange.office import docx, paragraph, zipped
from tests.exchange.test_decision_records import MADR, NYGARD

pytestmark = pytest.mark.both_databases

ADDRESS = reverse("import")


def upload(browser, *files, **fields):
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return browser.post(ADDRESS, {"files": uploads, "text": "", "team": "", **fields})


def page_of(response):
    """The whole page, also one that is sent while the work goes on."""
    if response.streaming:
        response.whole = getattr(response, "whole", None) or response.getvalue().decode()
        return response.whole
    return response.content.decode()


def carried(response):
    """What the preview's form would send, as a browser does it: {name: value}."""
    form = BeautifulSoup(page_of(response), "html.parser").select_one("form[data-import-placement]")
    sent = {}
    for field in form.find_all(["input", "textarea", "select"]):
        if field.name == "select":
            sent[field["name"]] = field.select_one("option[selected]")["value"]
        elif field.name == "textarea":
            sent[field["name"]] = field.get_text().removeprefix("\n").replace("\n", "\r\n")
        elif field.get("type") not in ("checkbox", "radio") or field.has_attr("checked"):
            is_box = field.get("type") == "checkbox"
            sent[field["name"]] = field.get("value", "on" if is_box else "")
    return sent


def bring_in(browser, response, **changes):
    sent = carried(response) | changes
    sent = {name: value for name, value in sent.items() if value is not None}
    answer = browser.post(reverse("import_store"), sent, follow=True)
    page_of(answer)  # stored while it is sent
    return answer


def place_of(response, text):
    """The name of the choice where the piece with this text goes."""
    soup = BeautifulSoup(page_of(response), "html.parser")
    piece = next(each for each in soup.select(".piece") if text in each.get_text())
    return piece.select_one("select")["name"]


@pytest.fixture
def browser(as_user, member):
    return as_user(member)


@pytest.mark.parametrize("name", ["import", "import_store"])
def test_visitors_have_to_sign_in(as_user, db, name):
    assert as_user().get(reverse(name)).status_code == 302


@pytest.mark.parametrize(("name", "method"), [("import", "put"), ("import_store", "get")])
def test_other_methods_are_refused(browser, name, method):
    assert getattr(browser, method)(reverse(name)).status_code == 405


def test_form_offers_only_my_teams(as_user, db):
    mine, other = factories.TeamFactory.create_batch(2)
    page = as_user(factories.UserFactory(teams=[mine])).get(ADDRESS).content.decode()
    assert mine.name in page
    assert other.name not in page


def test_preview_shows_what_was_found_and_stores_nothing(browser):
    page = page_of(upload(browser, ("sprint.md", samples.SPRINT_NOTES.encode())))
    assert "Retrospective: Route planner" in page
    assert "2 went well" in page
    assert "Ask the drivers early." in page
    assert "Import 1 draft" in page
    assert not Retrospective.objects.exists()


def test_chosen_documents_become_my_drafts(browser, member):
    preview = upload(browser, *((name, text.encode()) for name, text in samples.ALL.items()))
    page = page_of(
        bring_in(
            browser,
            preview,
            **{"1-is_included": None, "3-is_included": None, "4-is_included": None},
        )
    )
    assert "2 new drafts" in page
    made = Retrospective.objects.drafts().filter(created_by=member)
    assert {retrospective.source_name for retrospective in made} == {"sprint.md", "board.md"}
    for retrospective in made:
        assert reverse("retrospective_edit", args=[retrospective.pk]) in page


def test_what_someone_else_was_shown_can_not_be_imported(browser, as_user):
    preview = upload(as_user(factories.UserFactory()), text="# A\n\nOnly theirs")
    assert "This page has expired or arrived incomplete" in page_of(bring_in(browser, preview))
    assert not Retrospective.objects.exists()


def test_text_that_went_through_the_browser_is_the_same_document(browser):
    bring_in(browser, upload(browser, ("sprint.md", samples.SPRINT_NOTES.encode())))
    known = Retrospective.objects.get()
    assert known.source_hash == read_text("x.md", samples.SPRINT_NOTES).source_hash
    page = page_of(upload(browser, ("other-name.md", samples.SPRINT_NOTES.encode())))
    assert "Already imported as" in page
    assert known.get_absolute_url() in page


def test_pressing_twice_makes_one_draft(browser):
    preview = upload(browser, ("sprint.md", samples.SPRINT_NOTES.encode()))
    bring_in(browser, preview)
    page = page_of(bring_in(browser, preview))
    assert "already imported. Nothing changed." in page
    assert Retrospective.objects.count() == 1


def test_pasted_text_is_imported(browser):
    preview = upload(browser, text="# Pasted\n\n## Lessons\n\n- Ask earlier")
    assert "Import 1 draft" in page_of(preview)
    bring_in(browser, preview)
    assert Retrospective.objects.get().lessons.get().statement == "Ask earlier"


def test_drafts_go_to_the_chosen_team(as_user, db):
    team = factories.TeamFactory()
    person, colleague = factories.UserFactory.create_batch(2, teams=[team])
    browser = as_user(person)
    preview = upload(browser, ("sprint.md", samples.SPRINT_NOTES.encode()), team=team.pk)
    assert f"You and {team.name} can read the drafts." in page_of(preview)
    bring_in(browser, preview)
    assert Retrospective.objects.editable_by(colleague).count() == 1


def test_team_of_others_is_refused(browser):
    team = factories.TeamFactory()
    assert upload(browser, text="# A", team=team.pk).status_code == 422
    preview = upload(browser, text="# A")
    bring_in(browser, preview, team=team.pk)
    assert not Retrospective.objects.exists()


def test_each_bad_file_says_why_and_the_rest_goes_on(browser):
    answer = upload(
        browser,
        ("empty.md", b""),
        ("binary.md", b"\x00\x01"),
        ("huge.txt", b"a" * 1_000_000),
        ("slides.pdf", b"%PDF"),
        ("notes.doc", b"Notes"),
        ("notes.odp", b"Notes"),
        ("good.md", b"# Good\n\n- a"),
        ("again.md", b"# Good\n\n- a"),
    )
    page = page_of(answer)
    assert "This file is empty." in page
    assert "This is not a text file." in page
    assert "This text is too long for one retrospective." in page
    assert "This PDF is damaged" in page
    assert "This file type is not supported" in page
    assert "This has the same text as good.md." in page
    assert "Import 1 draft" in page


def test_nothing_chosen_gets_an_error_next_to_the_field(browser):
    response = upload(browser)
    assert response.status_code == 422
    assert "Please choose a file, or paste some text below." in response.content.decode()


def test_files_of_a_folder_count_like_others(browser):
    beside = SimpleUploadedFile("fair.md", b"# Fair\n\n## What went well\n\n- The lamps\n")
    page = page_of(upload(browser, ("move.md", b"# Move\n\n- x"), folder=[beside]))
    assert "The lamps" in page
    assert "Move" in page
    folder = [SimpleUploadedFile(f"{number}.md", b"# x") for number in range(200)]
    assert "up to 200 files" in page_of(upload(browser, ("a.md", b"# x"), folder=folder))
    assert " webkitdirectory" in page_of(browser.get(ADDRESS))


def test_too_many_files_are_refused(browser):
    response = upload(browser, *((f"{n}.md", b"# A") for n in range(201)))
    assert response.status_code == 422
    assert "up to 200 files" in response.content.decode()


def test_too_much_together_is_said(browser):
    response = upload(browser, *((f"{n}.md", b"a" * 17_000_000) for n in "abc"))
    assert response.status_code == 422
    assert "larger than 50 MB" in response.content.decode()


def test_draft_of_someone_else_is_not_given_away(browser):
    store(read_text("a.md", samples.BOARD), owner=factories.UserFactory())
    page = page_of(upload(browser, ("a.md", samples.BOARD.encode())))
    assert "already imported" not in page


def test_hostile_text_is_shown_as_text(browser):
    text = "# <script>alert(1)</script>\n\n## Lessons\n\n- </textarea><img src=x onerror=alert(1)>"
    preview = upload(browser, text=text)
    page = page_of(preview)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert bring_in(browser, preview).status_code == 200


def test_zip_of_many_is_imported_file_by_file(browser):
    data = zipped(
        {
            "retros/2026/vans.md": "# Vans\n\n## Lessons\n\n- Ask",
            "retros/maps.docx": docx(paragraph("Maps"), paragraph("Nothing went wrong.")),
            "../../etc/passwd.md": "# Sneaky\n\n- a",
            "slides.exe": b"MZ",
            "inner.zip": zipped({"a.md": "# A", "in.zip": zipped({"b.zip": "", "c.md": "# C"})}),
            "__MACOSX/._vans.md": "x",
            "a.png": b"\x89PNG",
        }
    )
    answer = upload(browser, ("export.zip", data))
    page = page_of(answer)
    assert "Import 3 drafts" in page
    assert "__MACOSX/._vans.md: This is a hidden file." in page
    assert "slides.exe: This file type is not supported" in page
    assert "This ZIP is too deep in others." in page
    assert "a.png: No document shows this picture." in page
    bring_in(browser, answer)
    names = set(Retrospective.objects.values_list("source_name", flat=True))
    assert "export.zip/retros/2026/vans.md" in names
    assert "export.zip/inner.zip/a.md" in names
    assert len(names) == 3


def test_bomb_in_a_zip_is_refused_and_the_rest_goes_on(browser):
    bomb = zipped({f"{n}.md": b"a" * 20_000_000 for n in range(6)})
    page = page_of(upload(browser, ("bomb.zip", bomb), ("good.md", b"# Good\n\n- a")))
    assert "larger than 100 MB when unpacked." in page
    assert "Import 1 draft" in page


def queries_of_preview(browser, number):
    files = [(f"{n}.md", f"# Number {number}-{n}\n\n- a".encode()) for n in range(number)]
    with CaptureQueriesContext(connection) as queries:
        page_of(upload(browser, *files))
    return len(queries)


def test_looking_takes_three_queries_a_document(browser):
    queries_of_preview(browser, 1)
    assert queries_of_preview(browser, 12) - queries_of_preview(browser, 2) == 30


def test_decision_records_become_one_draft(browser):
    records = {
        "routes/docs/adr/0012-queue.md": NYGARD,
        "routes/docs/adr/0014-use-a-broker.md": MADR,
    }
    package = zipped({name: text.encode() for name, text in records.items()})
    bring_in(browser, upload(browser, ("all.zip", package)))
    record = Retrospective.objects.get()
    assert record.title == "Decisions of routes"
    older, newer = record.decisions.all()
    assert older.superseded_by == newer
