"""Compare a later version of a document with the retrospective that an earlier one became.

Three ways, field by field: what the last import wrote, what stands there now, what the document says.
A field that only the document changed takes its value; one that only people changed stays; one that both
changed is a conflict, and stays unless somebody decides otherwise.
"""

from dataclasses import dataclass, field

from rapidfuzz import fuzz

from retros.exchange.document import Document
from retros.exchange.inline import plain
from retros.exchange.storing.imported import (
    LISTS,
    MAIN,
    OWN,
    digest,
    digests,
    own_values,
    values_of,
)
from retros.models import ImportRecord, Lesson, Retrospective, snapshot

# Of 100. Of parts with every third word changed, 95 % find their own; of new parts, 5 % are taken for another.
_CLOSE = 65
_COMPARED_CHARACTERS = 400


@dataclass
class Conflict:
    """What people and the document both changed. `key` names it for a later choice.

    `now` is what stands there, `new` what the document says; "" for what is deleted.
    """

    key: str
    label: str
    now: str
    new: str


@dataclass
class Comparison:
    """What replacing would do: {field: value} of the whole, and for each kind of part, pairs of
    (row, entry of the document or None), new entries, rows to delete.

    `kept` counts the changes of people that stay without a conflict.
    """

    record: ImportRecord
    own: dict = field(default_factory=dict)
    updates: list = field(default_factory=list)  # [(kind, row, {field: value})]
    added: list = field(default_factory=list)  # [(kind, entry)]
    deleted: list = field(default_factory=list)  # [row]
    pairs: dict = field(default_factory=dict)  # {kind: [(id, entry)]}
    conflicts: list = field(default_factory=list)
    kept: int = 0
    last_position: int = 0

    def summary(self) -> str:
        """Say in one line what replacing changes."""
        counts = {
            "changed": len(self.updates) + len(self.own),
            "added": len(self.added),
            "deleted": len(self.deleted),
            "kept as people changed them": self.kept,
            "in conflict": len(self.conflicts),
        }
        said = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
        return said or "nothing changed"


def compare(
    document: Document, retrospective: Retrospective, taken: frozenset[str] = frozenset()
) -> Comparison:
    """Compare `document` with `retrospective`. `taken` are keys of conflicts that the document wins.

    About 12 queries. Nothing is written.
    """
    record = ImportRecord.objects.filter(retrospective=retrospective).first()
    result = Comparison(record or ImportRecord(retrospective=retrospective))
    _compare_own(result, document, retrospective, taken)
    for kind, model in snapshot.PARTS.items():
        rows = model.with_removed.filter(retrospective=retrospective).order_by("position", "pk")
        entries = getattr(document, LISTS[kind])
        known = result.record.parts.get(kind) if record else None
        _compare_kind(result, kind, list(rows), entries, known, taken)
    return result


def _compare_own(result, document, retrospective, taken):
    now, new = own_values(retrospective), own_values(document)
    for name in OWN:
        if new[name] in ("", None, []) and name in ("title", "summary"):
            continue  # a document without one does not take it away
        key = f"own-{name}"
        label = name.replace("_", " ").capitalize()
        if _wins(result, key, label, now[name], new[name], result.record.own.get(name), taken):
            result.own[name] = new[name]


def _wins(result, key, label, now, new, base, taken):
    """Whether the document's value is to be written; a conflict is noted."""
    if digest(now) == digest(new) or base == digest(new):
        result.kept += digest(now) != digest(new)
        return False
    if base == digest(now):
        return True
    result.conflicts.append(Conflict(key, label, _said(now), _said(new)))
    return key in taken


