"""Rebuilding the index, and showing that it agrees with the texts."""

from collections.abc import Callable

from retros import meaning
from retros.models import Retrospective, SearchEntry, SearchTag, WallPost
from retros.search import changes, entries, indexing, vocabulary
from retros.search.backend import index

Progress = Callable[[int, int], None]


def reindex(progress: Progress | None = None, encoding: Progress | None = None) -> None:
    """Index everything again, a hundred retrospectives per transaction; search keeps working.

    `progress` is called with (done, all) after each hundred; then `encoding` with numbers of texts
    whose meaning was missing.
    """
    retrospectives = _pks(Retrospective)
    posts = _pks(WallPost)
    done, everything = 0, len(retrospectives) + len(posts)
    for pks, write in (
        (retrospectives, indexing.index_retrospectives),
        (posts, indexing.index_wall_posts),
    ):
        for some in _hundreds(pks):
            write(some, rebuild=True)
            done += len(some)
            if progress:
                progress(done, everything)
    _gone().delete()
    index.tidy()
    vocabulary.rebuild()
    meaning.fill(progress=encoding)
    changes.changed()


def leave_no_trace() -> None:
    """Overwrite deleted text, also in the database's own files. Call it outside of transactions."""
    index.leave_no_trace()


def check() -> list[str]:
    """Compare the index with the texts. Return one sentence per difference, none if they agree."""
    problems = []
    for some in _hundreds(_pks(Retrospective)):
        held = SearchEntry.objects.filter(retrospective__in=some)
        problems += _compared(entries.of_retrospectives(some), held)
    for some in _hundreds(_pks(WallPost)):
        held = SearchEntry.objects.filter(kind=entries.Kind.WALL_POST, object_id__in=some)
        problems += _compared(entries.of_wall_posts(some), held)
    problems += [f"{_name(entry)} is gone but indexed." for entry in _gone()]
    if stray := index.strays():
        problems.append(f"{stray} index rows belong to nothing.")
    if vocabulary.differs():
        problems.append("The counts of words are not those of the texts.")
    return problems


def _compared(expected, held):
    held = {(entry.kind, entry.object_id): entry for entry in held}
    tags = {}
    for pk, slug in SearchTag.objects.filter(entry__in=held.values()).values_list("entry", "slug"):
        tags.setdefault(pk, set()).add(slug)
    problems, rows, same = [], [], []
    for entry, slugs in expected:
        before = held.pop((entry.kind, entry.object_id), None)
        if before is None:
            problems.append(f"{_name(entry)} is not indexed.")
        elif indexing.differs(entry, before) or tags.get(before.pk, set()) != set(slugs):
            problems.append(f"{_name(entry)} is indexed with other words.")
        else:
            rows.append((before.pk, entry.stems))
            same.append(before)
    if meaning.is_on():
        problems += [f"{_name(entry)} has no vector of its text." for entry in meaning.stale(same)]
    problems += [f"{_name(entry)} should not be indexed." for entry in held.values()]
    return problems + [f"Index row {pk} holds other words." for pk in index.differing(rows)]


def _gone():
    """Entries of wall posts that no longer hang; those of retrospectives go with them."""
    on_wall = WallPost.objects.on_wall().order_by().values("pk")
    return SearchEntry.objects.filter(kind=entries.Kind.WALL_POST).exclude(object_id__in=on_wall)


def _pks(model):
    return list(model._base_manager.order_by("pk").values_list("pk", flat=True))


def _hundreds(pks):
    for start in range(0, len(pks), indexing.AT_ONCE):
        yield pks[start : start + indexing.AT_ONCE]


def _name(entry):
    return f"{entry.get_kind_display().removesuffix('s')} {entry.object_id}"
