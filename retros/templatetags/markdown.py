"""Markdown in templates."""

from django import template

from retros.rendering import excerpt, plain_text, render_markdown

register = template.Library()
register.filter("markdown", render_markdown)
register.filter("plain_text", plain_text)
register.filter("excerpt", excerpt)
