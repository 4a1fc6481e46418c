"""/kickoffs/<id>/"""

import pytest

from tests import factories
from tests.kickoffs.conftest import make_lesson


def test_it_offers_lessons_with_why_where_from_and_what_to_ask(reader, kickoff, lesson):
    lesson.kickoff_question = "Which warehouse goes first?"
    lesson.save()
    page = reader.get(kickoff.get_absolute_url()).content.decode()
    assert lesson.statement in page
    assert "<mark>stock</mark>" in page
    assert lesson.retrospective.project.name in page
    assert "Which warehouse goes first?" in page


def test_the_closest_comes_first(reader, kickoff):
    far = make_lesson("Ask early.", detail="A warehouse was closed in the peak.")
    near = make_lesson("Try the peak.", detail="The stock service in three warehouses stopped.")
    page = reader.get(kickoff.get_absolute_url()).content.decode()
    assert page.index(near.statement) < page.index(far.statement)


def test_drafts_archived_and_retired_lessons_are_not_offered(writer, kickoff):
    draft, archived, retired = (make_lesson(f"Stock lesson {word}.") for word in "abc")
    draft.retrospective.unpublish()
    archived.retrospective.archive()
    retired.retire(because="Another service does it now.")
    page = writer.get(kickoff.get_absolute_url()).content.decode()
    assert "Stock lesson" not in page


def test_even_writers_of_a_draft_are_not_offered_its_lessons(writer, kickoff):
    lesson = make_lesson()
    lesson.retrospective.invited.add(kickoff.created_by)
    lesson.retrospective.unpublish()
    assert lesson.statement not in writer.get(kickoff.get_absolute_url()).content.decode()


def test_it_says_in_how_many_projects_a_lesson_was_learned(reader, kickoff, lesson):
    make_lesson("The same, learned later.").mark_duplicate_of(lesson)
    page = reader.get(kickoff.get_absolute_url()).content.decode()
    assert "Learned in 2 projects" in page
    assert page.count('class="card hit') == 1


def test_what_was_decided_stays_visible(reader, kickoff):
    decided = factories.KickoffLessonFactory(
        kickoff=kickoff, disposition="not-relevant", note="Another kind of stock"
    )
    page = reader.get(kickoff.get_absolute_url()).content.decode()
    assert decided.lesson.statement in page
    assert "Another kind of stock" in page


def test_a_lesson_that_went_back_into_a_draft_leaves_the_page(writer, kickoff):
    gone = factories.KickoffLessonFactory(kickoff=kickoff)
    gone.lesson.retrospective.unpublish()
    page = writer.get(kickoff.get_absolute_url()).content.decode()
    assert gone.lesson.statement not in page
    assert "1 chosen item is no longer available." in page


def test_readers_see_no_forms(reader, writer, kickoff, lesson):
    assert 'name="disposition"' in writer.get(kickoff.get_absolute_url()).content.decode()
    page = reader.get(kickoff.get_absolute_url()).content.decode()
    assert 'name="disposition"' not in page
    assert 'name="drop"' not in page


def test_the_team_of_the_project_may_edit(as_user, kickoff, lesson):
    colleague = factories.UserFactory(teams=[kickoff.project.team])
    page = as_user(colleague).get(kickoff.get_absolute_url()).content.decode()
    assert 'name="disposition"' in page


def test_it_is_narrowed_by_category(reader, kickoff, lesson):
    other = make_lesson("Ask the drivers of the warehouses.", category="customer")
    page = reader.get(f"{kickoff.get_absolute_url()}?category=customer").content.decode()
    assert other.statement in page
    assert lesson.statement not in page


def test_more_lessons_come_on_demand(reader, kickoff):
    for number in range(12):
        make_lesson(f"Stock lesson {number}.")
    first = reader.get(kickoff.get_absolute_url()).content.decode()
    more = reader.get(f"{kickoff.get_absolute_url()}?show=20").content.decode()
    assert (first.count("card hit"), more.count("card hit")) == (10, 12)


