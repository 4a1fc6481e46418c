"""Radio buttons and checkboxes shown as chips and cards, and a tag input."""

from django import forms
from django.urls import reverse_lazy
from taggit.forms import TagWidget

from accounts.forms import PEOPLE_ATTRS


class Chips(forms.RadioSelect):
    """Radio buttons shown as chips."""

    template_name = "widgets/chips.html"


class WithIcons:
    """The choices are categories: icon, word and color."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["icons"] = True
        return context


class CategoryChips(WithIcons, Chips):
    """Radio buttons for a category."""


class Cards(forms.RadioSelect):
    """Radio buttons with a sentence each: labels have a `name` and `words`."""

    template_name = "widgets/cards.html"


class CheckChips(forms.CheckboxSelectMultiple):
    """Checkboxes shown as chips."""

    template_name = "widgets/chips.html"


class CategoryChecks(WithIcons, CheckChips):
    """Checkboxes for categories."""


class TagInput(TagWidget):
    """Comma-separated tags on one line, with suggestions if JavaScript runs."""

    def __init__(self, attrs=None):
        super().__init__({"data-tags": reverse_lazy("tags"), "autocomplete": "off"} | (attrs or {}))


class PeopleInput(forms.TextInput):
    """Comma-separated names of people on one line, with suggestions if JavaScript runs."""

    def __init__(self, attrs=None):
        super().__init__(PEOPLE_ATTRS | (attrs or {}))
