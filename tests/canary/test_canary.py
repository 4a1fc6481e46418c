"""Nothing private leaves the site. Knows no page by name: a new one is covered as it appears."""

import logging
import re

import pytest
from django.db import connection, transaction

from retros.models import WallPost
from retros.search import slices
from tests.canary import markers, worlds
from tests.canary.addresses import fill, routes
from tests.canary.crawl import CSRF, Reader, leaks, rows, without_id
from tests.canary.directions import undirected
from tests.canary.error_summaries import ErrorReader

pytestmark = pytest.mark.both_databases

ROLES = ["visitor", "member a", "member b", "curator"]


def reader(as_user, world, role, *, reads=Reader, **options):
    person = None if role == "visitor" else world.objects[role]
    return reads(as_user(person), world, **options)


def test_every_model_with_words_is_in_the_worlds(world):
    marked = {owner[1] for owner in world.owners.values()}
    filled = {model._meta.model_name for model in markers.filled_models()}
    assert filled - {"installation"} <= marked


def test_every_address_could_be_filled(world):
    assert all(list(fill(route, converters, world)) for route, converters in routes())


@pytest.mark.parametrize("role", ROLES)
def test_no_marker_reaches_who_may_not_see_it(as_user, world, role):
    """In the same crawl: texts have directions, and errors the order of their fields.

    No database changes these two. It changes which rows come back, so on PostgreSQL each role reads
    everything, and one sends forms.
    """
    is_sqlite = connection.vendor == "sqlite"
    sends = is_sqlite or role == "curator"
    reads = ErrorReader if sends else Reader
    asker = reader(as_user, world, role, reads=reads, posts=sends)
    answers = asker.everything()
    assert leaks(answers, world, role, worlds.may_see) == set()
    # A reader who saw nothing would prove nothing: what is open was met.
    met = set().union(*(world.found_in(answer.everything) for answer in answers))
    assert open_to(role, world) - met == set()
    if is_sqlite:
        assert undirected(answers, world) == set()
    if reads is ErrorReader:
        assert asker.summaries and asker.wrong == set()


def open_to(role, world):
    """Words that a reader in `role` meets somewhere."""
    machine = {"source_name", "retired_because", "dropped_terms"}  # shown once they say something
    places = ("draft", "published", "kickoff", "wall", "choice", "version", "gather", "member b")
    curated = ("published", "kickoff", "wall", "version", "gather")
    return {
        owner
        for owner in world.owners.values()
        if owner[0].startswith(places if role != "curator" else curated)
        and owner[0] not in {"draft trashed", "draft choice"}
        and owner[2] not in machine
        and worlds.may_see(role, owner)
    }


def closed_wall_leaks(as_user, world, under="/"):
    """Words that a visitor meets elsewhere than behind the link of a screen, and those behind it."""
    answers = reader(as_user, world, "visitor", under=under).everything()
    link = f"/screens/{worlds.SCREEN_TOKEN}/"
    behind = [answer for answer in answers if answer.address.startswith(link)]
    elsewhere = [answer for answer in answers if answer not in behind]
    met = set().union(*(world.found_in(answer.everything) for answer in behind))
    return leaks(elsewhere, world, "visitor", lambda *owner: False), met


def test_closed_wall_shows_visitors_nothing_but_by_the_link_of_a_screen(as_user, world, settings):
    settings.FAIL_WALL = "screens"
    leaked, met = closed_wall_leaks(as_user, world)
    assert leaked == set()
    assert ("wall", "wallpost", "learned") in met
    assert {owner[0] for owner in met} <= {"wall", "wall team"}


def odd_parameters(world):
    path = "lesson__retrospective__title"
    word = world.word("draft", "title")[:3]
    yield from (f"{name}={path}" for name in ("o", "order", "order_by", "ordering", "sort"))
    yield from (f"{path}{look_up}={word}" for look_up in ("", "__startswith", "__contains", "__gt"))
    yield "lesson__isnull=1"
    yield "fields=lesson"


def test_public_lists_ignore_parameters_they_do_not_know(as_user, world):
    visitor = as_user()
    for page in ("/wall/", "/wall/feed.atom", "/wall/feed.json"):
        plain = visitor.get(page).content
        for query in odd_parameters(world):
            assert visitor.get(f"{page}?{query}").content == plain, f"{page}?{query}"


@pytest.mark.parametrize("role", ["member b", "visitor"])
def test_what_is_hidden_answers_like_what_does_not_exist(as_user, world, role):
    hidden = world.objects
    addresses = [
        f"/retrospectives/{hidden['draft'].pk}/{{}}",
        f"/lessons/{hidden['draft lesson'].pk}/{{}}",
        f"/decisions/{hidden['draft decision'].pk}/{{}}",
        f"/lessons/{hidden['trashed'].pk}/{{}}",
        f"/wall/{hidden['taken down'].pk}/{{}}",
        f"/retrospectives/{hidden['published'].pk}/history/{{}}",
        f"/retrospectives/{hidden['published'].pk}/history/1/{{}}",
    ]
    asker = reader(as_user, world, role)
    for address in addresses:
        number = address.split("/")[2]
        for rest in ("", "edit/", "history/"):
            real = asker.client.get(address.format(rest))
            none = asker.client.get(address.replace(number, "999999").format(rest))
            assert real.status_code == none.status_code, address.format(rest)
            assert _without(real, number) == _without(none, "999999"), address.format(rest)


def _without(response, number):
    headers = {name: value for name, value in without_id(response) if name != "Content-Length"}
    return CSRF.sub("", response.text).replace(number, "#"), str(headers).replace(number, "#")


def posted_by(as_user, person, caplog):
    """(number of the post, {table, or "the log": new lines}) after `person` put words on the wall."""
    client = as_user(person)
    before = rows()
    words = {"we_did": "Moved it.", "learned": "Rehearse it.", "category": "process"}
    once = {"previewed": "live", "client_id": "0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a"}
    with transaction.atomic(), caplog.at_level(logging.INFO):
        caplog.clear()
        response = client.post("/wall/new/", words | once)
        post = WallPost.objects.get(client_id=once["client_id"]).pk
        after = rows()
        log = [record.getMessage() for record in caplog.records]
        transaction.set_rollback(True)
    assert response.status_code == 302
    new = {name: [row for row in after[name] if row not in before[name]] for name in after}
    return post, new | {"the log": log}


AUDIT_HASH = re.compile(r"'[0-9a-f]{64}'\)$")


def _plain(lines, posts):
    """Without the posts' own numbers, the moment, which their pages show to everyone, and the
    slices of the index that the numbers of their entries give.
    """
    numbers = "|".join(map(str, posts))
    shown = re.compile(rf"datetime\.datetime\([^)]*\)|\b({numbers})\b")
    sliced = re.compile(rf" ?('?){slices.word('')}[0-9]+\1")
    return [shown.sub("#", sliced.sub("", line)) for line in lines]


def test_a_post_leaves_the_same_traces_whoever_wrote_it(as_user, world, caplog):
    one, by_one = posted_by(as_user, world.objects["member a"], caplog)
    other, by_other = posted_by(as_user, world.objects["member b"], caplog)
    assert by_one["retros_wallpost"]
    for traces in (by_one, by_other):  # follows from the columns beside it: test_audit.py
        hashed = traces["accounts_auditentry"]
        traces["accounts_auditentry"] = [AUDIT_HASH.sub("#", row) for row in hashed]
    for place in by_one:
        assert _plain(by_one[place], (one, other)) == _plain(by_other[place], (one, other)), place
