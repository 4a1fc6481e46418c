"""Reporting that a text names or blames somebody, and what a curator does about it."""

from typing import Any

from django import forms

from retros.forms.base import WritingForm
from retros.models import QUESTION_MAX, REPORT_MAX, ReportedItem

LEAVE, ASK, HIDE = "leave", "ask", "hide"
HIDING = {  # what is hidden, in the words of the choice
    "post": "Take the post off the wall until it is changed",
    "question": "Hide the question and its answer",
    "path": "Make the path a draft until it is changed",
}
HIDES_RECORD = "Make the whole retrospective a draft until its writers change and publish it"


class ReportForm(WritingForm, forms.Form):
    """What a reader adds to a report, if anything."""

    words = forms.CharField(
        label="What should curators know?",
        required=False,
        max_length=REPORT_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: Everybody here knows who “the contractor” was.",
    )


class ReportDecisionForm(WritingForm, forms.Form):
    """What a curator does about a reported text, and why."""

    hinted_fields = ("because",)

    answer = forms.ChoiceField(
        label="What should happen?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what to do."},
    )
    because = forms.CharField(
        label="What should its writers change, and why?",
        required=False,
        max_length=QUESTION_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, reported: ReportedItem, **kwargs):
        super().__init__(*args, **kwargs)
        self.reported = reported
        choices = [(LEAVE, "Leave it as it is")]
        if reported.can_be_hidden:
            choices.insert(0, (HIDE, HIDING.get(reported.kind, HIDES_RECORD)))
        if reported.can_be_asked:
            choices.insert(0, (ASK, "Ask its writers to change the wording"))
        answer: Any = self.fields["answer"]
        because: Any = self.fields["because"]
        answer.choices = choices
        because.hide_optional = True
        if reported.is_question:
            because.label = "Why?"
        named = "Say which event you mean. " if reported.kind == "event" else ""
        because.help_text = (
            f"{named}They read this, with your name. Leave it empty if you leave the text as it is."
            if reported.has_writers
            else "Nobody is told: the author isn’t stored. Leave it empty."
        )

    def clean(self):
        cleaned = super().clean()
        is_told = self.reported.has_writers and cleaned.get("answer") in (ASK, HIDE)
        if is_told and "because" not in self.errors and not cleaned["because"].strip():
            self.add_error("because", "Say what should change, and why.")
        if cleaned.get("answer") == ASK and not self.reported.has_writers:
            self.add_error("answer", "Nobody can be asked: the author isn’t stored.")
        return cleaned

    def decide(self, *, by) -> bool:
        """Do what was chosen. Return False if another curator decided first."""
        answer, because = self.cleaned_data["answer"], self.cleaned_data["because"]
        if answer == LEAVE:
            return self.reported.leave(by=by)
        if answer == ASK:
            return self.reported.ask_to_change(because, by=by)
        return self.reported.hide(because, by=by)
