"""The stylesheets and scripts that pages have in common."""

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html_join

from retros import static_storage

register = template.Library()


@register.simple_tag
def styles_of(bundle):
    """Link to the stylesheets of a bundle: to one file where they were collected, else to each."""
    return _each(
        '<link rel="stylesheet" href="{}">', static_storage.styles_of(bundle, staticfiles_storage)
    )


@register.simple_tag
def scripts_of(bundle):
    """Load the scripts of a bundle in the same way."""
    return _each(
        '<script type="module" src="{}"></script>',
        static_storage.scripts_of(bundle, staticfiles_storage),
    )


def _each(markup, names):
    return format_html_join("\n    ", markup, ((staticfiles_storage.url(name),) for name in names))