def test_htmx_gets_the_board_alone(reader, kickoff):
    headers = {"HX-Request": "true", "HX-Target": "board"}
    response = reader.get(f"{kickoff.get_absolute_url()}?since=", headers=headers)
    assert response.content.decode().lstrip().startswith('<div id="board"')
    assert response["HX-Push-Url"] == kickoff.get_absolute_url()


@pytest.mark.parametrize(
    "query",
    [
        "show=x",
        "show=-1",
        "show=٣",
        "show=99999999",
        "category=%00",
        "since=%00",
        "category=process&category=x",
    ],
)
def test_odd_query_strings_are_no_error(reader, kickoff, lesson, query):
    response = reader.get(f"{kickoff.get_absolute_url()}?{query}")
    assert lesson.statement in response.content.decode()


def test_hostile_text_is_only_text(reader, kickoff):
    make_lesson('Stock <script>alert("s")</script>', detail="<img src=x onerror=alert(1)> stock")
    kickoff.brief = '<script>alert("b")</script> stock [x](javascript:alert(1))'
    kickoff.save()
    page = reader.get(kickoff.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page


def test_a_brief_that_finds_nothing_says_what_else_to_do(reader):
    kickoff = factories.KickoffFactory(brief="Zymurgy.")
    assert "We found nothing close" in reader.get(kickoff.get_absolute_url()).content.decode()


def test_its_queries_do_not_grow_with_lessons_or_choices(writer, kickoff, count):
    def make():
        lesson = make_lesson(f"Stock lesson {make.number}.")
        owner = factories.UserFactory()
        factories.KickoffLessonFactory(kickoff=kickoff, lesson=lesson, owner=owner)
        make.number += 1

    make.number = 0
    few = count(lambda: writer.get(kickoff.get_absolute_url()), 2, make)
    assert few == count(lambda: writer.get(kickoff.get_absolute_url()), 10, make)


def test_unknown_ids_are_not_found(reader):
    for pk in ("999999", "9" * 30):
        assert reader.get(f"/kickoffs/{pk}/").status_code == 404


def test_visitors_are_asked_to_sign_in(client, kickoff):
    assert client.get(kickoff.get_absolute_url()).url.startswith("/accounts/login/")


def test_it_rejects_post(writer, kickoff):
    assert writer.post(kickoff.get_absolute_url()).status_code == 405


def test_what_was_decided_stays_in_sight_beside_the_filters(reader, kickoff, lesson):
    factories.KickoffLessonFactory(kickoff=kickoff, lesson=lesson)
    page = reader.get(f"{kickoff.get_absolute_url()}?category=self").content.decode()
    assert "Other choices you made" in page
    assert f'id="lesson-{lesson.pk}"' in page


def test_what_shares_too_little_waits_behind_a_link(reader, kickoff, lesson):
    far = make_lesson("Ask early.", detail="A warehouse was closed.")
    address = kickoff.get_absolute_url()
    page = reader.get(address).text
    assert lesson.statement in page and far.statement not in page
    assert "1 match from 1 project" in page and "Show 1 weaker match" in page
    page = reader.get(address, {"close": "less"}).text
    assert page.index(lesson.statement) < page.index("Weaker matches") < page.index(far.statement)
    assert "1 match from 1 project" in page and "Show 1 weaker match" not in page


def test_page_says_so_where_no_lesson_is_close(reader, kickoff):
    far = make_lesson("Ask early.", detail="A warehouse was closed.")
    address = kickoff.get_absolute_url()
    page = reader.get(address).text
    assert "No close matches" in page and "Show 1 weaker match" in page
    assert far.statement in reader.get(address, {"close": "less"}).text


def test_less_close_lesson_that_was_decided_on_stays_in_sight(reader, kickoff):
    far = make_lesson("Ask early.", detail="A warehouse was closed.")
    factories.KickoffLessonFactory(kickoff=kickoff, lesson=far)
    page = reader.get(kickoff.get_absolute_url()).text
    assert far.statement in page and "weaker match" not in page
