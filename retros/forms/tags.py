"""Renaming and merging tags, for curators."""

from django import forms

from retros.access import readable_tag_named
from retros.forms.base import WritingForm
from retros.forms.widgets import TagInput
from retros.models import TagDescription, not_blank, tags_from_text, validate_tag_name


class RenameForm(WritingForm, forms.Form):
    """A new name that no other tag visible to `user` has."""

    name = forms.CharField(label="New name", validators=[not_blank])

    def __init__(self, data=None, *, tag, user):
        super().__init__(data, initial={"name": tag.name}, auto_id="rename-%s")
        self.tag, self.user = tag, user

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if tags_from_text(name) != [name]:
            raise forms.ValidationError(
                "A tag name can’t contain a comma or a semicolon, or stand in quotes."
            )
        validate_tag_name(name)
        other = readable_tag_named(self.user, name)
        if other and other != self.tag:
            raise forms.ValidationError(f"“{other.name}” already exists. Merge into it below.")
        return name


class DescriptionForm(WritingForm, forms.ModelForm):
    """What a tag stands for."""

    class Meta:
        model = TagDescription
        fields = ("kind", "text")

    def __init__(self, data=None, *, tag):
        stored = TagDescription.objects.filter(tag=tag).first()
        super().__init__(data, instance=stored or TagDescription(tag=tag), auto_id="describe-%s")
        self.fields["kind"].choices = [("", "No kind"), *TagDescription.Kind.choices]


class MergeForm(WritingForm, forms.Form):
    """Another tag visible to `user`, by name. `confirmed` is set by the confirmation."""

    into = forms.CharField(
        label="Merge into", widget=TagInput({"data-single": ""}), validators=[not_blank]
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, tag, user):
        super().__init__(data, auto_id="merge-%s")
        self.tag, self.user = tag, user

    def clean_into(self):
        name = " ".join(self.cleaned_data["into"].split()).rstrip(",")
        other = readable_tag_named(self.user, name)
        if other is None:
            raise forms.ValidationError(
                f"No tag is named “{name}”. To use a new name, rename this tag."
            )
        if other == self.tag:
            raise forms.ValidationError(
                "You can’t merge a tag into itself. Please choose another tag."
            )
        return other
