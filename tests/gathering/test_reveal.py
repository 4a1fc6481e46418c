"""The reveal: all at once, in random order, dated to the day."""

import pytest
from django.utils import timezone

from retros.models import Gathering, Lesson, Observation, SearchEntry
from tests import factories
from tests.gathering.conftest import LINK, thought


def test_page_says_what_happens_and_reveals_nothing(leading, page, writer):
    writer().post(LINK, thought("Nobody had timed it."))
    shown = leading.get(f"{page}reveal/").text
    assert "The order is random" in shown
    assert "Nobody had timed it." not in shown
    assert not Observation.objects.exists()


def test_everything_becomes_part_of_the_draft(leading, page, writer, draft, gathering, add_others):
    author = factories.UserFactory(display_name="Sam")
    writer(author).post(LINK, thought("Signed words.", kind="better", signed="yes"))
    writer().post(LINK, thought("Nobody had timed it.", kind="wrong"))
    writer().post(LINK, thought("Time the rebuild.", kind="lesson", category="team"))
    add_others()
    assert leading.post(f"{page}reveal/").status_code == 302
    signed, plain = draft.observations.get(signed_by=author), draft.observations.get(kind="wrong")
    lesson = draft.lessons.get()
    assert (signed.text, signed.signed_by) == ("Signed words.", author)
    assert (plain.text, plain.signed_by) == ("Nobody had timed it.", None)
    assert (lesson.statement, lesson.category) == ("Time the rebuild.", "team")
    gathering.refresh_from_db()
    assert gathering.contents().all() == []


def test_moments_are_cut_to_the_day(writer, gathering, add_others):
    writer().post(LINK, thought())
    writer().post(LINK, thought(kind="lesson", category="team"))
    add_others()
    gathering.reveal()
    for part in (*Observation.objects.all(), Lesson.objects.get()):
        for moment in (part.created_at, part.updated_at):
            at = timezone.localtime(moment)
            assert (at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0)


def test_order_of_rows_says_nothing_about_order_of_writing(writer, gathering):
    browsers = [writer() for _ in range(3)]
    written = [f"{number}" for number in range(30)]
    for number, text in enumerate(written):
        browsers[number % 3].post(LINK, thought(text))
    gathering.reveal()
    for order in ("pk", "position"):
        rows = list(Observation.objects.order_by(order).values_list("text", flat=True))
        assert rows != written
        assert sorted(rows, key=int) == written


def test_reveal_comes_after_what_is_there(writer, gathering, draft):
    there = factories.ObservationFactory(retrospective=draft, kind="well")
    writer().post(LINK, thought("Later.", signed="yes"))
    gathering.reveal()
    assert [note.text for note in draft.observations.all()] == [there.text, "Later."]


def test_name_is_shown_to_writers_and_readers(leading, page, writer, draft, as_user, member):
    author = factories.UserFactory(display_name="Samantha Signed")
    writer(author).post(LINK, thought("Signed words.", signed="yes"))
    signed_lesson = thought("Signed lesson.", signed="yes", kind="lesson", category="team")
    writer(author).post(LINK, signed_lesson)
    leading.post(f"{page}reveal/")
    assert leading.get(f"/retrospectives/{draft.pk}/edit/").text.count("Samantha Signed") == 2
    draft.publish()
    reader = as_user(member)
    assert reader.get(f"/retrospectives/{draft.pk}/").text.count("Samantha Signed") == 2
    lesson = Lesson.objects.get()
    assert "Samantha Signed" in reader.get(lesson.get_absolute_url()).text


def test_unattributed_ones_wait_until_there_are_three_in_the_room(writer, gathering, add_others):
    writer().post(LINK, thought("Nobody had timed it."))
    add_others()
    writer().post(LINK, thought("Signed words.", signed="yes"))
    Gathering.objects.update(people=2)
    gathering.refresh_from_db()
    assert [one.text for one in gathering.reveal()] == ["Signed words."]
    assert Observation.objects.get().text == "Signed words."
    Gathering.objects.update(people=3)
    assert len(gathering.reveal()) == 3
    assert Observation.objects.count() == 4


def test_late_thoughts_wait_until_there_are_three_again(leading, page, writer, add_others):
    browser = writer()
    browser.post(LINK, thought("In time."))
    add_others()
    leading.post(f"{page}reveal/")
    assert "Everything written so far was revealed" in browser.get(LINK).text
    browser.post(LINK, thought("Late."))
    leading.post(f"{page}reveal/")
    assert Observation.objects.count() == 3
    add_others()
    leading.post(f"{page}reveal/")
    assert Observation.objects.count() == 6


