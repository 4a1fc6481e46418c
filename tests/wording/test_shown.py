"""Hints that the server shows: beside what is written already, and before publishing."""

import pytest

from retros.examples import files
from retros.wording import hints
from tests import factories

BLAME = "We should have asked Zoë."


@pytest.fixture
def retrospective(member):
    factories.UserFactory(display_name="Zoë Lind")
    return factories.RetrospectiveFactory(created_by=member)


@pytest.fixture
def writer(as_user, member):
    return as_user(member)


@pytest.fixture
def edit(retrospective):
    return f"/retrospectives/{retrospective.pk}/edit"


@pytest.fixture
def publish(retrospective):
    return f"/retrospectives/{retrospective.pk}/publish/"


@pytest.mark.parametrize(
    ("maker", "kind", "field"),
    [
        (factories.TimelineEventFactory, "timeline", "known_then"),
        (factories.DecisionFactory, "decisions", "what_happened"),
        (factories.ObservationFactory, "observations", "text"),
        (factories.LessonFactory, "lessons", "statement"),
    ],
)
def test_form_of_a_part_shows_hints_beside_its_text(
    writer, edit, retrospective, maker, kind, field
):
    part = maker(retrospective=retrospective, **{field: BLAME})
    page = writer.get(f"{edit}/{kind}/{part.pk}/").text
    assert "“should have”" in page
    assert "“Zoë”" in page
    assert f'{field}_wording"' in page.split('class="wording plain"')[0]  # aria-describedby


def test_owner_of_an_action_item_may_be_named(writer, edit, retrospective):
    part = factories.ActionItemFactory(retrospective=retrospective, text=BLAME)
    page = writer.get(f"{edit}/actions/{part.pk}/").text
    assert "“should have”" in page
    assert "“Zoë”" not in page


def test_form_of_a_section_shows_hints_beside_its_text(writer, edit, retrospective):
    retrospective.goal = BLAME
    retrospective.save()
    assert "“should have”" in writer.get(f"{edit}/story/").text
    assert "“should have”" not in writer.get(f"{edit}/headline/").text


def test_whole_page_is_shown_without_hints(writer, edit, retrospective):
    retrospective.goal = BLAME
    retrospective.save()
    assert "“should have”" not in writer.get(f"{edit}/").text


def test_text_with_an_error_keeps_its_hints(writer, edit, retrospective):
    part = factories.LessonFactory(retrospective=retrospective)
    typed = {"statement": f"{BLAME} {'x' * 140}", "category": "process", "version": 1}
    response = writer.post(f"{edit}/lessons/{part.pk}/", typed)
    assert response.status_code == 422
    assert "“should have”" in response.text
    assert "lesson-" in response.text


def test_check_before_publishing_leads_to_each_place(writer, edit, publish, retrospective):
    lesson = factories.LessonFactory(retrospective=retrospective, detail=BLAME)
    action = factories.ActionItemFactory(retrospective=retrospective, text="Ask Zoë.")
    page = writer.get(publish).text
    assert "Wording to review" in page
    assert "2 places" in page
    assert (
        f'<a href="{edit}/lessons/{lesson.pk}/"><bdi>We <b>should have</b> asked Zoë.</bdi></a>'
        in page
    )
    assert f"{edit}/actions/{action.pk}/" not in page


def test_hints_never_hold_up_publishing(writer, publish, retrospective):
    factories.LessonFactory(retrospective=retrospective, statement=BLAME)
    assert writer.post(publish).status_code == 302
    retrospective.refresh_from_db()
    assert retrospective.is_published


def test_check_without_hints_says_nothing_of_them(writer, publish, retrospective):
    factories.LessonFactory(retrospective=retrospective)
    assert "read again" not in writer.get(publish).text


def test_hostile_words_around_a_hint_stay_text(writer, publish, retrospective):
    factories.ObservationFactory(retrospective=retrospective, text=f"<img src=x> {BLAME}")
    page = writer.get(publish).text
    assert "<img" not in page
    assert "&lt;img src=x&gt; We <b>should have</b>" in page


def test_long_lines_are_cut_around_the_words(writer, publish, retrospective):
    text = f"{'before ' * 40}we should have asked {'after ' * 40}\n\nNext"
    factories.ObservationFactory(retrospective=retrospective, text=text)
    page = writer.get(publish).text
    assert ">…before before" in page
    assert "after after…</bdi></a>" in page


def queries_of(browser, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as captured:
        browser.get(address)
    return len(captured)


def test_check_takes_as_many_queries_for_many_places_as_for_few(
    writer, publish, retrospective, django_assert_max_num_queries
):
    factories.ObservationFactory.create_batch(2, retrospective=retrospective, text=BLAME)
    few = queries_of(writer, publish, django_assert_max_num_queries)
    factories.ObservationFactory.create_batch(12, retrospective=retrospective, text=BLAME)
    assert queries_of(writer, publish, django_assert_max_num_queries) == few


def texts_in(told):
    if isinstance(told, str):
        yield told
    elif isinstance(told, (dict, list)):
        for one in told.values() if isinstance(told, dict) else told:
            yield from texts_in(one)


@pytest.mark.parametrize("path", sorted(files.FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_our_examples_get_no_hints(path):
    found = [hint for text in texts_in(files.read(path.stem)) for hint in hints(text)]
    assert not found
