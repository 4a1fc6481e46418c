"""Choosing documents to bring in, and saying which of those shown to store."""

from django import forms

from accounts.models import Team
from retros.models.fields import without_controls

MOST_FILES = 50
MOST_BYTES_TOGETHER = 50_000_000
_MOST_PASTED = 2_000_000
_TOO_MUCH = "Together these are larger than 50 MB. Please bring them in a few at a time."
_TOO_MANY = f"Please choose at most {MOST_FILES} files at a time."


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A list of uploaded files. Empty ones arrive, too, so that each can be answered by itself."""

    def clean(self, data, initial=None):
        files = [file for file in data or [] if file]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_TOO_MANY)
        if sum(file.size for file in files) > MOST_BYTES_TOGETHER and len(files) > 1:
            raise forms.ValidationError(_TOO_MUCH)
        return files


class TeamForm(forms.Form):
    """Whose projects new ones become."""

    team = forms.ModelChoiceField(
        Team.objects.none(),
        required=False,
        help_text="Its members can read and change the drafts with you.",
        empty_label="No team: only I can read the drafts",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(pk__in=user.team_ids)


class ImportForm(TeamForm):
    """Files, or pasted text. `endings` are those of the formats that are read."""

    files = ManyFilesField(
        required=False,
        label="Files",
        widget=ManyFilesInput(attrs={"class": "in"}),
    )
    text = forms.CharField(
        required=False,
        label="Or paste one document",
        strip=False,
        max_length=_MOST_PASTED,
        help_text="Markdown, with its headings.",
        widget=forms.Textarea(attrs={"class": "ta long", "rows": 10, "spellcheck": "false"}),
    )
    with_authors = forms.BooleanField(
        required=False,
        label="Keep the names of authors",
        help_text="Where a document says who wrote, changed or commented on it.",
    )
    field_order = ("files", "text", "team", "with_authors")

    def __init__(self, *args, endings, **kwargs):
        super().__init__(*args, **kwargs)
        files = self.fields["files"]
        files.hide_optional = self.fields["text"].hide_optional = True  # one of the two
        files.widget.attrs["accept"] = ",".join(endings)
        files.help_text = (
            f"Word, OpenDocument, HTML, Markdown or plain text ({', '.join(endings)}), up to "
            f"{MOST_FILES} files and 50 MB together."
        )

    def clean_text(self):
        return without_controls(self.cleaned_data["text"])

    def clean(self):
        handed_in = self.cleaned_data.get("files") or self.cleaned_data.get("text", "").strip()
        if not self.errors and not handed_in:
            self.add_error("files", "Please choose a file, or paste some text below.")
        return self.cleaned_data


class StoreForm(TeamForm):
    """The documents that the preview carries, as lists `name` and `carried`, and which to `take`."""

    def clean(self):
        names, texts = self.data.getlist("name"), self.data.getlist("carried")
        if len(names) != len(texts) or len(names) > MOST_FILES:
            raise forms.ValidationError("Something got lost on the way. Please choose again.")
        taken = set(self.data.getlist("take"))
        self.cleaned_data["documents"] = [
            pair
            for number, pair in enumerate(zip(names, texts, strict=True))
            if str(number) in taken
        ]
        return self.cleaned_data
