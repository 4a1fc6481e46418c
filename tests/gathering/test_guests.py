"""Guests of a gathering: people without an account, who write with its link while they may."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User
from retros.models import Gathering, Observation
from tests import factories
from tests.gathering.conftest import HTMX, LINK, TOKEN, thought

NAME = "Grace Vendor"


@pytest.fixture
def guest(as_user, gathering):
    """A visitor’s browser, while guests may write."""
    gathering.admit_guests(days=1)
    return as_user()


def write(guest, text, **changed):
    sent = thought(text, **changed)
    return guest.post(LINK, sent), sent["client_id"]


def texts_in(gathering):
    gathering.refresh_from_db()
    return [one.text for one in gathering.contents().all()]


def test_facilitator_lets_guests_write_and_stops_them(leading, page, gathering, as_user):
    assert as_user().get(LINK)["Location"] == f"/accounts/login/?next={LINK}"
    leading.post(f"{page}guests/", {"days": 3})
    answer = as_user().get(LINK)
    assert "You write as a guest" in answer.text
    assert answer["Cache-Control"] == "no-store"
    leading.post(f"{page}guests/", {"stop": "yes"})
    assert as_user().get(LINK).status_code == 302


@pytest.mark.parametrize("days", ["", "0", "15", "many", "9" * 30])
def test_impossible_number_of_days_is_refused(leading, page, gathering, days):
    answer = leading.post(f"{page}guests/", {"days": days})
    assert answer.status_code == 422
    gathering.refresh_from_db()
    assert not gathering.admits_guests


def test_only_the_facilitator_lets_guests_in(as_user, page, gathering, draft):
    draft.facilitator = factories.UserFactory()
    draft.save()
    for person in (draft.created_by, factories.UserFactory()):
        assert as_user(person).post(f"{page}guests/", {"days": 1}).status_code == 404
    assert as_user().post(f"{page}guests/", {"days": 1}).status_code == 307


def test_guest_writes_changes_and_removes_and_no_other_row_is_made(guest, gathering):
    people = User.objects.count()
    _, number = write(guest, "The export was never tried.")
    assert "The export was never tried." in guest.get(LINK).text
    guest.post(f"{LINK}{number}/", thought("Nobody tried the export.", client_id=number))
    assert texts_in(gathering) == ["Nobody tried the export."]
    guest.post(f"{LINK}{number}/remove/")
    assert texts_in(gathering) == []
    assert (User.objects.count(), Session.objects.count()) == (people, 0)


def test_name_of_a_guest_stands_below_the_thought_alone(guest, gathering):
    write(guest, "The export was never tried.", guest_name=f" {NAME} ")
    write(guest, "Try the export first.", guest_name=NAME, kind="lesson", category="team")
    assert sorted(texts_in(gathering)) == [
        f"The export was never tried.\n\n– {NAME} (guest)",
        "Try the export first.",
    ]


def test_guest_cannot_sign_as_a_member(guest, gathering):
    answer, _ = write(guest, "Signed by nobody.", signed="yes")
    assert answer.status_code == 422
    assert texts_in(gathering) == []


def test_member_cannot_write_with_a_guests_name(writer, gathering):
    writer().post(LINK, thought("Plain.", guest_name=NAME))
    assert texts_in(gathering) == ["Plain."]


def test_name_that_makes_the_text_too_long_keeps_what_was_typed(guest, gathering):
    answer, _ = write(guest, "x" * 1000, guest_name=NAME)
    assert answer.status_code == 422
    assert "longer than 1000 characters" in answer.text and NAME in answer.text
    assert texts_in(gathering) == []


def test_guests_other_browser_sees_nothing_of_it(guest, as_user):
    write(guest, "The export was never tried.")
    assert "The export was never tried." not in as_user().get(LINK).text


def test_three_guests_are_enough_for_a_reveal(guest, as_user, gathering, leading, page):
    write(guest, "One.")
    for text in ("Two.", "Three."):
        write(as_user(), text)
    leading.post(f"{page}reveal/")
    assert set(Observation.objects.values_list("text", "signed_by")) == {
        ("One.", None),
        ("Two.", None),
        ("Three.", None),
    }


def test_guests_are_out_when_their_time_is_over(guest, gathering):
    gathering.guests_until = timezone.now() - timedelta(minutes=1)
    gathering.save()
    assert guest.get(LINK).status_code == 302
    # What was typed travels along, as with an ended session.
    assert guest.post(LINK, thought("Too late.")).status_code == 307
    assert guest.post(LINK, thought("Too late."), headers=HTMX).status_code == 401


def test_guests_give_dots_once_it_is_revealed_and_only_there(guest, as_user, gathering):
    note = factories.ObservationFactory(retrospective=gathering.retrospective, text="Two keys.")
    elsewhere = factories.ObservationFactory(text="Of another one.")
    factories.GatheringFactory(
        retrospective=elsewhere.retrospective, token="another", revealed_on=timezone.localdate()
    )
    guest.get(LINK)
    assert guest.get(f"{LINK}vote/").status_code == 404
    Gathering.objects.filter(pk=gathering.pk).update(revealed_on=timezone.localdate())
    assert f"{LINK}vote/" in guest.get(LINK).text
    assert guest.get("/gather/another/vote/").status_code == 302
    assert guest.post(f"{LINK}vote/", {"notes": [elsewhere.pk]}).status_code == 422
    account = as_user(factories.UserFactory())
    for browser in (guest, guest, as_user(), account):
        browser.get(LINK)
        page = browser.get(f"{LINK}vote/").text
        assert "Two keys." in page and elsewhere.text not in page
        assert "<h2 id=" not in page
        assert browser.post(f"{LINK}vote/", {"notes": [note.pk]}).status_code == 302
    assert "3 dots" in guest.get(f"{LINK}vote/").text
    gathering.refresh_from_db()
    gathering.unlock(TOKEN)
    assert list(gathering.contents().votes.values()) == [[note.pk]] * 3
    gathering.admit_guests(days=0)
    assert guest.get(f"{LINK}vote/").status_code == 302
    assert account.get(f"{LINK}vote/").status_code == 404


@pytest.mark.parametrize("closed", ["link", "published", "few"])
def test_guests_are_out_when_the_gathering_is(guest, gathering, draft, closed):
    if closed == "link":
        gathering.close()
    elif closed == "few":
        gathering.people = 2
        gathering.save()
    else:
        draft.status, draft.published_at = "published", timezone.now()
        draft.save()
    assert guest.get(LINK).status_code == 302
