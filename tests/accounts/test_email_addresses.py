"""No two addresses look the same because of something that nobody sees."""

import pytest
from django.core.exceptions import ValidationError

from accounts.email_addresses import validate_visible
from accounts.models import User
from tests import factories

UNSEEN = {
    "zero width space": "\u200b",
    "zero width joiner": "\u200d",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "right to left": "\u202e",
    "isolate": "\u2066",
    "soft hyphen": "\u00ad",
    "no-break space": "\u00a0",
    "narrow space": "\u202f",
    "line separator": "\u2028",
    "grapheme joiner": "\u034f",
    "hangul filler": "\u3164",
    "half filler": "\uffa0",
    "variation": "\ufe0f",
    "tag letter": "\U000e0061",
    "more variation": "\U000e0100",
    "blank braille": "\u2800",
    "control": "\x01",
    "private use": "\ue000",
}


@pytest.fixture
def join(as_user, db):
    """Join with this address; return the browser's answer."""

    def joined(email):
        invitation = factories.InvitationFactory.build(created_by=factories.CuratorFactory())
        person = {"display_name": "Eve", "email": email, "password": "four words made up"}
        return as_user().post(f"/accounts/join/{invitation.issue()}/", person)

    return joined


@pytest.mark.parametrize("name", UNSEEN)
@pytest.mark.parametrize("place", ["a{}da@example.org", "ada@exam{}ple.org", '"a{}da"@example.org'])
def test_address_with_something_invisible_is_refused(join, name, place):
    factories.UserFactory(email="ada@example.org")
    answer = join(place.format(UNSEEN[name]))
    assert answer.status_code == 422
    assert not User.objects.filter(display_name="Eve").exists()


def test_refusal_says_why(join):
    assert "contains an invisible character" in join("ada@exam\u200bple.org").text


def test_administrator_can_not_write_one_either(as_user, member):
    browser = as_user(factories.UserFactory(is_superuser=True, is_staff=True))
    fields = {"display_name": "Ada", "email": "ada@exam\u00adple.org", "is_active": "on"}
    fields |= {f"memberships-{part}_FORMS": 0 for part in ("TOTAL", "INITIAL")}
    answer = browser.post(f"/admin/accounts/user/{member.pk}/change/", fields)
    assert "contains an invisible character" in answer.text


def test_command_can_not_write_one_either(db):
    with pytest.raises(ValidationError):
        User(email="ada@exam\u200bple.org", display_name="Ada", password="x").full_clean()


@pytest.mark.parametrize("address", ["ada@example.org", "ada@bücher.example", "ада@пример.example"])
def test_visible_letters_of_any_script_are_fine(address):
    validate_visible(address)


def test_address_in_another_script_joins(join):
    assert join("ada@bücher.example").status_code == 302
