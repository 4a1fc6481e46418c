"""Searches that a person saved, and the feeds of what is added to them."""

from datetime import UTC

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.limits import count_wrong_link, may_try_links
from retros.forms.saved_searches import SavedSearchForm
from retros.models import SAVED_SEARCHES_MAX, SavedSearch
from retros.search import added
from retros.search_params import SearchParams
from retros.views.wall.feeds import LONG_AGO, without_what_xml_refuses

ENTRIES = 50


@require_http_methods(["GET", "POST"])
def saved(request):
    """List the user's saved searches; save another one on POST."""
    form = SavedSearchForm(request.POST or None, instance=SavedSearch(owner=request.user))
    if request.method == "POST" and form.is_valid() and _can_be_saved(form, request.user):
        messages.success(request, f"“{form.save()}” is saved.")
        return redirect("saved_searches")
    return _list(request, form=form, status=422 if form.is_bound else 200)


def _can_be_saved(form, user):
    params = SearchParams(QueryDict(form.cleaned_data["query"]))
    form.instance.query = params.query
    if not params.is_something:
        form.add_error("name", "Enter words or choose a filter first.")
    elif SavedSearch.objects.visible_to(user).count() >= SAVED_SEARCHES_MAX:
        form.add_error(
            "name", f"You can save up to {SAVED_SEARCHES_MAX} searches. Remove one first."
        )
    return form.is_valid()


def _list(request, *, status=200, **context):
    context["searches"] = SavedSearch.objects.visible_to(request.user)
    return render(request, "search/saved.html", context, status=status)


@require_POST
@never_cache
def feed_address(request, pk):
    """Create a feed address and show it once. The previous one stops working."""
    found = _own(request, pk)
    path = reverse("saved_search_feed", args=[found.renew_token()])
    return _list(request, shown=found, address=f"{settings.SITE_URL}{path}")


@require_POST
def remove(request, pk):
    """Delete a saved search and its feed, and show the search, so that it can be saved again."""
    found = _own(request, pk)
    found.delete()
    messages.success(request, f"“{found}” and its feed are removed.")
    return redirect(f"{reverse('search')}?{found.query}")


def _own(request, pk):
    return get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)


@login_not_required
@require_safe
@never_cache
@sensitive_variables("token")
def feed(request, token):
    """Serve an Atom feed of what was added to what the owner finds with the search.

    Drafts never. A wrong token answers 404 and counts; after too many of them 429.
    """
    if not may_try_links(request):
        return HttpResponse("Too many wrong links. Wait a minute and try again.", status=429)
    found = SavedSearch.objects.opened_by(token).select_related("owner").first()
    if found is None:
        count_wrong_link(request)
        raise Http404
    params = SearchParams(QueryDict(found.query))
    hits = added(params.text, user=found.owner, limit=ENTRIES, **params.filters)
    context = {
        "search": found,
        "site": settings.SITE_URL,
        "hits": hits,
        "updated": max((hit.added_at for hit in hits), default=LONG_AGO).astimezone(UTC),
    }
    text = without_what_xml_refuses(render_to_string("search/feed.atom", context))
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
