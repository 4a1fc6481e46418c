"""Addresses in templates: the menu alone names 30, the same ones on every page."""

from functools import lru_cache

from django import template
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape

register = template.Library()


@lru_cache(500)
def _address(name, urlconf, prefix):
    return conditional_escape(reverse(name, urlconf=urlconf))


class AddressNode(URLNode):
    """`{% url %}` as Django has it, but that an address without arguments is looked up once.

    Those with arguments are many, and may hold a token that nothing else should keep.
    """

    def render(self, context):
        name = self.view_name.resolve(context)
        if self.args or self.kwargs or ":" in name:
            return super().render(context)
        try:
            found = _address(name, get_urlconf(), get_script_prefix())
        except NoReverseMatch:
            return super().render(context)
        if self.asvar is None:
            return found
        context[self.asvar] = found
        return ""


@register.tag
def url(parser, token):
    """Parse `{% url %}`."""
    found = parse_url(parser, token)
    return AddressNode(found.view_name, found.args, found.kwargs, found.asvar)
