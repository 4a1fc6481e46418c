"""What is said about a lesson after it was learned."""

import re

from django import forms
from django.db import transaction
from django.utils import timezone

from retros.forms.base import VersionedForm, WritingForm
from retros.models import Lesson, OppositeLessons, not_blank


class RetirementForm(WritingForm, forms.Form):
    """Why a lesson holds no longer."""

    one_line = ("because",)

    because = forms.CharField(
        label="Why is it no longer valid?",
        max_length=200,
        validators=[not_blank],
        help_text="The lesson stays readable with this reason. Kickoffs no longer suggest it.",
    )


class OppositeForm(WritingForm, forms.Form):
    """The lesson that says the opposite, by its address, and what it depends on."""

    one_line = ("depends_on",)

    other = forms.CharField(
        label="Address of the other lesson",
        max_length=500,
        help_text="Open the other lesson and copy its address. It ends like this: /lessons/12/",
    )
    depends_on = OppositeLessons._meta.get_field("depends_on").formfield()

    def __init__(self, data=None, *, lesson, user):
        self.lesson, self.user = lesson, user
        super().__init__(data)

    def clean_other(self):
        """Return the Lesson at this address."""
        found = re.search(r"/lessons/(\d{1,18})/?(?:[?#].*)?$", self.cleaned_data["other"].strip())
        others = Lesson.objects.visible_to(self.user).exclude(pk=self.lesson.pk)
        other = others.filter(pk=int(found[1])).first() if found else None
        if other is None:
            raise forms.ValidationError("Enter the address of another lesson that you can read.")
        return other


class BuiltInForm(VersionedForm):
    """Where a lesson now lives, so that nobody has to remember it."""

    one_line = ("built_into",)

    built_into_url = forms.URLField(
        label="Its address", max_length=500, required=False, assume_scheme="https"
    )

    class Meta:
        model = Lesson
        fields = ("built_into", "built_into_url", "built_in_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.built_into:
            self.fields["built_in_on"].initial = timezone.localdate()
            self.initial.pop("built_in_on", None)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("built_into") and "built_into" not in self.errors:
            if cleaned.get("built_into_url"):
                self.add_error("built_into", "Say what is at this address.")
            cleaned["built_in_on"] = None
        return cleaned

    def save_as_seen(self, *, by):
        """Save as other forms do; a lesson that is built in now is due for review in a year."""
        with transaction.atomic():
            conflicts = super().save_as_seen(by=by)
            if not conflicts:
                if self.instance.built_into:
                    self.instance.review()
                self.instance.update_status_from_uses()
        return conflicts
