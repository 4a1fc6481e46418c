"""Opening a gathering, its link, closing it: /retrospectives/<id>/gathering/."""

import re

import pytest

from retros.models import Gathering, LinkNeeded
from tests import factories
from tests.gathering.conftest import LINK, TOKEN, thought

MINUTES = {f"minutes_{step}": minutes for step, minutes in Gathering.USUAL_MINUTES.items()}
SETTINGS = {"purpose": "Before the next cut-over", "people": 6, "version": 0} | MINUTES


def link_on(html):
    found = re.search(r"http://127.0.0.1:8000(/gather/[\w-]{32}/)", html)
    return found and found[1]


def test_facilitator_opens_a_gathering_and_gets_a_link_that_opens(leading, page, as_user, member):
    assert leading.post(page, SETTINGS).status_code == 302
    shown = leading.get(page).text
    assert 'class="code"' in shown
    written = as_user(member).get(link_on(shown)).text
    assert "Before the next cut-over" in written


def test_link_is_kept_by_the_browser_and_stored_nowhere(leading, page, as_user, facilitator):
    leading.post(page, SETTINGS)
    token = link_on(leading.get(page).text).split("/")[2]
    assert token not in str(list(Gathering.objects.values()))
    assert link_on(as_user(facilitator).get(page).text) is None


def test_link_carries_the_address_of_the_site_and_not_the_host_header(leading, page):
    leading.post(page, SETTINGS)
    assert link_on(leading.get(page, HTTP_HOST="localhost").text)


def test_another_link_replaces_the_one_before(leading, page, gathering, as_user, member):
    assert leading.post(f"{page}link/").status_code == 302
    link = link_on(leading.get(page).text)
    assert as_user(member).get(LINK).status_code == 404
    assert as_user(member).get(link).status_code == 200


def test_closed_link_opens_nothing_until_it_is_opened_anew(leading, page, writer):
    browser = writer()
    leading.post(f"{page}close/")
    assert browser.get(LINK).status_code == 404
    assert "The link is closed" in leading.get(page).text
    leading.post(f"{page}link/")
    assert browser.get(link_on(leading.get(page).text)).status_code == 200


def test_settings_are_changed_later(leading, page, gathering):
    leading.post(page, SETTINGS | {"version": 1, "people": 12, "minutes_timeline": 0})
    gathering.refresh_from_db()
    assert (gathering.people, gathering.minutes_of("timeline")) == (12, 0)


def test_second_facilitator_sees_both_settings(leading, page, gathering):
    leading.post(page, SETTINGS | {"version": 1, "purpose": "Theirs", "minutes_timeline": 7})
    answer = leading.post(page, SETTINGS | {"version": 1, "purpose": "Mine"})
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "Mine" in answer.text


def test_theirs_is_kept_without_scripts(leading, page, gathering):
    leading.post(page, SETTINGS | {"version": 1, "purpose": "Theirs", "minutes_timeline": 7})
    press = {"version": 2, "keep_theirs": "purpose", "conflicts": ["purpose", "minutes_timeline"]}
    answer = leading.post(page, SETTINGS | {"purpose": "Mine"} | press)
    assert answer.status_code == 409
    assert [one.field.name for one in answer.context["conflict"]] == ["minutes_timeline"]
    assert answer.context["form"]["purpose"].value() == "Theirs"


def test_save_without_a_version_is_refused(leading, page, gathering):
    assert leading.post(page, {"people": 4}).status_code == 400


def test_opening_twice_makes_one_gathering(leading, page):
    for _ in range(2):
        leading.post(page, SETTINGS)
    assert Gathering.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("people", ""),
        ("people", "0"),
        ("people", "501"),
        ("people", "many"),
        ("people", "9" * 30),
        ("purpose", "x" * 201),
        ("minutes_writing", "-1"),
        ("minutes_writing", "1e9"),
        ("minutes_writing", ""),
    ],
)
def test_bad_settings_come_back_with_words_beside_the_field(leading, page, name, typed):
    answer = leading.post(page, SETTINGS | {name: typed})
    assert answer.status_code == 422
    assert typed in answer.text
    assert 'class="err"' in answer.text
    assert not Gathering.objects.exists()