def _said(value):
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _compare_kind(result, kind, rows, entries, known, taken):
    """Pair rows with entries, then compare each pair. Without `known` all rows were imported."""
    imported = {str(row.pk): {} for row in rows} if known is None else known
    rows = [row for row in rows if row.removed_at is None or str(row.pk) in imported]
    pairs, others = pair(kind, rows, entries, imported)
    result.last_position = max([result.last_position, *(row.position for row in rows)])
    result.pairs[kind] = [(row.pk, entry) for row, entry in pairs]
    result.added += [(kind, entry) for entry in others]
    for row, entry in pairs:
        _compare_pair(result, kind, row, entry, imported.get(str(row.pk), {}), taken)
    matched = {row.pk for row, _ in pairs}
    for row in rows:
        if row.pk not in matched and row.removed_at is None and str(row.pk) in imported:
            _without_entry(result, kind, row, imported[str(row.pk)], taken)


def _compare_pair(result, kind, row, entry, base, taken):
    now, new = values_of(kind, row), values_of(kind, entry)
    label = f"{row._meta.verbose_name.capitalize()} “{_short(now[MAIN[kind]])}”"
    if row.removed_at is not None:
        key = f"{kind}-{row.pk}"
        if base and base != digests(new):
            result.conflicts.append(Conflict(key, label, "", str(new[MAIN[kind]])))
            if key in taken:
                result.updates.append((kind, row, new))
        else:
            result.kept += 1
        return
    changes = {
        name: new[name]
        for name in now
        if _wins(
            result,
            f"{kind}-{row.pk}-{name}",
            label if name == MAIN[kind] else f"{label}: {row._meta.get_field(name).verbose_name}",
            now[name],
            new[name],
            base.get(name),
            taken,
        )
    }
    if changes:
        result.updates.append((kind, row, changes))


def _without_entry(result, kind, row, base, taken):
    """A row that the document no longer holds goes, unless people changed it or use it."""
    now = values_of(kind, row)
    if base == digests(now) and not _is_used(row):
        result.deleted.append(row)
        return
    key = f"{kind}-{row.pk}"
    label = f"{row._meta.verbose_name.capitalize()} “{_short(now[MAIN[kind]])}”"
    result.conflicts.append(Conflict(key, label, str(now[MAIN[kind]]), ""))
    if key in taken:
        result.deleted.append(row)


def _is_used(row):
    """Whether a kickoff chose it, or the Fail Wall shows it."""
    on_wall = isinstance(row, Lesson) and row.wall_posts.exists()
    return on_wall or (hasattr(row, "uses") and row.uses.exists())


def _short(text):
    words = plain(str(text))
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"


def pair(kind: str, rows: list, entries: list, imported: dict) -> tuple[list, list]:
    """Return ([(row, entry)], entries without a row): first by the same text, then by a similar one.

    `imported` is {id as text: {field: digest}} of what the last import wrote. What people added is
    paired only with the same text.
    """
    main, pairs, others = MAIN[kind], [], []
    left = {row: _digests_of(row, main, imported) for row in rows}
    for entry in entries:
        wanted = digest(getattr(entry, main))
        row = next((row for row, known in left.items() if wanted in known), None)
        if row is None:
            others.append(entry)
        else:
            del left[row]
            pairs.append((row, entry))
    candidates = [row for row in left if str(row.pk) in imported]
    close = _close_pairs(main, candidates, others)
    return pairs + close, [it for it in others if not any(it is entry for _, entry in close)]


def _digests_of(row, main, imported):
    return {digest(getattr(row, main)), imported.get(str(row.pk), {}).get(main)}


def _close_pairs(main, rows, entries):
    """The most similar pairs first, each row and entry once."""
    texts = [str(getattr(row, main))[:_COMPARED_CHARACTERS] for row in rows]
    found = []
    for n, entry in enumerate(entries):
        text = str(getattr(entry, main))[:_COMPARED_CHARACTERS]
        scores = (fuzz.ratio(text, other, score_cutoff=_CLOSE) for other in texts)
        found += [(score, n, m) for m, score in enumerate(scores) if score]
    pairs, used_entries, used_rows = [], set(), set()
    for _, n, m in sorted(found, key=lambda it: (-it[0], it[1], it[2])):
        if n not in used_entries and m not in used_rows:
            used_entries.add(n)
            used_rows.add(m)
            pairs.append((rows[m], entries[n]))
    return pairs
