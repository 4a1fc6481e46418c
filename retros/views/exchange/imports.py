"""Importing documents: choose files, review the preview, store as drafts.

Between looking and storing the documents travel in the page itself, so that nothing of them is on
the server before their person says so. Both answers are sent while the work goes on, a document at
a time: who brings in many sees how far it is.
"""

from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST

from retros.exchange import (
    ENDINGS,
    Choice,
    Table,
    UnreadableDocument,
    make_readable,
)
from retros.forms.columns import ColumnsForm, TableForm
from retros.forms.imports import ImportForm, StoreForm
from retros.request_limits import accepts_large_requests
from retros.views.exchange.import_asides import (
    aside_field,
    dump_aside,
    load_aside,
    with_asides,
)
from retros.views.exchange.import_categories import with_categories
from retros.views.exchange.import_changes import change_preview
from retros.views.exchange.import_previews import previews_again
from retros.views.exchange.import_steps import Step, previews, previews_of_table
from retros.views.exchange.import_storing import stored

_FEW = 3  # documents that are shown unfolded


@accepts_large_requests
@require_http_methods(["GET", "POST"])
def import_page(request):
    """Choose documents; a POST shows a preview and stores nothing."""
    initial = {"start": request.GET.get("start")}
    sent = (request.POST or None, request.FILES or None)
    form = ImportForm(*sent, user=request.user, endings=ENDINGS, initial=initial)
    if request.method == "POST" and form.is_valid():
        step = Step(form.cleaned_data["start"])
        found = previews(form.cleaned_data, request.user, step)
        is_folded = len(form.cleaned_data["files"]) > _FEW
        return _preview_page(request, found, form.cleaned_data, step=step, is_folded=is_folded)
    return render(
        request, "import/choose.html", {"form": form}, status=422 if form.is_bound else 200
    )


def _preview_page(request, found, chosen, *, step=None, is_folded=False, status=200):
    team = chosen["team"]

    def parts():
        new, asides, later = 0, 0, False
        for preview in found:
            context = {"preview": preview, "is_folded": is_folded}
            if preview.form:
                new, asides = new + 1, 0
            else:
                context["field"] = aside_field(new, asides)
                context["carried"] = dump_aside(preview, request.user)
                asides += 1
            later = later or preview.earlier is not None
            yield "import/_document.html", context
        yield "import/_foot.html", {"new": new, "later": later, "team": team, "step": step}

    return _streamed(request, "import/preview.html", chosen, parts(), status)


def _streamed(request, template, context, parts, status=200):
    """Stream the page with its parts, (template, context) each, as they are rendered."""
    head, _, tail = render_to_string(template, context, request).partition("<!-- parts -->")

    def chunks():
        yield head
        for name, values in parts:
            yield render_to_string(name, values, request)
        yield tail

    return StreamingHttpResponse(chunks(), status=status, headers={"X-Accel-Buffering": "no"})


@accepts_large_requests
@require_POST
def import_columns(request):
    """Choose what the columns of a table contain, then show the preview. Store nothing."""
    sent = TableForm(_with_table(request.POST, request.user), user=request.user)
    if not sent.is_valid():
        messages.error(request, "Part of the form was missing. Please choose the files again.")
        return redirect("import")
    name, with_authors = sent.cleaned_data["name"], sent.cleaned_data["with_authors"]
    try:
        text = make_readable(sent.cleaned_data["table"])
        form = ColumnsForm(request.POST, table=Table(text))
        if not form.is_valid() or form.asks_kinds:
            status = 422 if form.is_bound and not form.is_valid() else 200
            context = {"form": form, "sent": sent.cleaned_data, "table": text}
            return render(request, "import/columns.html", context, status=status)
        choice = Choice(**form.chosen())
        found = previews_of_table(text, name, choice, request.user, with_authors=with_authors)
    except UnreadableDocument as problem:
        messages.error(request, f"{name} was not imported. {problem}")
        return redirect("import")
    return _preview_page(request, found, sent.cleaned_data)


def _with_table(data, user):
    """Return `data` with the table of the preview whose button was pressed, if one was."""
    if "which" not in data:
        return data
    preview, _ = load_aside(data.get(data["which"], ""), user)
    data = data.copy()
    data["name"], data["table"] = preview.name, preview.table
    return data


@accepts_large_requests
@require_POST
def import_store(request):
    """Store the selected documents as drafts of this person, each in its own transaction.

    What is not valid is shown again, with all that was chosen; so is everything on "look" and after
    a button that moves or splits something.
    """
    data, changed = _changed(request)
    form = StoreForm(data, user=request.user)
    if not form.is_valid():
        messages.error(request, "Part of the form was missing. Please choose the files again.")
        return redirect("import")
    team, documents = form.cleaned_data["team"], form.document_forms()
    step = Step(*(form.cleaned_data[f"step_{name}"] or 0 for name in ("start", "end", "total")))
    wrong = [each for each in documents if each.is_selected and not each.is_valid()]
    if wrong or changed is not None or "look" in data:
        again = previews_again(documents, request.user, changed)
        shown = with_asides(again, data, request.user)
        chosen = {"team": team, "problems": [it for each in wrong for it in each.problems()]}
        chosen["with_authors"] = form.cleaned_data["with_authors"]
        status, is_folded = 422 if wrong else 200, len(documents) > _FEW
        return _preview_page(request, shown, chosen, step=step, is_folded=is_folded, status=status)
    taken = [each for each in documents if each.is_selected]
    if not taken and not step.next:
        messages.info(request, "Nothing was imported.")
        return redirect("import")
    return _streamed(
        request, "import/done.html", {"number": len(taken)}, stored(taken, request.user, team, step)
    )


def _changed(request):
    """(the data as the pressed button changes it, the number of its document or None)"""
    try:
        data = with_categories(request.POST, request.user)
        data, told, document = change_preview(data, request.user)
    except UnreadableDocument as problem:
        messages.error(request, str(problem))
        return request.POST, -1
    if told:
        messages.success(request, told)
    return data, document
