"""The trash: recently deleted items that can be restored."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from retros.trash import load_entries, trash_entries
from retros.views.wall.posting import posted_here


@require_safe
def trash(request):
    """List the items that this person may restore, last removed first."""
    places = trash_entries(request.user, posted_here=posted_here(request))
    page = Paginator(places, 30).get_page(request.GET.get("page"))
    return render(
        request, "trash/trash.html", {"page": page, "things": load_entries(page.object_list)}
    )
