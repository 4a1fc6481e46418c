"""The bar at the top of each page."""

from django import template

from retros.kept_html import kept_for, render_to_keep, with_token

register = template.Library()

_NAMED = {"retrospectives", "kickoffs", "lessons", "decisions", "wall", "search"}


@register.simple_tag(takes_context=True)
def bar(context):
    """Return the bar: for each person it is rendered once, and for each page that it names."""
    request, user = context["request"], context["user"]
    name = request.resolver_match.view_name if request.resolver_match else ""
    shown = {
        "current": name if name in _NAMED else "",
        "wall_is_public": context["wall_is_public"],
        "wall_is_reviewed": context["wall_is_reviewed"],
        "is_signed_in": user.is_authenticated,
    }
    if user.is_authenticated:
        names = ("initials", "display_name", "is_curator", "is_superuser")
        shown |= {name: getattr(user, name) for name in names}
    html = kept_for(("bar", *shown.values()), lambda: render_to_keep("_bar.html", shown))
    return with_token(html, request)
