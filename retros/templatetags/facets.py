"""The choices of a search's filters: about fifty on a page, too many to render each by a template."""

from html import escape

from django import template
from django.utils.safestring import mark_safe

from retros.templatetags.icons import icon

register = template.Library()

_TYPED = ' <span class="seen">typed</span>'


@register.simple_tag
def facet_choices(facet):
    """Return the check boxes of the Facet `facet`."""
    return mark_safe("".join(_box(facet.name, choice) for choice in facet.choices))


def _box(name, choice):
    value = escape(choice.value)
    kind, sign = (f" c-{value}", icon(choice.value)) if name == "category" else ("", "")
    state = " checked" * choice.is_chosen + " disabled" * choice.is_typed
    return (
        f'<label class="opt{kind}"><input form="search" type="checkbox" id="{name}-{value}"'
        f' name="{name}" value="{value}"{state}>{sign}<span class="word" dir="auto">'
        f"{escape(choice.label)}{_TYPED * choice.is_typed}</span>"
        f'<span class="n">{choice.count:,}</span></label>'
    )


@register.simple_tag
def year_choices(end):
    """Return the options of one end of the years, from which the search page makes a select."""
    return mark_safe("".join(_year(choice, end["chosen"]) for choice in end["choices"]))


def _year(choice, chosen):
    state = " selected" * (choice.value == chosen)
    count = f" ({choice.count:,})" if choice.count else ""
    return f'<option value="{escape(choice.value)}"{state}>{escape(choice.label)}{count}</option>'
