"""Every address of the urlconf with real arguments."""

import re
import uuid
from itertools import product
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import UUIDConverter

from tests.canary.worlds import LINK_TOKEN, SCREEN_TOKEN, WHEN

SKIPPED = ("/admin/", "/static/")
NO_ROW = 999_999  # an id that nothing has
NO_IDS = {"year": [88_888, WHEN.year], "quarter": [1, 9]}  # numbers that name no row


def routes(patterns=None, prefix=""):
    """Every route of the urlconf: [(pattern text, converters by argument name)]."""
    found = []
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += routes(entry.url_patterns, route)
        elif isinstance(entry, URLPattern):
            found.append((route, entry.pattern.converters))
    return [found_one for found_one in found if not ("/" + found_one[0]).startswith(SKIPPED)]


def fill(route, converters, world):
    """Addresses of `route` with real arguments, the wrong kinds of ids among them."""
    choices = {}
    for name, converter in converters.items():
        choices[name] = list(_values(name, converter, converters, world))
    plain = re.sub(r"\(\?P<\w+>[^)]*\)|[\^$\\]", "", route)
    of_place = {thing.pk: place.split()[0] for place, thing in world.objects.items()}
    for values in product(*choices.values()):
        ids = {of_place[value] for value in values if value in of_place}
        if len(ids) > 1 and "choice" not in ids:
            continue  # a part of one thing under another: tried in the tests of parts
        address = plain
        for name, value in zip(choices, values, strict=True):
            address = re.sub(rf"<(?:\w+:)?{name}>", str(value), address)
        yield "/" + address


def _values(name, converter, converters, world):
    if name in NO_IDS:
        return NO_IDS[name]
    ids = [thing.pk for thing in world.objects.values() if isinstance(thing.pk, int)]
    if converter.regex == "[0-9]+":
        if len(converters) == 1:
            return [NO_ROW, *sorted(ids)]
        # Of two ids the first is a retrospective's or a kickoff's, the second one of its parts.
        outer = ("draft", "published", "kickoff")
        near = {
            place: thing.pk
            for place, thing in world.objects.items()
            if place.startswith((*outer, "choice")) and isinstance(thing.pk, int)
        }
        if name == "pk":
            return sorted({near[place] for place in outer if place in near})
        return [NO_ROW, *sorted(near.values())]
    if "[0-9a-f]" in converter.regex:
        return [*(it.pk for it in world.objects.values() if isinstance(it.pk, UUID)), UUID(int=1)]
    if "slug" in name:
        slugs = [getattr(thing, "slug", None) for thing in world.objects.values()]
        words = [letters for letters, owner in world.owners.items() if owner[1] == "tag"]
        return sorted({*filter(None, slugs), "nothing", *_tags(words)})
    if converter.regex == UUIDConverter.regex:
        return [*world.contributions, uuid.UUID(int=7)]
    if name == "token":
        return [LINK_TOKEN, SCREEN_TOKEN, "wrong-token-of-some-length"]
    if "|" in converter.regex:
        return converter.regex.split("|")
    return ["wrong-token-of-some-length"]


def _tags(words):
    from taggit.models import Tag

    return Tag.objects.values_list("slug", flat=True) if words else []
