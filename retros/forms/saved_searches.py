"""A search to come back to."""

from django import forms

from retros.forms.base import WritingForm
from retros.models import SavedSearch


class SavedSearchForm(WritingForm, forms.ModelForm):
    """`query` is the query string of the search page that it stood on."""

    one_line = ("name",)

    class Meta:
        model = SavedSearch
        fields = ("name", "query")
        widgets = {"query": forms.HiddenInput}
        labels = {"name": "Name"}
