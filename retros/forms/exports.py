"""How tables are exported."""

from django import forms

from accounts.models import User
from retros.forms.widgets import Chips


class SeparatorForm(forms.ModelForm):
    """What stands between the cells of the tables that this person exports."""

    class Meta:
        model = User
        fields = ("csv_separator",)
        widgets = {"csv_separator": Chips}
        help_texts = {
            "csv_separator": "Excel expects semicolons where decimals have a comma, for example "
            "in Germany, France, Spain and Brazil."
        }
