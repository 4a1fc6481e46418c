"""The stylesheets of every page."""

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html_join

from retros import static_storage

register = template.Library()


@register.simple_tag
def styles_of_every_page():
    """Link to them: to one file where they were collected, else to each."""
    names = static_storage.styles_of_every_page(staticfiles_storage)
    return format_html_join(
        "\n    ", '<link rel="stylesheet" href="{}">', ((static(name),) for name in names)
    )
