"""Icons from the one sprite."""

from functools import lru_cache

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name, classes="i"):
    """Render the icon `name` of static/icons/icons.svg, hidden from screen readers."""
    return _icon(staticfiles_storage.url("icons/icons.svg"), name, classes)


@lru_cache(500)
def _icon(sprite, name, classes):
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, sprite, name
    )
