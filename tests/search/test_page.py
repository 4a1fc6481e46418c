"""/search/ as people and their browsers ask for it."""

import pytest

from retros import search
from retros.models.tags import rename_tag
from tests import factories
from tests.pace import at_most
from tests.search.hostile import HOSTILE, generated

pytestmark = pytest.mark.both_databases


@pytest.fixture
def page(as_user, member):
    browser = as_user(member)
    return lambda headers=None, **asked: browser.get("/search/", asked, headers=headers)


def test_visitor_is_sent_to_sign_in(as_user, lesson):
    response = as_user().get("/search/?q=rehearse")
    assert response.status_code == 302 and "rehearse" not in response.content.decode()


def test_hits_are_shown_with_marks(lesson, page):
    html = page(q="rehearse").content.decode()
    assert "The first <mark>rehearsal</mark> failed" in html
    assert f'href="/lessons/{lesson.pk}/"' in html and "1 result" in html


def test_while_typing_only_the_results_are_sent(lesson, page):
    response = page(q="rehearse", headers={"HX-Request": "true"})
    html = response.content.decode()
    assert "<mark>" in html and "<html" not in html
    assert "HX-Request" in response.headers["Vary"]


def test_going_back_gets_the_whole_page(lesson, page):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in page(q="rehearse", headers=headers).content.decode()


def test_filters_stay_chosen(lesson, page):
    html = page(q="rehearse", kind="lesson", category="process").content.decode()
    assert 'id="kind-lesson" name="kind" value="lesson" checked' in html
    assert 'id="category-process" name="category" value="process" checked' in html


def test_filter_that_hides_everything_can_be_taken_away(lesson, page):
    html = page(q="rehearse", category="self").content.decode()
    assert 'value="self" checked' in html
    assert "Without category “" in html and 'href="?q=rehearse"' in html


def test_nothing_found_says_what_to_do(lesson, page):
    assert "No results" in page(q="okapi").content.decode()


def test_unknown_values_are_left_out(lesson, page):
    response = page(
        q="rehearse", kind="x", category="x", sort="x", page="x", year="x", phase="\x00"
    )
    assert "1 result" in response.content.decode()


def test_page_links_keep_what_was_asked(page):
    for number in range(12):
        factories.LessonFactory(published=True, statement=f"Vendor {number}")
    html = page(q="vendor", kind="lesson").content.decode()
    assert "Page 1 of 2" in html and "page=2" in html and "q=vendor" in html


def test_what_narrows_is_shown_and_can_be_taken_away(lesson, page):
    html = page(q="rehearse category:process", kind="lesson", year="2020..2031").content.decode()
    assert 'href="?q=rehearse&amp;kind=lesson&amp;year=2020..2031"' in html
    assert 'href="?q=rehearse+category%3Aprocess&amp;year=2020..2031"' in html
    assert 'href="?q=rehearse+category%3Aprocess&amp;kind=lesson"' in html
    assert "2020–2031" in html


def test_typed_operator_is_taken_away_in_the_text_only(lesson, page):
    html = page(q="rehearse category:process").content.decode()
    assert 'value="process" checked disabled' in html


def test_years_of_a_form_are_a_range_either_way_round(lesson, page):
    year = lesson.retrospective.dated_on.year
    for asked in ({"from": year, "to": year}, {"from": year + 1, "to": year - 1}, {"from": year}):
        assert "1 result" in page(q="rehearse", **asked).content.decode()
    assert (
        "No results for these words and filters" in page(q="rehearse", to=year - 1).content.decode()
    )


def test_nothing_found_says_what_fewer_filters_would_find(lesson, page):
    html = page(q="rehearse", category="self", kind="lesson").content.decode()
    assert 'href="?q=rehearse&amp;kind=lesson"' in html and "1 result" in html


def test_counts_without_a_filter_leave_out_drafts_of_others(page):
    factories.LessonFactory(statement="Rehearse in secret", category="process")
    assert "found</li>" not in page(q="rehearse", category="self").content.decode()


def test_half_a_word_is_completed_while_somebody_types(lesson, page):
    search.reindex()
    headers = {"HX-Request": "true", "Search-Typing": "true"}
    html = page(q="rehea", headers=headers).content.decode()
    assert "Showing results for “rehearsal” while you type" in html and "1 result" in html
    assert 'href="?q=rehearsal"' in html
    assert "No results" in page(q="rehea").content.decode()


def test_endings_hold_no_word_of_a_draft(page):
    factories.LessonFactory(statement="Okapis are kept in secret")
    search.reindex()
    html = page(q="oka", headers={"HX-Request": "true", "Search-Typing": "true"}).content.decode()
    assert "okapis" not in html


def test_page_beyond_the_end_is_the_last_one(lesson, page):
    assert "1 result" in page(q="rehearse", page="999").content.decode()


def test_enormous_text_is_answered(lesson, page):
    response = page(q="rehearse " + "x" * 100_000)
    assert response.status_code == 200 and len(response.content) < 100_000


ENDLESS = [
    {"q": "tag:a " * 800},
    {"q": " ".join(f"tag:t{n}" for n in range(800))},
    {"q": " ".join(f"team:t{n} project:p{n} year:20{n:02}" for n in range(99))},
    {"q": '-a "b c" ' * 500},
    {"tag": [f"t{n}" for n in range(900)], "project": [f"p{n}" for n in range(90)]},
    {"q": "rehearse", **{f"unknown{n}": "x" * 40 for n in range(400)}},
]


@pytest.mark.parametrize("asked", ENDLESS, ids=range(len(ENDLESS)))
def test_endless_filters_take_neither_time_nor_room(lesson, page, asked):
    with at_most(2):
        response = page(**asked)
    assert response.status_code == 200 and len(response.content) < 150_000


def test_filters_that_are_ignored_are_mentioned(lesson, page):
    assert "ignored" not in page(q="tag:a " * 30).text
    assert "up to 20 typed filters" in page(q=" ".join(f"tag:t{n}" for n in range(30))).text


def test_other_methods_are_refused(as_user, member):
    assert as_user(member).post("/search/").status_code == 405


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_the_page(lesson, page, text):
    text = text.encode(errors="replace").decode()
    names = ["tag", "team", "project", "kind", "year", "page", "sort"]
    for asked in ({"q": text}, {"q": "rehearse"} | dict.fromkeys(names, text)):
        response = page(**asked)
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


def test_number_of_queries_does_not_grow(page, django_assert_max_num_queries):
    for number in range(12):
        factories.LessonFactory(published=True, statement=f"Vendor {number}").tags.add(f"t{number}")
    with django_assert_max_num_queries(18):
        page(q="vendor sandbox")


def test_generated_hostile_texts_get_a_page(lesson, page):
    for text in generated(100, seed=1):
        asked = text.encode(errors="surrogatepass")
        assert page(q=asked).status_code == 200, ascii(text[:80])


def test_nothing_found_offers_no_empty_filters(lesson, page):
    assert "<summary>Filters" in page(q="rehearse").text
    html = page(q="okapi").text
    assert "No results" in html and "<summary>Filters" not in html
    assert "<summary>Filters" in page(q="okapi", category="team").text  # to take it away


def test_tag_typed_by_its_former_name_is_marked_as_typed(lesson, page):
    lesson.tags.add("Cut-over")
    tag = lesson.tags.get()
    rename_tag(tag, "Switching")
    search.reindex()
    html = page(q="tag:cut-over").text
    assert 'value="switching" checked disabled' in html and ">typed<" in html
