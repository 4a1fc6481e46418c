"""Upload form for pictures in a retrospective."""

from django import forms

from retros.forms.base import WritingForm
from retros.pictures import UPLOAD_MAX_BYTES, NotAPicture, reencode_image


class PictureForm(WritingForm, forms.Form):
    """`cleaned_data["file"]` is a re-encoded Picture."""

    file = forms.FileField(
        label="Picture",
        help_text="PNG, JPEG, WebP or GIF, up to 10 MB. The file name and location are removed.",
        widget=forms.FileInput(
            attrs={"class": "in", "accept": "image/png,image/jpeg,image/webp,image/gif"}
        ),
    )
    alt = forms.CharField(
        label="Description",
        max_length=200,
        required=False,
        help_text="For people who can’t see the picture.",
    )

    def __init__(self, data=None, files=None):
        super().__init__(data, files=files)
        self.fields["file"].error_messages |= {
            "required": "Please choose a picture.",
            "empty": "This file is empty.",
        }

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > UPLOAD_MAX_BYTES:
            raise forms.ValidationError("Please choose a picture of up to 10 MB.")
        try:
            return reencode_image(sent.read())
        except NotAPicture as refusal:
            raise forms.ValidationError(str(refusal)) from None
