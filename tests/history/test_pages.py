"""The pages of a history: the list, one version, what changed, restoring."""

import pytest
from taggit.models import Tag

from retros import search
from retros.models import Lesson, Retrospective, Version, WallPost
from retros.models.snapshot import state_of
from retros.models.tags import rename_tag
from tests import factories
from tests.canary.crawl import CSRF
from tests.history.test_keeping import later, save_title

PAGES = ["history/", "history/1/", "history/compare/", "history/compare/?from=1&to=2"]
PAGES += ["history/1/restore/", "history/1/restore/?item=headline"]
NOWHERE = [
    "history/9/",
    "history/9/restore/",
    "history/2/restore/",  # the newest is what it says already
    "history/compare/?from=9",
    "history/compare/?from=x",
    "history/compare/?to=-1",
    "history/1/restore/?item=lessons-999999",
    "history/1/restore/?item=nothing",
]


@pytest.fixture
def changed(writer, at, retrospective):
    """Version 1 as published; version 2 after a title, a lesson and a note."""
    save_title(writer, at, "Payments rewrite", 1)
    first, _second, third = retrospective.lessons.all()
    typed = {"statement": "Rehearse it twice.", "category": "process", "tags": "data", "version": 1}
    writer.post(at(f"edit/lessons/{first.pk}/"), typed)
    writer.post(at(f"edit/lessons/{third.pk}/remove/"))
    new = {"text": "Nobody was on call.", "kind": "wrong", "version": 0}
    writer.post(at("edit/observations/new/"), new)
    return first, third


def test_writers_and_curators_see_it(as_user, writer, curator, at, changed):
    other = as_user(curator)
    for page in PAGES:
        assert writer.get(at(page)).status_code == 200, page
        assert other.get(at(page)).status_code == 200, page


def test_others_get_what_is_not_there(as_user, at, changed):
    other = as_user(factories.UserFactory())
    assert other.get(at("")).status_code == 200  # they may read it, but not what it said before
    assert [page for page in PAGES if other.get(at(page)).status_code != 404] == []
    assert other.post(at("history/1/restore/"), {"seen": ""}).status_code == 404


def test_visitors_are_asked_to_sign_in(as_user, at, changed):
    visitor = as_user()
    assert [page for page in PAGES if "/accounts/login/" not in visitor.get(at(page)).url] == []


def test_curators_see_no_history_of_a_draft(as_user, writer, curator, at, changed):
    writer.post(at("unpublish/"))
    other = as_user(curator)
    for page in PAGES:
        assert other.get(at(page)).status_code == 404, page
        assert writer.get(at(page)).status_code == 200, page


def test_wrong_methods_are_refused(writer, at, changed):
    assert [page for page in PAGES if writer.put(at(page)).status_code != 405] == []


def test_what_is_not_there_is_not_found(writer, at, changed):
    assert [page for page in NOWHERE if writer.get(at(page)).status_code != 404] == []


def test_list_shows_when_who_and_what(writer, at, changed, member):
    page = writer.get(at("history/")).text
    assert member.display_name in page
    assert (
        "Title and summary changed, 1 observation added, 1 lesson changed, 1 lesson removed" in page
    )


def test_change_without_a_name_shows_the_day_only(writer, at, retrospective):
    Version.objects.before_change(retrospective, by=None)
    retrospective.lessons.first().remove()
    page = writer.get(at("history/")).text
    assert "1 lesson removed" in page
    assert 'datetime="' in page
    newest = page.split("Version 1<")[0]
    assert "00:00" not in newest


def test_version_is_read_as_it_was(writer, at, changed):
    page = writer.get(at("history/1/")).text
    for words in ("Checkout rewrite", "Rehearse it.", "Tell support first.", "rehearsal"):
        assert words in page
    assert "Payments rewrite</h1>" not in page
    assert "Nobody was on call." not in page


def test_newest_version_is_the_text_itself(writer, at, changed):
    page = writer.get(at("history/2/")).text
    assert "Payments rewrite</h1>" in page
    assert "Nobody was on call." in page


