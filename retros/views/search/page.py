"""Search over everything written: the page, and its results while somebody types."""

import re

from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from retros.search import SORTS, Choice, search, suggest, typed_filters, words
from retros.search_params import SearchParams, counts_without
from retros.views.search.unanswered import note

ENDINGS = 5
_IN_OPERATOR = re.compile(r"\w:\S*$")


@require_safe
def find(request):
    """Search for `?q=` with the filters; ignore unknown values of them.

    While somebody types (`_is_typing`), the last word may be unfinished: suggest its likely
    endings, and search for the likeliest one if nothing holds it.
    """
    params = SearchParams(request.GET)
    results = _search(params, request.user)
    context = {}
    if _is_typing(request):
        context["endings"] = endings = _endings(params, request.user)
        if endings and results.unknown and params.text.endswith(results.unknown[-1]):
            context["half_typed"] = endings[0][0]
            results = _search(endings[0][1], request.user)
    chips = params.chips(results.facets)
    if not (results.total or chips or _is_typing(request)) and "page" not in request.GET:
        note(params.text)
    context |= {
        "params": params,
        "results": results,
        "chips": chips,
        "dropped": counts_without(chips, request.user) if chips and not results.total else (),
        "meant": params.with_text(results.did_you_mean),
        "years": _years(params, results),
        "sorts": SORTS,
    }
    is_fragment = request.htmx and not request.htmx.history_restore_request
    response = render(request, f"search/page.html{'#found' if is_fragment else ''}", context)
    patch_vary_headers(response, ["HX-Request", "Search-Typing"])
    return response


def _is_typing(request):
    return request.htmx and "Search-Typing" in request.headers


def _search(params, user):
    return search(params.text, user=user, sort=params.sort, page=params.page, **params.filters)


def _endings(params, user):
    """[(word, the SearchParams with it)]: how the word that is being typed may go on."""
    text = params.text
    last = words(text)[-1:]
    if not last or not text.endswith(last[0].written) or _IN_OPERATOR.search(text):
        return []
    begun = text.removesuffix(last[0].written)
    found = [word for word in suggest(text, user) if word != last[0].word]
    return [(word, params.with_text(begun + word)) for word in found[:ENDINGS]]


def _years(params, results):
    """The two ends of the years, as choices: what there is, and what is chosen in any case."""
    typed = [value for name, value, _ in typed_filters(params.text) if name == "year"]
    chosen = (typed[-1] if typed else params.filters["years"]) or (None, None)
    there = {c.value: c for f in results.facets if f.name == "year" for c in f.choices}
    there |= {str(y): Choice(str(y), str(y), 0, True) for y in chosen if y and str(y) not in there}
    choices = sorted(there.values(), key=lambda choice: choice.value, reverse=True)
    return [
        {
            "name": name,
            "label": name.capitalize(),
            "choices": choices,
            "chosen": str(year or ""),
            "is_typed": bool(typed),
        }
        for name, year in zip(("from", "to"), chosen, strict=True)
    ]
