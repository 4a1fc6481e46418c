"""The filters of a list."""

from django import template

from retros.kept_html import kept_for, render_to_keep

register = template.Library()


@register.simple_tag(takes_context=True)
def filter_form(context):
    """Return the form with the filters of the list. While nothing is filtered it is kept."""
    filters, path = context["filters"], context["request"].path

    def render():
        return render_to_keep("_filters.html", {"filters": filters, "path": path})

    looks = filters.looks()
    return kept_for(("filters", path, *looks), render) if looks else render()