def test_compared_word_by_word(writer, at, changed):
    page = writer.get(at("history/compare/")).text
    assert "<del>Checkout</del><ins>Payments</ins> rewrite" in page
    assert "<ins>data</ins>" in page
    assert "<del>rehearsal</del>" in page
    assert "<ins>Nobody was on call.</ins>" in page
    assert "<del>Tell support first.</del>" in page
    assert "1 more unchanged" in page


def test_moved_differs_from_changed(writer, at, retrospective):
    first = retrospective.lessons.first()
    writer.post(at(f"edit/lessons/{first.pk}/move/"), {"direction": "down"})
    assert "1 lesson moved" in writer.get(at("history/")).text
    assert writer.get(at("history/compare/")).text.count("Moved") == 1


def test_earlier_version_comes_first_whichever_was_asked_first(writer, at, changed):
    writer.get(at("history/"))  # shows and drops the messages
    one = writer.get(at("history/compare/?from=1&to=2")).text
    assert CSRF.sub("", writer.get(at("history/compare/?from=2&to=1")).text) == CSRF.sub("", one)


def test_hostile_words_are_shown_as_words(writer, at, retrospective):
    save_title(writer, at, "<script>alert(1)</script>", 1)
    later(minutes=11)
    save_title(writer, at, "Harmless", 2)
    for page in ("history/", "history/2/", "history/compare/", "history/2/restore/"):
        assert "<script>alert" not in writer.get(at(page)).text


def restore(client, at, number, item=""):
    page = client.get(at(f"history/{number}/restore/?item={item}")).text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    return client.post(at(f"history/{number}/restore/"), {"seen": seen, "item": item})


def test_restoring_first_shows_what_will_change(writer, at, changed):
    page = writer.get(at("history/1/restore/")).text
    assert "<del>Payments</del><ins>Checkout</ins> rewrite" in page
    assert "Will be restored" in page
    assert "Will move to the trash" in page


def test_whole_version_comes_back_and_what_it_replaced_is_kept(writer, at, changed, retrospective):
    first, third = changed
    replaced = state_of(retrospective.pk)
    assert restore(writer, at, 1).status_code == 302
    assert state_of(retrospective.pk) == retrospective.versions.get(number=1).state
    assert retrospective.versions.get(number=2).state == replaced
    assert retrospective.versions.newest().get().restored_from == 1
    assert set(Lesson.objects.filter(pk__in=[first.pk, third.pk])) == {first, third}
    assert "Restored from version 1" in writer.get(at("history/")).text
    restore(writer, at, 2)
    assert state_of(retrospective.pk) == replaced


def test_curator_restores(as_user, curator, at, changed, retrospective):
    restore(as_user(curator), at, 1)
    assert Retrospective.objects.get().title == "Checkout rewrite"
    assert retrospective.versions.newest().get().changed_by == curator


def test_one_item_comes_back_alone(writer, at, changed):
    first, third = changed
    restore(writer, at, 1, f"lessons-{third.pk}")
    assert Lesson.objects.get(pk=third.pk).statement == "Tell support first."
    assert Lesson.objects.get(pk=first.pk).statement == "Rehearse it twice."
    assert Retrospective.objects.get().title == "Payments rewrite"


def test_own_text_comes_back_alone(writer, at, changed):
    first, _third = changed
    restore(writer, at, 1, "headline")
    assert Retrospective.objects.get().title == "Checkout rewrite"
    assert Lesson.objects.get(pk=first.pk).statement == "Rehearse it twice."


