"""Asides of the import preview: its entries without a form, which the page carries along as well.

A file that was left out with its reason, a table whose columns nobody knows yet, a text that was
already imported. Each travels signed in a hidden field, which is named for the document that it
stands before: `2-aside-0`.
"""

import re

from django.core import signing

from retros.exchange import Document
from retros.models import Retrospective
from retros.views.exchange.import_previews import Preview

_FIELD = re.compile(r"(?P<document>\d{1,3})-aside-(?P<number>\d{1,4})")
_LOST = "This page has expired or arrived incomplete. Please choose the file again."
_GONE = "The retrospective that this became is not there anymore. Please choose the file again."


def aside_field(document, number):
    """Return the name of the field of one aside before a document, both by their number."""
    return f"{document}-aside-{number}"


def dump_aside(preview, user):
    """Pack a Preview without a form into a line of text that only `user` can send back."""
    values = {name: getattr(preview, name) for name in ("name", "problem", "table")}
    values["files"] = [(str(name), str(reason)) for name, reason in preview.files]
    if preview.known:
        document = preview.document
        values |= {"known": preview.known.pk, "of": [document.title, document.source_hash]}
    return signing.dumps(values, salt=_salt(user), compress=True)


def load_aside(text, user):
    """Return (the Preview packed for `user`, the number of the retrospective it became or None)."""
    try:
        values = signing.loads(text, salt=_salt(user))
    except signing.BadSignature:
        return Preview("", problem=_LOST), None
    known, (title, source_hash) = values.pop("known", None), values.pop("of", ("", ""))
    preview = Preview(**values)
    preview.document = Document(preview.name, title=title, source_hash=source_hash)
    return preview, known


def with_asides(previews, data, user):
    """Yield the `previews` of the documents in `data`, and each aside where it stood among them."""
    asides = _asides(data, user)
    for number, preview in enumerate(previews):
        yield from asides.pop(number, ())
        yield preview
    for number in sorted(asides):
        yield from asides[number]


def _asides(data, user):
    """{number of the document that they stand before: [Preview]}"""
    fields = filter(None, map(_FIELD.fullmatch, data))
    found = [
        (int(it["document"]), int(it["number"]), *load_aside(data[it[0]], user)) for it in fields
    ]
    there = Retrospective.objects.filter(removed_at=None).visible_to(user)
    became = there.in_bulk({known for *_, known in found if known})
    asides = {}
    for document, _, preview, known in sorted(found, key=lambda it: it[:2]):
        if known:
            preview.known = became.get(known)
            preview.problem = preview.problem or _GONE
        asides.setdefault(document, []).append(preview)
    return asides


def _salt(user):
    return f"aside of an import for {user.pk}"
