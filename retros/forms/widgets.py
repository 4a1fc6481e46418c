"""Choices drawn as chips and cards; plain radio buttons underneath; a line of tags."""

from django import forms
from django.urls import reverse_lazy
from taggit.forms import TagWidget


class Chips(forms.RadioSelect):
    """One of a few."""

    template_name = "widgets/chips.html"


class WithIcons:
    """The choices are categories: icon, word and color."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["icons"] = True
        return context


class CategoryChips(WithIcons, Chips):
    """What it is about."""


class Cards(forms.RadioSelect):
    """One of a few that need a sentence each: labels have a `name` and `words`."""

    template_name = "widgets/cards.html"


class CheckChips(forms.CheckboxSelectMultiple):
    """Any of a few."""

    template_name = "widgets/chips.html"


class CategoryChecks(WithIcons, CheckChips):
    """Any of what it can be about."""


class TagInput(TagWidget):
    """Tags in a line, separated by commas; with JavaScript, suggested while somebody types."""

    def __init__(self, attrs=None):
        super().__init__({"data-tags": reverse_lazy("tags"), "autocomplete": "off"} | (attrs or {}))
