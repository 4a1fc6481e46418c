"""What could be a stop, by words of it or by its address."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from accounts.models import User
from retros.models import STOP_MODELS, Kickoff, PathStop, SearchEntry
from retros.paths.stops import ShownStop, shown_stops
from retros.search import QUERY_MAX_CHARACTERS, search

FOUND = 8
_KICKOFFS = 3  # found by the names of their projects
_KINDS = (
    SearchEntry.Kind.RETROSPECTIVE,
    SearchEntry.Kind.DECISION,
    SearchEntry.Kind.LESSON,
    SearchEntry.Kind.WALL_POST,
)
_ROUTES = {"wall_post": "wall_post", "kickoff_brief": "kickoff"} | {
    kind: kind for kind in STOP_MODELS
}


def find_stops(text: str, user: User) -> list[ShownStop]:
    """Return unsaved stops that `text` may mean: the one at its address, else what a search finds.

    Nothing that only some may read. About 20 queries.
    """
    text = text.strip()
    if not text:
        return []
    at_address = _at_address(text)
    rows = [at_address] if at_address else _with_words(text, user)
    return [stop for stop in shown_stops(rows, user) if not stop.is_draft]


def stop_from_key(key: str) -> PathStop | None:
    """Return the unsaved stop of "lesson-12"; None if `key` is nothing like it."""
    kind, _, number = key.rpartition("-")
    if kind in STOP_MODELS and number.isascii() and number.isdigit() and len(number) < 19:
        return PathStop(**{f"{kind}_id": int(number)})
    return None


def is_elsewhere(text: str) -> bool:
    """Tell whether `text` is the address of a page of another site."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return False
    here = urlsplit(settings.SITE_URL).netloc
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and parts.netloc != here


def _at_address(text):
    try:
        parts = urlsplit(text)
        match = resolve(parts.path)
    except (Resolver404, ValueError):
        return None
    kind = _ROUTES.get(match.url_name or "")
    if kind is None or is_elsewhere(text):
        return None
    return stop_from_key(f"{kind}-{match.kwargs['pk']}")


def _with_words(text, user):
    asked = text[:QUERY_MAX_CHARACTERS]
    found = search(asked, user=user, kinds=_KINDS)
    hits = [hit for group in found.groups for hit in (group.lead, *group.others)]
    keys = [f"{hit.kind.replace('-', '_')}-{hit.object_id}" for hit in hits if not hit.is_draft]
    held = Kickoff.objects.visible_to(user).filter(project__name__icontains=asked)
    keys[FOUND - _KICKOFFS :] = [
        *(f"kickoff-{pk}" for pk in held.values_list("pk", flat=True)[:_KICKOFFS]),
        *keys[FOUND - _KICKOFFS :],
    ]
    return [stop_from_key(key) for key in keys[:FOUND]]
