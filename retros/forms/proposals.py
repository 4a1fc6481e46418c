"""A sentence of a text that becomes a lesson."""

from typing import Any

from django import forms
from django.db import IntegrityError, transaction

from retros.forms.base import WritingForm
from retros.forms.widgets import CategoryChips
from retros.models import Category, DecidedProposal, Lesson, Version, not_blank


class ProposedLessonForm(WritingForm, forms.ModelForm):
    """The lesson that somebody makes of a proposal. `instance` has its retrospective and client id."""

    one_line = ("statement", "applies_when")
    hinted_fields = ("statement", "detail")

    class Meta:
        model = Lesson
        fields = ("statement", "category", "applies_when", "detail")
        widgets = {"category": CategoryChips, "detail": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = Category.choices  # type: ignore[attr-defined]

    def save_for(self, sentence: str, *, by) -> bool:
        """Store the lesson, and that the sentence with the key `sentence` is decided.

        False, with nothing stored, where it became a lesson before. The published text is kept as
        a version first.
        """
        lesson = self.instance
        try:
            with transaction.atomic():
                Version.objects.before_change(lesson.retrospective, by=by)
                lesson.save()
                DecidedProposal.objects.decide(lesson.retrospective, [sentence])
        except IntegrityError:  # its client id is the one of the sentence
            return False
        return True


class ProposalChoiceForm(WritingForm, forms.Form):
    """What becomes of a proposal in the preview of an import."""

    one_line = ("statement",)

    choice = forms.ChoiceField(
        choices=(("", "Decide later"), ("add", "Add as a lesson"), ("dismiss", "Dismiss")),
        required=False,
        widget=forms.RadioSelect,
    )
    statement = forms.CharField(label="Lesson", max_length=140, required=False)
    category = forms.ChoiceField(choices=Category.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.hide_optional = True  # type: ignore[attr-defined]  # needed once it is added

    def clean(self):
        """Ask for the words and the category of what is added; else they don't count."""
        cleaned = super().clean()
        if cleaned.get("choice") != "add":
            for name in ("statement", "category"):
                self.errors.pop(name, None)
            return cleaned
        if "statement" in cleaned:
            try:
                not_blank(cleaned["statement"])
            except forms.ValidationError as problem:
                self.add_error("statement", problem)
        if "category" in cleaned and not cleaned["category"]:
            self.add_error("category", "Please choose one.")
        return cleaned
