"""Widgets that are drawn without templates look as Django’s templates draw them."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from retros.forms.rendering import FormRenderer
from retros.forms.widgets import CategoryChips

ODD = "a\"<b> & 'c'"
CHOICES = [
    ("", "Any"),
    (ODD, ODD),
    (3, 1234),
    ("Group <b>", [("x", mark_safe("<i>y</i>")), (None, 0)]),
]
WIDGETS = [
    (forms.TextInput(attrs={"class": ODD, "required": True, "hidden": False, "data-max": 3}), ODD),
    (forms.TextInput(), None),
    (forms.HiddenInput(), 0),
    (forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), date(2024, 1, 2)),
    (forms.NumberInput(), 1234567),
    (forms.URLInput(), "https://example.org/?a=1&b=2"),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), None),
    (forms.Textarea(attrs={"rows": 1}), f"\n{ODD}\n"),
    (forms.Textarea(), None),
    (forms.Select(choices=CHOICES), ODD),
    (forms.Select(choices=CHOICES), "x"),
    (forms.SelectMultiple(choices=CHOICES), [3, ""]),
]


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_widget_is_drawn_as_django_draws_it(widget, value):
    ours, djangos = (
        widget.render("na<me", value, {"id": "one"}, renderer())
        for renderer in (FormRenderer, TemplatesSetting)
    )
    # Django's select has an empty line after each option.
    assert ours == djangos.replace("\n\n", "\n") if "<option" in ours else ours == djangos


def test_chips_are_inputs_within_their_labels():
    chips = CategoryChips(choices=[("", "None"), ("team", ODD)])
    drawn = chips.render("category", "team", {"id": "one"}, FormRenderer())
    assert '<div class="chips" id="one">' in drawn
    assert '<label class="chip" dir="auto"><input type="radio" name="category" value=""' in drawn
    assert (
        '<label class="chip c-team" dir="auto"><input type="radio" name="category" value="team"'
        in drawn
    )
    assert ' checked>\n<svg class="i"' in drawn
    assert '#team"/></svg>a&quot;&lt;b&gt; &amp; &#x27;c&#x27;</label>' in drawn
