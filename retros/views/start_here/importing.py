"""Bring paths and opposite lessons back in from an export, for curators."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from retros import paths
from retros.access import must_be_curator
from retros.exchange import UnreadableDocument
from retros.forms.paths import PathsFileForm
from retros.request_limits import accepts_large_requests


@accepts_large_requests
@require_http_methods(["GET", "POST"])
def import_paths(request):
    """Choose an exported file; a POST stores what it holds and says what became of each."""
    must_be_curator(request.user)
    form = PathsFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            arriving = paths.read_exported(form.cleaned_data["file"].read())
        except UnreadableDocument as problem:
            form.add_error("file", str(problem))
        else:
            done = paths.store_arriving(arriving, by=request.user)
            return render(request, "start_here/imported.html", {"done": done})
    status = 422 if request.method == "POST" else 200
    return render(request, "start_here/import.html", {"form": form}, status=status)
