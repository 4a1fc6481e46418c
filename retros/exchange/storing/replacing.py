"""Replace a retrospective by a later version of its document."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from retros.exchange.document import Document, UnreadableDocument
from retros.exchange.storing.comparing import Comparison, compare
from retros.exchange.storing.documents import create_parts, pictures_for, store_pictures
from retros.exchange.storing.imported import LISTS, keep_record
from retros.exchange.storing.later_versions import strings
from retros.models import (
    ATTACHMENT_ADDRESS,
    ATTACHMENTS_MAX,
    Decision,
    Retrospective,
    Version,
    current_names,
    editor_of,
    snapshot,
)
from retros.search import index_retrospectives, paused


def replace(
    document: Document,
    retrospective: Retrospective,
    *,
    by: User | None = None,
    taken: frozenset[str] = frozenset(),
    as_read: Document | None = None,
) -> Comparison:
    """Make `retrospective` what `document` says, except where people changed it since the import.

    Of conflicts, the document wins those whose keys are `taken`. Parts keep their ids, so wall posts
    and kickoffs lead to them as before; what a kickoff chose or the wall shows is not deleted. Return
    what was done. One transaction. Raises UnreadableDocument if `by` may not edit it (any more).
    """
    editable = Retrospective.objects.editable_by(by) if by else Retrospective.objects
    with transaction.atomic():
        with paused(), transaction.atomic():
            found = editable.select_for_update(of=("self",)).filter(pk=retrospective.pk).first()
            if found is None:
                raise UnreadableDocument("You can’t edit the retrospective that it would replace.")
            Version.objects.before_replacing(found, by=by)
            pictures = pictures_for(document, by)
            result = compare(document, found, taken)
            _write(result, document, found, by)
            store_pictures(_to_add(pictures, result, found), found, by)
            own = {name: it for name, it in result.record.own.items() if not _says(document, name)}
            keep_record(found, as_read or document, result.pairs, own)
            found.replaced_texts.create(source_hash=found.source_hash)
        index_retrospectives([found.pk])
    return result


def _says(document, name):
    return name not in ("title", "summary") or bool(getattr(document, name))


def _write(result, document, retrospective, by):
    _write_own(result.own, document, retrospective, by)
    for _, row, values in result.updates:
        type(row).with_removed.filter(pk=row.pk).update(
            **values,
            removed_at=None,
            changed_by=editor_of(row, by),
            version=F("version") + 1,
            updated_at=timezone.now(),
        )
    for row in result.deleted:
        row.remove()
    for kind, pairs in create_parts(
        _only_added(result, document),
        retrospective,
        result.last_position + 1,
        {it.choice: it for it in Decision.objects.filter(retrospective=retrospective)},
    ).items():
        result.pairs[kind] += pairs


def _only_added(result, document):
    """A Document with nothing but the parts that are new."""
    added = Document(document.source_name)
    for kind, entry in result.added:
        getattr(added, LISTS[kind]).append(entry)
    return added


def _write_own(own, document, retrospective, by):
    values = {name: value for name, value in own.items() if name != "tags"}
    for section, names in snapshot.OWN.items():
        if any(name in own for name in (*names, *(["tags"] if section == "details" else []))):
            values[f"{section}_version"] = F(f"{section}_version") + 1
            values[f"{section}_changed_by"] = by
    Retrospective.objects.filter(pk=retrospective.pk).update(
        **values,
        source_name=document.source_name,
        source_hash=document.source_hash,
        updated_at=timezone.now(),
    )
    if "tags" in own:
        retrospective.tags.set(current_names(own["tags"]))


def _to_add(pictures, result, retrospective):
    """Those that the written texts show; where a text stays, its pictures stay, too."""
    written = [result.own, [it for *_, it in result.updates], [it for _, it in result.added]]
    shown = {found for text in strings(written) for found in ATTACHMENT_ADDRESS.findall(text)}
    added = {number: picture for number, picture in pictures.items() if number in shown}
    if retrospective.attachments.count() + len(added) > ATTACHMENTS_MAX:
        raise UnreadableDocument(
            f"With those of this version it would have more than {ATTACHMENTS_MAX} pictures. "
            "Please import it beside the earlier one."
        )
    return added
