"""Keeps the index with its texts, in the transaction that writes them.

Signals of the models lead here (see `connect`). Bulk updates send none: they call
`index_retrospectives`, or wrap their writing in `paused()`.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from retros import meaning
from retros.models import Retrospective, SearchEntry, SearchTag, WallPost, composed_once
from retros.search import changes, entries, slices, vocabulary
from retros.search.backend import index
from retros.search.prominence import marks

AT_ONCE = 100  # retrospectives, or wall posts
_COLUMNS = [
    field.name
    for field in SearchEntry._meta.concrete_fields
    if field.name not in {"id", "kind", "object_id"}
]
_COMPARED = [field.attname for field in SearchEntry._meta.concrete_fields if field.name != "id"]
_paused = threading.local()


@contextmanager
def paused() -> Iterator[None]:
    """Index what is written inside once, at its end: for imports.

    Use it inside the transaction that writes, so that the index is committed with its texts.
    """
    outer, _paused.waiting = getattr(_paused, "waiting", None), set()
    try:
        yield
    finally:
        waiting, _paused.waiting = _paused.waiting, outer
        if outer is not None:
            outer |= waiting
        else:
            index_retrospectives([pk for model, pk in waiting if model is Retrospective])
            index_wall_posts([pk for model, pk in waiting if model is WallPost])


def postponed(model, pk):
    """Return whether indexing waits for the end of `paused()`; if so, remember what to index then."""
    waiting = getattr(_paused, "waiting", None)
    if waiting is None:
        return False
    waiting.add((model, pk))
    return True


@transaction.atomic(savepoint=False)
def index_thing(model, pk, *, created=False):
    """Bring the entry of one thing up to date; with a retrospective, its parts where they follow.

    Reads it again, because the given object may be older than its row. About seven queries; as many
    again for a retrospective whose readers, project, result or date changed. One that was `created`
    just now has no parts yet.
    """
    thing = _locked(model, pk)
    new = entries.of(thing) if thing else None
    old = next(iter(_ENTRY_OF[model](None, pk)), None)
    if model is Retrospective and not created and _parts_follow(old, new):
        index_retrospectives([pk])
    elif new is None:
        _forget([old] if old else [])
    else:
        if new[0].draft_id is None and not differs(new[0], old):
            changes.changed()  # of which other one it is a copy, for example
        _write([new], [old] if old else [])


def index_retrospectives(pks: Iterable[int], *, rebuild: bool = False) -> None:
    """Bring the entries of whole retrospectives up to date; `rebuild` writes even unchanged ones."""
    pks = list(pks)
    for start in range(0, len(pks), AT_ONCE):
        some = pks[start : start + AT_ONCE]
        with transaction.atomic():
            list(_locking(Retrospective.objects.filter(pk__in=some).order_by("pk")).values("pk"))
            old = list(SearchEntry.objects.filter(retrospective__in=some))
            _replace(entries.of_retrospectives(some), old, rebuild)


def index_wall_posts(pks: Iterable[int], *, rebuild: bool = False) -> None:
    """Bring the entries of wall posts up to date; `rebuild` writes even unchanged ones."""
    pks = list(pks)
    for start in range(0, len(pks), AT_ONCE):
        some = pks[start : start + AT_ONCE]
        with transaction.atomic():
            old = SearchEntry.objects.filter(kind=entries.Kind.WALL_POST, object_id__in=some)
            _replace(entries.of_wall_posts(some), list(old), rebuild)


def forget(kind, pk):
    """Take something that is deleted out of the index."""
    _forget(SearchEntry.objects.filter(kind=kind, object_id=pk))


def entry_deleted(entry):
    """Remove the index row and the word counts of a deleted entry."""
    vocabulary.note([entry], [])
    index.forget([entry.pk])


def _locked(model, pk):
    """The thing as it is stored, or None; its retrospective locked until the transaction ends.

    Without the lock, one person's save of a part and another's publishing could each write an
    entry that knows nothing of the other. It lets new parts be added at the same time (no_key).
    """
    thing = next(iter(_THING[model](None, pk)), None)
    if thing and model in entries.PARTS:
        thing.retrospective = _locked(Retrospective, thing.retrospective_id)
    return thing


def _locking(retrospectives):
    return retrospectives.select_for_update(of=["self"], no_key=True)


def _thing(model):
    found = model._base_manager.all()
    if model is Retrospective:
        found = _locking(found.select_related("project"))
    return composed_once(lambda _user, pk: found.filter(pk=pk))


def _entry_of(kind):
    return composed_once(lambda _user, pk: SearchEntry.objects.filter(kind=kind, object_id=pk))


_THING = {model: _thing(model) for model in entries.MODELS}
_ENTRY_OF = {model: _entry_of(kind) for model, kind in entries.MODELS.items()}


@composed_once
def _tags_of(_user, *pks):
    return SearchTag.objects.filter(entry__in=pks)


def _parts_follow(old, new):
    if old is None or new is None:
        return True
    return any(getattr(old, name) != getattr(new[0], name) for name in entries.SHARED)


def _replace(new, old, rebuild):
    kept = {(entry.kind, entry.object_id) for entry, _ in new}
    _forget([entry for entry in old if (entry.kind, entry.object_id) not in kept])
    _write(new, old, rebuild)


@transaction.atomic(savepoint=False)
def _write(new, old, rebuild=False):
    """Write entries, tags and index rows; unchanged ones are skipped unless `rebuild`."""
    held = {(entry.kind, entry.object_id): entry for entry in old}
    pairs = [(entry, tags, held.get((entry.kind, entry.object_id))) for entry, tags in new]
    changed = [(e, tags, before) for e, tags, before in pairs if rebuild or differs(e, before)]
    if changed:
        if not rebuild:  # a rebuild counts all words at the end
            # Read before the upsert: it gives the new objects the ids of the rows they replace.
            vocabulary.note([before for *_, before in changed if before], [e for e, *_ in changed])
        SearchEntry.objects.bulk_create(
            [entry for entry, *_ in changed],
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=_COLUMNS,
        )
        reworded = [entry for entry, _, before in changed if rebuild or _reworded(entry, before)]
        if reworded:
            averages = vocabulary.sizes().average_lengths
            index.write(
                [(it.pk, it.stems, marks(it, averages) + slices.marks(it.pk)) for it in reworded]
            )
            if not rebuild:  # a rebuild encodes what is missing at the end
                meaning.remember(reworded)
                if len(reworded) > meaning.AT_ONCE:
                    changes.changed()  # again, as some are encoded after the words are counted
    for entry, _, before in pairs:
        entry.pk = entry.pk or before.pk
    _write_tags({entry.pk: set(tags) for entry, tags, _ in pairs})


def differs(entry, before):
    """Return whether a stored entry is out of date."""
    return before is None or any(
        getattr(entry, name) != getattr(before, name) for name in _COMPARED
    )


def _reworded(entry, before):
    return before is None or any(
        getattr(entry, name) != getattr(before, name) for name in entries.INDEXED
    )


def _write_tags(wanted):
    held = {pk: set() for pk in wanted}
    for tag in _tags_of(None, *wanted) if wanted else ():
        held[tag.entry_id].add(tag.slug)
    for pk in wanted:
        if gone := held[pk] - wanted[pk]:
            SearchTag.objects.filter(entry=pk, slug__in=gone).delete()
    SearchTag.objects.bulk_create(
        [SearchTag(entry_id=pk, slug=slug) for pk in wanted for slug in wanted[pk] - held[pk]]
    )


def _forget(old):
    pks = [entry.pk for entry in old]
    if pks:
        # Each entry's own signal does the rest, as when it goes by a cascade.
        SearchEntry.objects.filter(pk__in=pks).delete()
