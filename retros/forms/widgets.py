"""Choices drawn as chips; plain radio buttons and checkboxes underneath."""

from django import forms


class Chips(forms.RadioSelect):
    """One of a few."""

    template_name = "widgets/chips.html"


class CategoryChips(Chips):
    """What it is about: icon, word and colour."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["icons"] = True
        return context


class CheckChips(forms.CheckboxSelectMultiple):
    """Any of a few."""

    template_name = "widgets/chips.html"
