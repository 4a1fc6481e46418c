"""The audit log: who administered what, in ids, and whether an entry was changed since."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import AuditEntry
from tests import factories

Kind = AuditEntry.Kind


@pytest.fixture
def administrator(db):
    return factories.UserFactory(is_superuser=True, is_staff=True)


def kinds():
    return list(AuditEntry.objects.order_by("pk").values_list("kind", flat=True))


def test_administering_is_recorded_with_ids_only(as_user, administrator, member):
    browser = as_user(administrator)

    browser.post(reverse("person_role", args=[member.pk]), {"role": "curator"})
    browser.post(reverse("person_reset_link", args=[member.pk]))
    browser.post(reverse("person_close", args=[member.pk]), {"keeps_name": "on"})
    browser.post(reverse("person_reopen", args=[member.pk]))

    assert kinds() == [
        *(Kind.SIGNED_IN, Kind.ROLE_CHANGED, Kind.PASSWORD_LINK),
        *(Kind.ACCOUNT_CLOSED, Kind.ACCOUNT_REOPENED),
    ]
    latest = AuditEntry.objects.first()
    assert (latest.actor_id, latest.object_kind, latest.object_id) == (
        *(administrator.pk, "user", member.pk),
    )
    assert (latest.at.second, latest.at.microsecond) == (0, 0)


def test_wrong_password_counts_for_administrators_alone(client, administrator, member):
    for email in (administrator.email, member.email, "nobody@example.org"):
        client.post(reverse("account_login"), {"login": email, "password": "not the password"})

    assert kinds() == [Kind.SIGN_IN_FAILED]
    assert AuditEntry.objects.get().object_id == administrator.pk


def test_post_on_the_wall_is_recorded_without_a_person(curator):
    post = factories.WallPostFactory()

    post.take_down()
    post.put_on_wall(by=curator)

    assert kinds() == [Kind.TAKEN_DOWN, Kind.POSTED]
    assert set(AuditEntry.objects.values_list("actor_id", flat=True)) == {None}


@pytest.mark.parametrize("change", [{"actor_id": 7}, {"kind": Kind.ERASED}, None])
def test_changed_or_removed_entry_shows(administrator, capsys, change):
    for _ in range(3):
        AuditEntry.record(Kind.EXPORTED, by=administrator)
    call_command("audit", verify=True)
    second = AuditEntry.objects.order_by("pk")[1]

    if change:
        AuditEntry.objects.filter(pk=second.pk).update(**change)
    else:
        second.delete()

    with pytest.raises(CommandError, match="was changed"):
        call_command("audit", verify=True)


def test_old_entries_are_deleted_and_the_rest_still_fits(settings, administrator):
    AuditEntry.record(Kind.EXPORTED, by=administrator)
    old = AuditEntry.objects.get()
    AuditEntry.record(Kind.BACKED_UP)
    AuditEntry.objects.filter(pk=old.pk).update(at=old.at - timedelta(days=settings.AUDIT_DAYS + 1))

    AuditEntry.record(Kind.DRILLED)

    assert kinds() == [Kind.BACKED_UP, Kind.DRILLED]
    assert list(AuditEntry.broken()) == []


def test_page_names_people_who_have_an_account_and_takes_few_queries(
    as_user, administrator, member, django_assert_max_num_queries
):
    browser = as_user(administrator)
    for person in [member, *factories.UserFactory.create_batch(5)]:
        AuditEntry.record(Kind.ROLE_CHANGED, by=person, thing=member)

    with django_assert_max_num_queries(12):
        page = browser.get(reverse("audit"), {"kind": Kind.ROLE_CHANGED}).content.decode()

    assert page.count(member.display_name) == 7
    assert "Administrator signed in</h3>" not in page


def test_table_and_lines_hold_all_entries(as_user, administrator, capsys):
    AuditEntry.record(Kind.BACKED_UP, origin=AuditEntry.Origin.COMMAND)

    table = b"".join(as_user(administrator).get(reverse("audit_table")).streaming_content)
    call_command("audit")

    assert [line.split(",")[1] for line in table.decode().splitlines()[1:]] == [
        *('"backed_up"', '"signed_in"', '"audit_exported"'),
    ]
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["kind"] for line in lines] == ["backed_up", "signed_in", "audit_exported"]


@pytest.mark.parametrize("name", ["audit", "audit_table"])
def test_nobody_else_sees_it(as_user, member, curator, name):
    for person in (member, curator):
        assert as_user(person).get(reverse(name)).status_code == 404
