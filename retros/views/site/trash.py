"""The trash: what was deleted in the last days, and the way back."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from retros.trash import loaded, places_for
from retros.views.wall.posting import posted_here


@require_safe
def trash(request):
    """What this person may bring back, the last removed first."""
    places = places_for(request.user, posted_here=posted_here(request))
    page = Paginator(places, 30).get_page(request.GET.get("page"))
    return render(request, "trash/trash.html", {"page": page, "things": loaded(page.object_list)})