def test_choices_of_kickoffs_and_posts_still_hold(writer, at, changed, retrospective):
    _first, third = changed
    choice = factories.KickoffLessonFactory(lesson=third)
    down = factories.WallPostFactory(lesson=third, taken_down_at="2026-03-24T12:00Z")
    added = factories.LessonFactory(retrospective=retrospective)
    up = factories.WallPostFactory(lesson=added)
    restore(writer, at, 1)
    choice.refresh_from_db()
    assert choice.lesson == third
    assert not Lesson.objects.filter(pk=added.pk).exists()
    assert list(WallPost.objects.on_wall()) == [up]
    down.refresh_from_db()
    assert down.lesson == third


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_search_follows_a_restore(writer, at, changed, member):
    assert search.search("kind:lesson", user=member).total == 2
    restore(writer, at, 1)
    assert search.search("kind:lesson", user=member).total == 3
    assert search.check() == []


def test_restore_that_someone_overtook_says_what_would_change_now(writer, at, changed):
    page = writer.get(at("history/1/restore/")).text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    save_title(writer, at, "Changed meanwhile", 2)
    response = writer.post(at("history/1/restore/"), {"seen": seen})
    assert response.status_code == 409
    assert "Changed meanwhile" in response.text
    assert Retrospective.objects.get().title == "Changed meanwhile"


def test_who_is_writing_the_restored_text_meets_it_as_a_conflict(writer, at, changed):
    restore(writer, at, 1)
    typed = {"title": "Typed before the restore", "summary": "Short.", "version": 2}
    assert writer.post(at("edit/headline/"), typed).status_code == 409


def test_what_is_the_same_is_not_touched(writer, at, changed, retrospective):
    untouched = retrospective.lessons.get(statement="Freeze the schema.")
    restore(writer, at, 1)
    assert Lesson.objects.get(pk=untouched.pk).version == untouched.version


def test_nothing_to_restore_is_said(writer, at, changed):
    restore(writer, at, 1)
    assert "nothing to restore" in writer.get(at("history/1/restore/")).text


def test_retirement_comes_and_goes_with_the_version(writer, at, retrospective):
    lesson = retrospective.lessons.first()
    writer.post(f"/lessons/{lesson.pk}/retire/", {"because": "The service is gone."})
    restore(writer, at, 1)
    assert not Lesson.objects.get(pk=lesson.pk).is_retired
    restore(writer, at, 2)
    lesson.refresh_from_db()
    assert (lesson.status, lesson.retired_because) == ("retired", "The service is gone.")


def test_renamed_tag_is_no_change_and_comes_back_under_its_new_name(writer, at, changed):
    rename_tag(Tag.objects.get(name="payments"), "checkout")
    assert "checkout" not in writer.get(at("history/compare/")).text
    restore(writer, at, 1)
    assert set(Retrospective.objects.get().tags.names()) == {"checkout", "cut-over"}


def test_draft_of_ones_own_has_a_history_to_come(writer, member):
    draft = factories.RetrospectiveFactory(created_by=member)
    page = writer.get(f"/retrospectives/{draft.pk}/history/")
    assert "Drafts have no versions" in page.text


def test_version_shows_who_signed(writer, at, retrospective):
    signed = {"signed_by": factories.UserFactory(display_name="Ada")}
    retrospective.lessons.update(**signed)
    retrospective.observations.update(**signed)
    save_title(writer, at, "Another", 1)
    assert writer.get(at("history/1/")).text.count("signed by Ada") == 5
    assert "Ada" not in writer.get(at("history/compare/")).text


@pytest.mark.parametrize("page", ["history/", "history/compare/?from=1", "history/1/restore/"])
def test_queries_do_not_grow(
    writer, at, retrospective, page, django_assert_max_num_queries, member
):
    def edit(times):
        for _ in range(times):
            number = retrospective.versions.count()
            factories.DecisionFactory(retrospective=retrospective)
            factories.ActionItemFactory(retrospective=retrospective, owner=factories.UserFactory())
            save_title(writer, at, f"Title {number}", number)
            later(minutes=11)

    edit(2)
    with django_assert_max_num_queries(40) as few:
        writer.get(at(page))
    allowed = len(few)  # read before other requests reset the log
    edit(8)
    with django_assert_max_num_queries(allowed):
        writer.get(at(page))
