"""The history of a path: its versions, what changed in each, and restoring one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from retros import paths
from retros.views.paging import page_of


@require_safe
def versions(request, pk):
    """List all versions of a path, newest first."""
    path = paths.editable_path(request.user, pk)
    page = page_of(request, path.versions.select_related("changed_by").defer("state"))
    return render(request, "start_here/versions.html", {"path": path, "page": page})


@require_safe
def version(request, pk, number):
    """Show what changed in a version."""
    path = paths.editable_path(request.user, pk)
    found = get_object_or_404(path.versions.select_related("changed_by"), number=number)
    context = {
        "path": path,
        "version": found,
        "runs": paths.changes_in(found, request.user),
        "is_newest": not path.versions.filter(number__gt=number).exists(),
    }
    return render(request, "start_here/version.html", context)


@require_POST
def bring_back(request, pk, number):
    """Make the path what it was in a version. What it said before is a version, too."""
    path = paths.editable_path(request.user, pk)
    found = get_object_or_404(path.versions, number=number)
    found.restore(by=request.user)
    words = f"Restored version {number}. The text it replaced is kept as a version."
    messages.success(request, words)
    return redirect(path)
