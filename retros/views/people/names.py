"""Names of people, for fields in which somebody is chosen."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.people_by_name import names_of, people_like


@require_safe
def names(request):
    """Suggest up to 8 people whose names contain the words of `?q=`, as options, with their teams."""
    words = request.GET.get("q", "").replace("\0", "").strip()
    found = people_like(words) if words else []
    people = list(zip(found, names_of(found), strict=True))
    return render(request, "people/_options.html", {"people": people})
