"""What administrators say about the site as a whole."""

from django import forms

from accounts.forms import NameField
from accounts.models import Installation


class OrganizationForm(forms.ModelForm):
    organization = NameField(
        label="Name of the organization",
        help_text="Shown on the sign-in page and in invitations.",
        autocomplete="organization",
    )

    class Meta:
        model = Installation
        fields = ["organization"]
