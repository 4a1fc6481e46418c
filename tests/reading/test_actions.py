from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Membership
from retros.forms.actions import ClosingForm, closing_html
from retros.models import ActionItem, Retrospective, save_if_unchanged
from tests import factories

ADDRESS = "/actions/"


@pytest.fixture
def item(member):
    return factories.ActionItemFactory(published=True, owner=member)


def close(browser, item, **values):
    return browser.post(
        f"{ADDRESS}{item.pk}/", {"status": "done", "note": "", "version": item.version} | values
    )


def test_mine_come_first_then_my_teams_then_others(browser, member):
    others = factories.ActionItemFactory(published=True, text="Of others", due_on=date(2026, 1, 1))
    team = factories.ActionItemFactory(published=True, text="Of my team")
    Membership.objects.create(user=member, team=team.retrospective.project.team)
    mine = factories.ActionItemFactory(published=True, text="My own", owner=member)
    page = browser.get(ADDRESS).content.decode()
    places = [page.index(found.text) for found in (mine, team, others)]
    assert places == sorted(places)


def test_soonest_due_comes_first(browser, member):
    late, soon = (
        factories.ActionItemFactory(published=True, owner=member, text=f"Due {day}", due_on=day)
        for day in (date(2027, 5, 1), date(2026, 5, 1))
    )
    page = browser.get(ADDRESS).content.decode()
    assert page.index(soon.text) < page.index(late.text)


def test_closed_and_hidden_ones_are_left_out(browser):
    done = factories.ActionItemFactory(published=True, status="done", text="Done already")
    hidden = factories.ActionItemFactory(text="In a draft")
    page = browser.get(ADDRESS).content.decode()
    assert done.text not in page
    assert hidden.text not in page


def test_owner_closes_it_with_a_note(browser, item):
    assert close(browser, item, note="Went well.").status_code == 302
    item.refresh_from_db()
    assert (item.status, item.note) == ("done", "Went well.")


@pytest.mark.both_databases
def test_it_keeps_the_day_on_which_it_was_closed(browser, item):
    close(browser, item)
    day = timezone.localdate()
    assert ActionItem.objects.get().closed_on == day
    ActionItem.objects.update(closed_on=day - timedelta(days=9))
    item.refresh_from_db()
    save_if_unchanged(item, {"status": "dropped"}, seen=item.version)
    assert ActionItem.objects.get().closed_on == day - timedelta(days=9)
    save_if_unchanged(item, {"status": "open"}, seen=item.version)
    assert ActionItem.objects.get().closed_on is None


@pytest.mark.both_databases
def test_closed_ones_say_when_and_the_last_one_stands_first(browser, member):
    for text, day in (("Early", date(2026, 3, 1)), ("Unknown", None), ("Late", date(2026, 5, 1))):
        factories.ActionItemFactory(
            published=True, owner=member, text=text, status="done", closed_on=day
        )
    page = browser.get(f"{ADDRESS}?state=done")
    assert [str(item) for item in page.context["page"]] == ["Late", "Early", "Unknown"]
    assert "Done on 1 May 2026" in page.text


def test_form_of_each_row_is_the_one_that_closes_its_item(item):
    drawn = render_to_string("actions/_closing.html", {"closing": ClosingForm(instance=item)})
    assert closing_html(item) == drawn


def test_writer_of_its_retrospective_drops_it(as_user, item):
    writer = as_user(item.retrospective.created_by)
    close(writer, item, status="dropped", dropped_because="No longer needed")
    assert ActionItem.objects.get().status == "dropped"


def test_others_see_it_but_can_not_close_it(as_user, item):
    other = as_user(factories.UserFactory())
    page = other.get(ADDRESS).content.decode()
    assert item.text in page
    assert "close-it" not in page
    assert close(other, item).status_code == 404


def test_owner_who_may_not_read_the_draft_sees_nothing(browser, member):
    hidden = factories.ActionItemFactory(owner=member, text="Hidden")
    assert "Hidden" not in browser.get(ADDRESS).content.decode()
    assert close(browser, hidden).status_code == 404


