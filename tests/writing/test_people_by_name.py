"""The facilitator and the owner of an action item are chosen by name, from everybody here."""

import pytest

from retros.models import ActionItem, EditorInvitation
from tests import factories


@pytest.fixture
def retrospective(member):
    return factories.RetrospectiveFactory(created_by=member)


@pytest.fixture
def facilitated_by(as_user, member, retrospective):
    def saved(name):
        address = f"/retrospectives/{retrospective.pk}/edit/details/"
        retrospective.refresh_from_db()
        typed = {"facilitator": name, "version": retrospective.details_version, "autosave": 1}
        answer = as_user(member).post(address, typed)
        retrospective.refresh_from_db()
        return answer

    return saved


def test_facilitator_from_elsewhere_can_edit_the_draft_and_hears_of_it(
    facilitated_by, retrospective, as_user
):
    ada = factories.UserFactory(display_name="Ada Lang")
    facilitated_by("ada lang")
    assert retrospective.facilitator == ada
    assert EditorInvitation.objects.get().user == ada
    assert as_user(ada).get(f"/retrospectives/{retrospective.pk}/edit/").status_code == 200
    facilitated_by("Ada Lang")  # saved again: still told once
    assert EditorInvitation.objects.count() == 1
    facilitated_by("")
    assert retrospective.facilitator is None


def test_one_of_several_with_a_name_needs_a_team(facilitated_by, retrospective):
    core = factories.TeamFactory(name="Core")
    ada = factories.UserFactory(display_name="Ada", teams=[core])
    factories.UserFactory(display_name="Ada")
    assert "Several people" in facilitated_by("Ada").json()["errors"]["facilitator"]
    facilitated_by("Ada (Core)")
    assert retrospective.facilitator == ada


def test_owner_is_chosen_by_name_and_stays_after_leaving(as_user, member, retrospective):
    ada = factories.UserFactory(display_name="Ada Lang")
    address = f"/retrospectives/{retrospective.pk}/edit/actions/"
    typed = {"text": "Check the copies.", "owner": "Ada Lang", "status": "open", "version": 0}
    as_user(member).post(f"{address}new/", typed)
    item = ActionItem.objects.get()
    assert item.owner == ada
    ada.is_active = False
    ada.save()
    page = as_user(member).get(f"{address}{item.pk}/").text
    assert 'value="Ada Lang"' in page and f'value="{ada.pk}"' not in page
    as_user(member).post(f"{address}{item.pk}/", typed | {"version": 1, "text": "Check all."})
    item.refresh_from_db()
    assert (item.text, item.owner) == ("Check all.", ada)
    nobody = as_user(member).post(f"{address}{item.pk}/", typed | {"version": 2, "owner": "Bo"})
    assert nobody.status_code == 422 and "Nobody here is called" in nobody.text
