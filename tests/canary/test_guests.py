"""Guests of a gathering in the worlds: whoever has its link reads its head, and nothing else anywhere."""

import pytest

from tests.canary import worlds
from tests.canary.crawl import Reader, leaks

LINK = f"/gather/{worlds.LINK_TOKEN}/"
HEAD = {("gathered", "title"), ("gathered project", "name"), ("gathering", "purpose")}


@pytest.fixture
def world(world):
    world.objects["gathering"].admit_guests(days=1)
    return world


def guest_may_see(role, owner):
    return (owner[0], owner[2]) in HEAD or worlds.may_see("visitor", owner)


def test_guest_reads_the_head_of_the_gathering_and_nothing_else_behind_the_link(world, as_user):
    """Also not the draft, or what members wrote and nobody revealed."""
    answers = Reader(as_user(), world, under=LINK).everything()
    met = set().union(*(world.found_in(answer.everything) for answer in answers))
    assert {(owner[0], owner[2]) for owner in met} == HEAD
    assert as_user().get(f"{LINK}vote/").status_code == 200


def test_guest_sees_no_more_of_the_site_than_a_visitor(world, as_user):
    """With the key that the browser got behind the link, and after writing there."""
    guest = as_user()
    guest.get(LINK)
    assert guest.post(LINK, {"text": "Mine.", "kind": "well", "signed": "no"}).status_code == 302
    answers = Reader(guest, world, posts=False).everything()
    assert leaks(answers, world, "guest", guest_may_see) == set()
