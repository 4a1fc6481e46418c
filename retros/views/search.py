"""Search over everything written: the page, and its results while somebody types."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from retros.models import Category, Phase, Retrospective, SearchEntry
from retros.search import SORTS, search, years_of

_CHOICES = {
    "kinds": ("kind", SearchEntry.Kind),
    "categories": ("category", Category),
    "results": ("result", Retrospective.Result),
    "phases": ("phase", Phase),
}
_NAMES = {"tags": "tag", "teams": "team", "projects": "project"}
_MOST = 20  # values of one filter that are looked at


@require_safe
def find(request):
    """What `?q=` asks for, narrowed by the filters; unknown values of them are left out."""
    sort = request.GET.get("sort")
    results = search(
        request.GET.get("q", ""),
        user=request.user,
        years=years_of(request.GET.get("year", "")),
        sort=sort if sort in SORTS else "relevance",
        page=_page_number(request.GET.get("page", "")),
        **_chosen(request.GET),
    )
    context = {"results": results, "sorts": SORTS, "year": request.GET.get("year", "")}
    is_fragment = request.htmx and not request.htmx.history_restore_request
    response = render(request, f"search/page.html{'#found' if is_fragment else ''}", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _chosen(asked):
    chosen = {
        name: tuple(v for v in asked.getlist(parameter)[:_MOST] if v in choices.values)
        for name, (parameter, choices) in _CHOICES.items()
    }
    return chosen | {
        name: tuple(filter(None, asked.getlist(parameter)[:_MOST]))
        for name, parameter in _NAMES.items()
    }


def _page_number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
