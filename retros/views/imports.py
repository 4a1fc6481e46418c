"""Bringing in documents: choose, look at what was found, store as drafts.

Between looking and storing the documents travel in the page itself, so that nothing of a document is
on the server before its person says so.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.db import DatabaseError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from retros.exchange import ENDINGS, Document, UnreadableDocument, read, read_text, store
from retros.exchange.carrying import packed, unpacked
from retros.exchange.files import MOST_BYTES
from retros.exchange.storing import already_stored
from retros.forms.imports import MOST_FILES, ImportForm, StoreForm
from retros.models import Retrospective

_PASTED_NAME = "pasted.md"
_LONGEST_ID = 15  # digits; longer ones overflow a database's integers


@dataclass
class Preview:
    """A document as it would be stored, or why it can't be, or where it is already."""

    name: str
    document: Document | None = None
    problem: str = ""
    known: Retrospective | None = None
    number: int | None = None  # its place among the documents that the page carries along
    carried: str = ""


@require_http_methods(["GET", "POST"])
def import_page(request):
    """Choose documents; a POST shows what was found in each and stores nothing."""
    form = ImportForm(
        request.POST or None, request.FILES or None, user=request.user, endings=ENDINGS
    )
    if request.method == "POST" and form.is_valid():
        previews = _previews(form.cleaned_data, request.user)
        new = [preview for preview in previews if preview.number is not None]
        context = {"previews": previews, "new": new, "team": form.cleaned_data["team"]}
        return render(request, "import/preview.html", context)
    return render(
        request, "import/choose.html", {"form": form}, status=422 if form.is_bound else 200
    )


def _handed_in(chosen):
    """[(name, bytes or text)], no file read further than it may be long."""
    documents = [(file.name, file.read(MOST_BYTES + 1)) for file in chosen["files"]]
    return documents + ([(_PASTED_NAME, chosen["text"])] if chosen["text"].strip() else [])


def _previews(chosen, user):
    seen, previews = {}, []
    for name, content in _handed_in(chosen):
        preview = _preview(name, content, user, with_authors=chosen["with_authors"])
        if preview.document and not preview.known:
            same = seen.get(preview.document.source_hash)
            if same:
                preview.problem = f"It holds the same text as {same}."
            else:
                seen[preview.document.source_hash] = name
                preview.number = len(seen) - 1
                preview.carried = packed(preview.document, user)
        previews.append(preview)
    return previews


def _preview(name, content, user, *, with_authors):
    read_any = read_text if isinstance(content, str) else read
    try:
        document = read_any(name, content, with_authors=with_authors)
    except UnreadableDocument as problem:
        return Preview(name, problem=str(problem))
    return Preview(name, document, known=already_stored(document, user))


@require_POST
def import_store(request):
    """Store the chosen documents as drafts of this person, each on its own."""
    form = StoreForm(request.POST, user=request.user)
    if not form.is_valid():
        for error in form.non_field_errors() or ["Please choose one of your teams."]:
            messages.error(request, error)
        return redirect("import")
    made, known = [], []
    for name, carried in form.cleaned_data["documents"]:
        try:
            document = unpacked(carried, request.user)
            report = store(document, owner=request.user, team=form.cleaned_data["team"])
        except (UnreadableDocument, DatabaseError) as problem:
            reason = problem if isinstance(problem, UnreadableDocument) else "Please try again."
            messages.error(request, f"{name} was not brought in. {reason}")
            continue
        (made if report.is_new else known).append(report.retrospective.pk)
    if not made and not known:
        messages.info(request, "Nothing was brought in.")
        return redirect("import")
    return redirect(
        f"{reverse('import_done')}?{urlencode({'made': made, 'known': known}, doseq=True)}"
    )


@require_GET
def import_done(request):
    """The new drafts, each with a link to go on writing."""
    mine = Retrospective.objects.editable_by(request.user)
    made = mine.filter(pk__in=_ids(request, "made")).select_related("project").order_by("pk")
    known = Retrospective.objects.visible_to(request.user).filter(pk__in=_ids(request, "known"))
    return render(request, "import/done.html", {"made": made, "known": known})


def _ids(request, name):
    given = request.GET.getlist(name)[:MOST_FILES]
    return [int(pk) for pk in given if pk.isascii() and pk.isdigit() and len(pk) <= _LONGEST_ID]