def test_page_says_from_how_many_on_thoughts_can_be_unattributed(leading, page):
    assert "With 3 or more people" in leading.get(page).text


def test_editor_of_a_draft_leads_to_it_and_of_a_published_one_does_not(leading, draft, page):
    editor = f"/retrospectives/{draft.pk}/edit/"
    assert page in leading.get(editor).text
    draft.publish()
    assert page not in leading.get(editor).text
    assert leading.get(page).status_code == 404


def test_another_writer_of_the_draft_sees_who_facilitates_but_changes_nothing(
    as_user, draft, page, gathering
):
    colleague = as_user(factories.UserFactory(teams=[draft.project.team]))
    assert "<bdi>Fay</bdi> facilitates this" in colleague.get(page).text
    for rest in ("", "link/", "close/", "reveal/"):
        assert colleague.post(page + rest, SETTINGS | {"version": 1}).status_code == 404
    gathering.refresh_from_db()
    assert gathering.is_open
    assert gathering.people == 5


def test_every_writer_may_lead_where_nobody_facilitates(as_user, draft, page, gathering):
    type(draft).objects.update(facilitator=None)
    colleague = as_user(factories.UserFactory(teams=[draft.project.team]))
    assert colleague.post(f"{page}close/").status_code == 302


@pytest.mark.parametrize("rest", ["", "link/", "close/", "reveal/"])
def test_others_and_visitors_find_nothing(as_user, member, page, gathering, rest):
    assert as_user(member).post(page + rest).status_code == 404
    assert as_user().post(page + rest).status_code == 302


def test_wrong_methods_are_refused(leading, page, gathering):
    assert leading.get(f"{page}link/").status_code == 405
    assert leading.get(f"{page}close/").status_code == 405
    assert leading.put(page).status_code == 405
    assert leading.delete(f"{page}reveal/").status_code == 405


def test_what_waits_moves_to_a_new_link(leading, page, writer, gathering):
    browser, sent = writer(), thought("Nobody had timed it.")
    browser.post(LINK, sent)
    leading.post(f"{page}link/")
    link = link_on(leading.get(page).text)
    assert "Nobody had timed it." in browser.get(link).text
    browser.post(link, sent)
    assert browser.get(link).text.count("Change: Nobody had timed it.") == 1


def test_new_link_asks_for_the_earlier_one_where_the_browser_has_none(
    as_user, facilitator, page, writer
):
    browser, author = as_user(facilitator), writer()
    author.post(LINK, thought("Nobody had timed it."))
    answer = browser.post(f"{page}link/")
    assert answer.status_code == 422
    assert "only the earlier link opens them" in answer.text
    assert browser.post(f"{page}link/", {"link": "/gather/another/"}).status_code == 422
    assert author.get(LINK).status_code == 200
    assert browser.post(f"{page}link/", {"link": LINK}).status_code == 302
    assert "Nobody had timed it." in author.get(link_on(browser.get(page).text)).text


def test_lost_link_loses_what_waits_and_a_new_one_starts_over(as_user, facilitator, page, writer):
    browser, author = as_user(facilitator), writer()
    author.post(LINK, thought("Nobody had timed it."))
    assert browser.post(f"{page}link/", {"start_over": "yes"}).status_code == 302
    assert author.get(LINK).status_code == 404
    link = link_on(browser.get(page).text)
    assert "Nobody had timed it." not in author.get(link).text
    assert author.post(link, thought("Once more.")).status_code == 302


def test_writing_while_the_link_is_replaced_loses_nothing_and_says_so(writer, gathering):
    browser, other = writer(), Gathering.objects.get()
    other.unlock(TOKEN)
    other.renew_link()
    assert browser.post(LINK, thought()).status_code == 404
    with pytest.raises(LinkNeeded):
        gathering.renew_link()
