"""What people looked for and did not find: noted without the person, listed for curators."""

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
    """Keep what was looked for in vain, unless it is a long text or may tell of a person."""
    plain = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    found = {word.word for word in words(text)}
    if not found or len(found) > _FEW_WORDS or len(plain) > UNANSWERED_WORDS_MAX or "\x00" in plain:
        return
    if members.disclosures_in([text]) or "@" in text or _is_named(found):
        return
    UnansweredSearch.objects.note(plain)


def _is_named(found):
    """Whether one of the words is in the name of a member, however it is written. One query."""
    names = User.objects.order_by().values_list("display_name", flat=True)
    return any(found & {word.word for word in words(name)} for name in names.iterator())


@require_safe
def unanswered(request):
    """The open ones, asked most first; `?settled=1` shows those that were dealt with."""
    must_be_curator(request.user)
    found = UnansweredSearch.objects.visible_to(request.user)
    is_settled = request.GET.get("settled") == "1"
    found = found.exclude(settled_on=None) if is_settled else found.open()
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {"page": page, "searches": page.object_list, "is_settled": is_settled}
    return render(request, "search/unanswered.html", context)


@require_POST
def settle(request, pk):
    """Take one off the list as answered or hidden, or put it back (`as`)."""
    must_be_curator(request.user)
    one = get_object_or_404(UnansweredSearch.objects.visible_to(request.user), pk=pk)
    how = request.POST.get("as")
    if how == "open":
        one.open_again()
        messages.success(request, f"“{one}” is open again.")
    else:
        one.settle(hidden=how == "hidden")
        messages.success(request, f"“{one}” is off the list.")
    return redirect("unanswered")
