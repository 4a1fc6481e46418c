"""What the categories of a register stand for, chosen in the preview."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from retros.models import Lesson
from tests.test_import_page import bring_in, carried, page_of, place_of

REGISTER = """\
Lesson,Type,Project,Date
Book the crane before the permit,Weather,Harbor bridge,2024-02-03
Walk the site with the night shift,People,Harbor bridge,2024-03-01
Measure the wind at the top,Weather,Harbor bridge,2024-03-02
"""
TABLE = "Sorting,Note\nPurchasing,Ask for two offers\nWeather,Measure the wind\n"


@pytest.fixture
def browser(as_user, member):
    return as_user(member)


def preview(browser, text=REGISTER):
    file = SimpleUploadedFile("register.csv", text.encode())
    return browser.post(reverse("import"), {"files": [file], "text": "", "team": ""})


def categories():
    return dict(Lesson.objects.values_list("statement", "category"))


def test_each_word_is_shown_with_a_proposal(browser):
    page = page_of(preview(browser))
    assert page.index("“Weather” means") < page.index("“People” means")
    sent = carried(preview(browser))
    assert (sent["0-category-0"], sent["0-category-1"]) == ("", "team")


def test_choice_is_for_every_lesson_of_its_word(browser):
    bring_in(browser, preview(browser), **{"0-category-0": "customer"})
    assert categories() == {
        "Book the crane before the permit": "customer",
        "Walk the site with the night shift": "team",
        "Measure the wind at the top": "customer",
    }


def test_choice_can_be_taken_back(browser):
    shown = preview(browser)
    chosen = carried(shown) | {"0-category-0": "self", "look": "1"}
    again = browser.post(reverse("import_store"), chosen)
    assert carried(again)["0-category-0"] == "self"
    bring_in(browser, again, **{"0-category-0": ""})
    assert "self" not in categories().values()


def test_lesson_that_somebody_moved_stays_there(browser):
    shown = preview(browser)
    moved = {place_of(shown, "Measure the wind"): "lesson:product", "0-category-0": "customer"}
    bring_in(browser, shown, **moved)
    assert categories()["Measure the wind at the top"] == "product"
    assert categories()["Book the crane before the permit"] == "customer"


@pytest.mark.parametrize("value", ["blame", "", "<script>1</script>", "a" * 9_000])
def test_other_values_change_nothing(browser, value):
    bring_in(browser, preview(browser), **{"0-category-0": value, "0-category-99": value})
    assert categories()["Walk the site with the night shift"] == "team"


def test_hostile_words_stay_text(browser):
    text = REGISTER.replace("Weather", "<script>alert(1)</script>")
    assert "“&lt;script&gt;" in page_of(preview(browser, text))


def test_documents_without_categories_show_no_choice(browser):
    text = "# A\n\n## Lessons\n\n- Ask early\n- Ask twice\n"
    assert "Categories of lessons" not in page_of(preview(browser, text))


def test_category_is_a_column_that_can_be_chosen(browser):
    sent = {
        "name": "notes.csv", "table": TABLE, "team": "", "text": "1", "kind": "", "votes": "",
        "author": "", "on": "", "category": "0", "shown": "", "all": "lesson",
    }  # fmt: skip
    shown = browser.post(reverse("import_columns"), sent)
    assert "“Purchasing” means" in page_of(shown)
    bring_in(browser, shown, **{"0-category-0": "customer", "0-category-1": "product"})
    assert categories() == {"Ask for two offers": "customer", "Measure the wind": "product"}


def test_status_and_tags_are_columns_that_can_be_chosen(browser):
    table = (
        'Sorting,Note,State,Words\nA,Ask for two offers,Implemented,"money, time"\nA,Wait,Open,\n'
    )
    sent = {
        "name": "notes.csv", "table": table, "team": "", "text": "1", "kind": "", "votes": "",
        "author": "", "on": "", "status": "2", "tags": "3", "shown": "", "all": "lesson",
    }  # fmt: skip
    bring_in(browser, browser.post(reverse("import_columns"), sent))
    offers, wait = Lesson.objects.order_by("position")
    assert (offers.status, sorted(offers.tags.names())) == ("applied", ["money", "time"])
    assert (wait.status, list(wait.tags.names())) == ("identified", [])


def test_command_takes_the_column_of_categories(member, tmp_path):
    path = tmp_path / "notes.csv"
    path.write_text(TABLE.replace("Purchasing", "Procurement"))
    options = {"owner": member.email, "columns": "lesson=Note,category=Sorting"}
    call_command("import_retrospectives", path, **options)
    assert categories()["Ask for two offers"] == "process"


def test_command_says_that_columns_have_to_be_chosen(member, tmp_path, capsys):
    path = tmp_path / "notes.csv"
    path.write_text(TABLE)
    with pytest.raises(Exception, match="No file could be imported"):
        call_command("import_retrospectives", path, owner=member.email)
    assert "--columns" in capsys.readouterr().err
