"""Addresses in templates: the menu alone names 30, a list three in each row."""

from django import template
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.urls import NoReverseMatch
from django.utils.html import escape

from retros.addresses import address_of, address_of_slug

register = template.Library()

_OF_SLUGS = {"project", "tag", "team"}


class AddressNode(URLNode):
    """`{% url %}` as Django has it, but that addresses with ids, slugs or nothing are looked up once.

    Those with other arguments may hold a token that nothing else should keep.
    """

    def render(self, context):
        name = self.view_name.resolve(context)
        args = tuple(arg.resolve(context) for arg in self.args)
        has_ids = all(type(arg) is int and arg >= 0 for arg in args)
        if self.kwargs or ":" in name or not (has_ids or (name in _OF_SLUGS and len(args) == 1)):
            return super().render(context)
        try:
            found = escape((address_of if has_ids else address_of_slug)(name, *args))
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