def test_second_press_reveals_nothing_twice(leading, page, writer):
    writer().post(LINK, thought(signed="yes"))
    for _ in range(2):
        leading.post(f"{page}reveal/")
    assert Observation.objects.count() == 1


def test_repeated_request_after_the_reveal_doubles_nothing(leading, page, writer, gathering):
    browser, sent = writer(), thought("Said once.", signed="yes")
    browser.post(LINK, sent)
    leading.post(f"{page}reveal/")
    assert browser.post(LINK, sent).status_code == 302
    gathering.refresh_from_db()
    assert gathering.contents().all() == []


@pytest.mark.both_databases
def test_search_finds_what_was_revealed(leading, page, writer, draft):
    writer().post(LINK, thought("Nobody had timed the rebuild.", signed="yes"))
    assert not SearchEntry.objects.filter(body__contains="rebuild").exists()
    leading.post(f"{page}reveal/")
    assert "rebuild" in leading.get("/search/?q=rebuild").text


def test_who_left_meanwhile_signs_nothing(writer, gathering):
    author = factories.UserFactory()
    writer(author).post(LINK, thought("Signed words.", signed="yes"))
    author.delete()
    gathering.reveal()
    assert Observation.objects.get().signed_by is None


def test_nothing_to_reveal_is_said(leading, page, gathering):
    leading.post(f"{page}reveal/")
    assert "Nothing was revealed" in leading.get(page).text
    gathering.refresh_from_db()
    assert not gathering.is_late


@pytest.mark.parametrize("kind", ["observations", "lessons"])
def test_number_of_queries_of_a_reveal_does_not_grow_with_thoughts(
    writer, gathering, django_assert_max_num_queries, kind
):
    browser = writer()
    asked = {"kind": "well"} if kind == "observations" else {"kind": "lesson", "category": "team"}

    def reveal_of(number, most):
        for _ in range(number):
            browser.post(LINK, thought(signed="yes", **asked))
        with django_assert_max_num_queries(most) as asked_for:
            gathering.reveal()
        return len(asked_for)

    reveal_of(12, reveal_of(2, 20))


def test_nobody_reveals_fewer_than_three_unattributed_authors(leading, page, writer):
    browsers = [writer(), writer()]
    for number in range(6):
        browsers[number % 2].post(LINK, thought(f"{number}"))
        leading.post(f"{page}reveal/")
    assert not Observation.objects.exists()
    writer().post(LINK, thought("Of a third person."))
    leading.post(f"{page}reveal/")
    assert Observation.objects.count() == 7


def test_author_who_removes_or_signs_everything_counts_no_longer(writer, gathering):
    browsers, sent = [writer() for _ in range(3)], [thought(f"{n}") for n in range(3)]
    for browser, one in zip(browsers, sent, strict=True):
        browser.post(LINK, one)
    browsers[0].post(f"{LINK}{sent[0]['client_id']}/", sent[0] | {"signed": "yes"})
    assert len(gathering.reveal()) == 1
    browsers[0].post(LINK, thought("Again."))
    browsers[1].post(f"{LINK}{sent[1]['client_id']}/remove/")
    assert len(gathering.reveal()) == 0
    browsers[1].post(LINK, thought("Again."))
    assert len(gathering.reveal()) == 3


def test_answer_is_the_same_for_none_one_and_two(leading, page, writer):
    answers = []
    for _ in range(3):
        leading.post(f"{page}reveal/")
        answers.append("at least 3 people" in leading.get(page).text)
        writer().post(LINK, thought())
    assert answers == [True] * 3


def test_reveal_asks_for_the_link_where_the_browser_has_none(as_user, facilitator, page, writer):
    writer().post(LINK, thought("Signed words.", signed="yes"))
    browser = as_user(facilitator)
    assert 'name="link"' in browser.get(f"{page}reveal/").text
    for wrong in ("", "/gather/another/", "x" * 600, "\x00"):
        answer = browser.post(f"{page}reveal/", {"link": wrong})
        assert answer.status_code == 422
    assert not Observation.objects.exists()
    browser.post(f"{page}reveal/", {"link": f" http://retros.example.org{LINK}#write "})
    assert Observation.objects.count() == 1
