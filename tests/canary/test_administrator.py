"""Administrators meet no draft and nothing unattributed, neither in repair nor beside the setup."""

import re

import pytest

from accounts.admin_site import repair
from accounts.models import User
from retros.models import Backup
from tests import factories
from tests.canary import worlds
from tests.canary.crawl import Reader, leaks

pytestmark = pytest.mark.both_databases
FROM_A_LIST = re.compile(r"(\?_changelist_filters=)[^&#]+")


@pytest.fixture
def browser(as_user, world):
    return as_user(factories.UserFactory(is_superuser=True, is_staff=True))


def may_see(role, owner):
    """What curators see, and the addresses of accounts, which are repaired here."""
    _, model, name = owner
    return worlds.may_see("curator", owner) or (model, name) == ("user", "email")


def of_repair(world):
    """Addresses of every object in the admin, also of those that its lists don't name."""
    for thing in world.objects.values():
        if type(thing) in repair._registry:
            start = f"/admin/{thing._meta.app_label}/{thing._meta.model_name}/{thing.pk}/"
            yield from (f"{start}{page}/" for page in ("change", "history", "delete"))


def read(reader, addresses):
    """All answers at `addresses`, and at what they lead to.

    A page of the admin names in its address the list that led there, however that was ordered: it is
    read with one such list.
    """
    queue = list(addresses)
    while queue:
        links = reader.read(queue.pop())
        queue += [FROM_A_LIST.sub(r"\1q%3Drehearsal", link) for link in links]
    return reader.answers


def test_no_hidden_marker_is_in_repair(browser, world):
    reader = Reader(browser, world, under="/admin/", skipped=("/static/",))
    answers = read(reader, ["/admin/", *of_repair(world)])
    assert leaks(answers, world, "administrator", may_see) == set()
    met = set().union(*(world.found_in(answer.everything) for answer in answers))
    assert {("published", "retrospective", "title"), ("wall", "wallpost", "learned")} <= met


@pytest.mark.parametrize("address", ["/system/", "/healthz?detail", "/accounts/sign-in-check/"])
def test_pages_about_the_site_hold_no_marker_at_all(browser, world, address):
    Backup.objects.create(file_path="/backups/a.tar", size=1)
    answers = read(Reader(browser, world, under=address.split("?")[0]), [address])
    assert {answer.status for answer in answers} <= {200, 302, 422}
    assert set().union(*(world.found_in(answer.everything) for answer in answers)) == set()


def test_no_hidden_marker_is_among_people(browser, world):
    people = [thing.pk for thing in world.objects.values() if isinstance(thing, User)]
    pages = [f"/people/{pk}/{page}" for pk in people for page in ("", "close/")]
    answers = read(Reader(browser, world, under="/people/"), ["/people/?state=all", *pages])
    assert leaks(answers, world, "administrator", may_see) == set()
    met = set().union(*(world.found_in(answer.everything) for answer in answers))
    assert ("author", "user", "email") in met