def test_second_writer_gets_both_versions(browser, item):
    ActionItem.objects.update(version=2, note="Theirs")
    answer = close(browser, item, note="Mine")
    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    assert "Mine" in answer.content.decode()
    assert ActionItem.objects.get().note == "Theirs"


@pytest.mark.parametrize("values", [{"note": "x" * 501}, {"status": "open"}, {"version": "x"}])
def test_bad_values_keep_what_was_typed(browser, item, values):
    answer = close(browser, item, **({"note": "Typed"} | values))
    assert answer.status_code == 422
    assert values.get("note", "Typed") in answer.content.decode()


def test_save_without_a_version_is_refused(browser, item):
    assert browser.post(f"{ADDRESS}{item.pk}/", {"status": "done"}).status_code == 400


def test_visitors_and_wrong_methods_are_turned_away(as_user, browser, item):
    assert as_user().get(ADDRESS).status_code == 302
    assert "/accounts/login/" in close(as_user(), item).url
    assert browser.post(ADDRESS).status_code == 405
    assert browser.get(f"{ADDRESS}{item.pk}/").status_code == 405


def test_number_of_queries_does_not_grow(same_queries, member):
    def make(number):
        factories.ActionItemFactory.create_batch(number, published=True, owner=member)
        factories.ActionItemFactory.create_batch(number, published=True)

    same_queries(ADDRESS, make)


def test_dropping_takes_a_reason_that_readers_see(browser, item):
    answer = close(browser, item, status="dropped", note="Typed")
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    assert "Typed" in answer.content.decode()
    close(browser, item, status="dropped", dropped_because="We learned something better.")
    page = browser.get(item.retrospective.get_absolute_url()).content.decode()
    assert "Dropped because: We learned something better." in page


def test_row_says_when_it_is_done_its_age_and_where_else_it_is_tracked(browser, item):
    ActionItem.objects.update(done_when="It was timed", elsewhere="https://issues.example.org/7")
    year_ago = timezone.localdate() - timedelta(days=400)
    Retrospective.objects.update(held_on=year_ago)
    page = browser.get(ADDRESS).content.decode()
    assert "Done when: It was timed" in page
    assert "Open for 1\xa0year" in page
    assert '<a href="https://issues.example.org/7" rel="noreferrer">' in page


def test_address_that_no_browser_may_follow_is_only_text(browser, item):
    ActionItem.objects.update(elsewhere="javascript:alert(1)")
    page = browser.get(ADDRESS).content.decode()
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page


def test_open_ones_of_the_team_stand_first_at_its_next_kickoff_and_retrospective(db, as_user):
    draft = factories.RetrospectiveFactory()
    earlier = factories.RetrospectiveFactory(project__team=draft.project.team, published=True)
    for text, how in (
        ("Still open", {"retrospective": earlier}),
        ("Already done", {"retrospective": earlier, "status": "done"}),
        ("Of this draft", {"retrospective": draft}),
        ("Of another team", {"published": True}),
    ):
        factories.ActionItemFactory(text=text, **how)
    kickoff = factories.KickoffFactory(project=draft.project)
    for address in (kickoff.get_absolute_url(), f"/retrospectives/{draft.pk}/edit/"):
        page = as_user(draft.created_by).get(address).content.decode()
        start = page.index("Still open from earlier retrospectives")
        waiting = page[start : page.index("</section>", start)]
        assert ">Still open</a>" in waiting
        for other in ("Already done", "Of another team"):
            assert other not in waiting


def test_a_note_that_begins_with_a_text_too_long_for_its_field_shows_only_the_rest(browser, item):
    words = " ".join(f"word{n}" for n in range(12))
    ActionItem.objects.update(text=f"{words}…", note=words.replace(" ", "\n") + " and so on")
    assert '<p dir="auto">… and so on</p>' in browser.get(ADDRESS).text
    ActionItem.objects.update(text="Book a room", note="Book a room and a date")
    assert "Book a room and a date" in browser.get(ADDRESS).text
