"""The way back to the kickoff from which somebody turned something into a lesson."""

from urllib.parse import urlencode, urlsplit

from django.http import QueryDict
from django.urls import Resolver404, resolve

from retros.models import Kickoff

_FIELD = "back"


def kickoff_address(request):
    """Return the address of the kickoff page in `?back=`, "" for anything else.

    With the filters and the place on the page that it was left at. One query if there is one.
    """
    try:
        asked = urlsplit(request.GET.get(_FIELD, ""))
        found = resolve(asked.path)
    except (ValueError, Resolver404):
        return ""
    kickoff = (
        Kickoff.objects.visible_to(request.user).filter(pk=found.kwargs["pk"]).first()
        if found.url_name == "kickoff"
        else None
    )
    if kickoff is None:
        return ""
    filters = QueryDict(asked.query).urlencode()
    anchor = asked.fragment if asked.fragment.replace("-", "").isalnum() else ""
    return f"{kickoff.get_absolute_url()}{filters and '?'}{filters}{anchor and '#'}{anchor}"


def keeping_return(address, back):
    """Return `address` with the way `back` to a kickoff, if there is one."""
    if not back:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode({_FIELD: back})}"
