"""Many addresses at once, and links for several people."""

import re
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Invitation, User
from tests import factories
from tests.writing.test_together import together

ADDRESS = "/accounts/invitations/"
ONE_LINK = {"note": "", "seats": 1, "days": 14}
JOIN = re.compile(r"/accounts/join/[\w-]+/")


@pytest.fixture
def invite(as_user, curator):
    browser = as_user(curator)
    return lambda **fields: browser.post(ADDRESS, ONE_LINK | fields)


def link_for(seats):
    invitation = factories.InvitationFactory.build(
        created_by=factories.CuratorFactory(), seats=seats
    )
    return invitation, f"/accounts/join/{invitation.issue()}/"


def newcomer(number):
    name = f"Person {number}"
    return {
        "display_name": name,
        "email": f"new{number}@example.org",
        "password": "four words made up",
    }


def test_each_address_gets_an_email_with_a_link_of_its_own(invite, settings, as_user):
    settings.SENDS_EMAIL = True
    page = invite(addresses="Zoe@example.org; <kim@example.org>\nzoe@example.org").text
    assert [message.to for message in mail.outbox] == [["zoe@example.org"], ["kim@example.org"]]
    links = {JOIN.search(message.body)[0] for message in mail.outbox}
    assert len(links) == 2
    assert not JOIN.search(page)
    assert {as_user().get(link).status_code for link in links} == {200}


def test_addresses_are_understood_as_mail_programs_copy_them(invite, settings):
    settings.SENDS_EMAIL = True
    pasted = 'Ivo Lang <ivo@example.org>, jo@example.org\nRoth, Kim <kim@example.org>; "Li, Mo" <mo@example.org>'
    invite(addresses=pasted)
    assert [message.to[0][:2] for message in mail.outbox] == ["iv", "jo", "ki", "mo"]


@pytest.mark.parametrize(("field", "limit"), [("seats", "1 to 500"), ("days", "1 to 90")])
@pytest.mark.parametrize("value", ["", "0", "-1", "501", "many", "9" * 30])
def test_impossible_number_is_refused_with_its_limits(invite, field, limit, value):
    answer = invite(**{field: value})
    assert answer.status_code == 422
    assert answer.text.count(f"Enter a number from {limit}.") == 2
    assert not Invitation.objects.exists()


def test_without_email_the_links_are_shown_to_pass_on(invite, settings):
    settings.SENDS_EMAIL = False
    page = invite(addresses="zoe@example.org, kim@example.org").text
    assert len(set(JOIN.findall(page))) == 2
    assert "for kim@example.org" in page
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("problem", "shown"), [(SMTPRecipientsRefused({}), 1), (SMTPException(), 2), (OSError(), 2)]
)
def test_links_that_the_mail_server_refused_are_shown(
    invite, settings, monkeypatch, problem, shown
):
    settings.SENDS_EMAIL = True

    def send(message, **options):
        if message.to == ["zoe@example.org"]:
            raise problem
        return 1

    monkeypatch.setattr("accounts.invitation_emails.EmailMessage.send", send)
    page = invite(addresses="zoe@example.org, kim@example.org").text
    assert len(set(JOIN.findall(page))) == shown
    assert "the mail server didn’t take them" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"addresses": "zoe@example.org, nonsense"},
        {"addresses": " ".join(f"a{n}@example.org" for n in range(31))},
        {"addresses": "a@example.org b@example.org", "seats": 5},
        {"seats": 5, "as_curator": "on"},
        {"seats": 0},
        {"seats": 501},
        {"days": 91},
        {"days": "x"},
    ],
)
def test_what_does_not_fit_is_kept_with_an_error(invite, wrong):
    answer = invite(note="kept words", **wrong)
    assert answer.status_code == 422
    assert "kept words" in answer.text and 'class="err"' in answer.text
    assert not Invitation.objects.exists()


def test_link_expires_after_the_chosen_days(invite):
    invite(days=3)
    left = Invitation.objects.get().expires_at - timezone.now()
    assert timedelta(days=2, hours=23) < left < timedelta(days=3)


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_no_more_people_join_at_once_than_the_link_is_for(as_user):
    _, link = link_for(seats=2)
    answers = []

    def join(number):
        answers.append(as_user().post(link, newcomer(number)).status_code)

    together(join, writers=4)
    assert sorted(answers) == [302, 302, 404, 404]
    assert User.objects.filter(email__startswith="new").count() == 2
    assert not Invitation.objects.open().exists()


def test_list_says_how_many_have_joined(as_user, curator):
    _, link = link_for(seats=3)
    as_user().post(link, newcomer(1))
    assert "1 of 3 people have joined" in as_user(curator).get(ADDRESS).text


def test_address_that_has_an_account_is_named_and_nobody_is_invited(invite, member):
    gone = factories.UserFactory(is_active=False)
    answer = invite(addresses=f"new@example.org, {member.email.upper()}, {gone.email}")
    assert answer.status_code == 422 and "new@example.org" in answer.text
    assert f"{member.email} already has an account" in answer.text
    assert f"{gone.email} has a closed account" in answer.text
    assert not Invitation.objects.exists()
