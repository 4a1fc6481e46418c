"""Answers to questions, and corrections that are accepted."""

from copy import copy

from django import forms

from retros.forms.base import VersionedForm, WritingForm
from retros.forms.questions import digest_of, is_one_line
from retros.forms.wall import CorrectedWallPostForm
from retros.models import Question, kind_of, not_blank, snapshot


class AnswerForm(WritingForm, forms.ModelForm):
    """The answer to a question, or why a correction is not made."""

    hinted_fields = ("answer",)

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Question
        fields = ("answer",)
        widgets = {"answer": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = digest_of(self.instance.answer)
        is_correction = self.instance.is_correction
        self.fields["answer"].required = not is_correction
        self.fields["answer"].label = "Why not?" if is_correction else "Your answer"
        if not is_correction:
            self.fields["answer"].validators.append(not_blank)

    def is_stale(self, stored):
        """Return whether `stored`, the row as it is now, holds another answer than its writer saw.

        Then the form is ready to be shown again, beside that answer.
        """
        if (self.cleaned_data["seen"] or digest_of("")) == digest_of(stored.answer):
            return False
        self.data = self.data.copy()
        self.data["seen"] = digest_of(stored.answer)
        self.add_error("answer", "Somebody answered in the meantime. Their answer is above.")
        return True


class AcceptanceForm(VersionedForm):
    """A suggested text, put into its field as every editor does. It needs no preview."""

    card = None

    def was_previewed(self):
        return True


def acceptance_form(question, data=None, *, user):
    """Return a form with which `user` puts the text of a correction into its field."""
    item, name = copy(question.item), question.field  # what is typed stays out of the page
    if kind_of(item) == "post":
        proposal = {"field": name, "proposed": question.proposed}
        return CorrectedWallPostForm(data, instance=item, user=user, **proposal)
    sections = {field: part for part, names in snapshot.OWN.items() for field in names}
    is_whole = kind_of(item) == "retrospective"
    attributes = {
        "version_field": f"{sections[name]}_version" if is_whole else "version",
        "one_line": (name,) if is_one_line(item, name) else (),
    }
    base = type("AcceptanceForm", (AcceptanceForm,), attributes)
    made = forms.modelform_factory(type(item), form=base, fields=[name])(data, instance=item)
    if data is None:
        made.initial[name] = question.proposed  # only now: its base is the text as it is stored
    return made
