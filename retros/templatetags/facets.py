"""The choices of a search's filters: about fifty on a page, too many to render each by a template."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from retros.templatetags.icons import icon

register = template.Library()

_CHOICE = (
    '<label class="opt{}"><input form="search" type="checkbox" id="{}-{}" name="{}" value="{}"{}>{}'
    '<span class="word" dir="auto">{}{}</span><span class="n">{}</span></label>'
)
_TYPED = mark_safe(' <span class="seen">typed</span>')


@register.simple_tag
def facet_choices(facet):
    """Return the check boxes of the Facet `facet`."""
    is_category = facet.name == "category"
    return format_html_join(
        "",
        _CHOICE,
        (
            (
                f" c-{choice.value}" * is_category,
                *(facet.name, choice.value) * 2,
                " checked" * choice.is_chosen + " disabled" * choice.is_typed,
                icon(choice.value) if is_category else "",
                choice.label,
                _TYPED if choice.is_typed else "",
                f"{choice.count:,}",
            )
            for choice in facet.choices
        ),
    )


@register.simple_tag
def year_choices(end):
    """Return the options of one end of the years, from which the search page makes a select."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}{}</option>',
        (
            (
                choice.value,
                " selected" * (choice.value == end["chosen"]),
                choice.label,
                f" ({choice.count:,})" if choice.count else "",
            )
            for choice in end["choices"]
        ),
    )
