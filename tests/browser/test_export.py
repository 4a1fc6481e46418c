"""Taking everything out, and choosing what the columns of a table stand for, in a browser."""

import zipfile

import pytest
from playwright.sync_api import expect

from retros.examples import load_examples
from retros.models import Retrospective
from tests import factories

TABLE = "Who,Card,Lane,Likes\nWilma,Two rehearsals,Sunny,2\nSixten,Nobody knew,Stormy,5\n"


def test_curator_exports_everything(open_page, suits_everyone, tmp_path):
    load_examples()
    page = open_page(factories.CuratorFactory())
    page.goto("/export/")
    suits_everyone(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Download archive").click()
    started.value.save_as(tmp_path / "all.zip")
    names = zipfile.ZipFile(tmp_path / "all.zip").namelist()
    assert sum(name.endswith(".md") for name in names) == Retrospective.objects.count()
    page.get_by_label("Lesson category").select_option("process")
    with page.expect_download() as started:
        page.get_by_role("button", name="Lessons").click()
    assert started.value.suggested_filename.startswith("lessons-")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_columns_of_a_table_are_chosen(open_page, suits_everyone, script, tmp_path):
    (tmp_path / "notes.csv").write_text(TABLE)
    page = open_page(factories.UserFactory(), java_script_enabled=script)
    page.goto("/import/")
    page.get_by_label("Files").set_input_files(tmp_path / "notes.csv")
    page.get_by_role("button", name="Preview").click()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Choose columns").click()
    chosen = opened.value
    expect(chosen.get_by_label("Text of the note")).to_have_value("1")
    if script:
        suits_everyone(chosen)
    chosen.get_by_label("“Stormy” means").select_option("Could be better")
    chosen.get_by_role("button", name="Preview").click()
    chosen.get_by_role("button", name="Import 1 draft").click()
    expect(chosen.get_by_text("Done: 1 new draft")).to_be_visible()
    note = Retrospective.objects.get().observations.get(kind="better")
    assert note.text == "Nobody knew (5 votes)"
