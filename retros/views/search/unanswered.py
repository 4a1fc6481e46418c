"""Searches without results: recorded without the person, listed for curators."""

import unicodedata

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from retros.access import must_be_curator
from retros.models import UNANSWERED_WORDS_MAX, UnansweredSearch
from retros.search import words
from retros.wording import members

_FEW_WORDS = 8


def note(text):
    """Record a search without results, unless it is a long text or may name a person."""
    plain = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    found = {word.word for word in words(text)}
    if not found or len(found) > _FEW_WORDS or len(plain) > UNANSWERED_WORDS_MAX or "\x00" in plain:
        return
    if members.disclosures_in([text]) or "@" in text or _is_named(found):
        return
    UnansweredSearch.objects.note(plain)


def _is_named(found):
    """Return whether one of the words is part of a member’s name. One query."""
    names = User.objects.order_by().values_list("display_name", flat=True)
    return any(found & {word.word for word in words(name)} for name in names.iterator())


@require_safe
def unanswered(request):
    """List the open searches, most frequent first; `?closed=1` lists answered and hidden ones."""
    must_be_curator(request.user)
    searches = UnansweredSearch.objects.visible_to(request.user)
    is_closed = request.GET.get("closed") == "1"
    searches = searches.exclude(closed_on=None) if is_closed else searches.open()
    page = Paginator(searches, 50).get_page(request.GET.get("page"))
    context = {"page": page, "searches": page.object_list, "is_closed": is_closed}
    return render(request, "search/unanswered.html", context)


@require_POST
def update(request, pk):
    """Mark a search as answered, hide it, or reopen it (`state`)."""
    must_be_curator(request.user)
    search = get_object_or_404(UnansweredSearch.objects.visible_to(request.user), pk=pk)
    state = request.POST.get("state")
    if state == "open":
        search.reopen()
        messages.success(request, f"“{search}” is open again.")
    else:
        search.close(hidden=state == "hidden")
        messages.success(request, f"“{search}” is off the list.")
    return redirect("unanswered")
