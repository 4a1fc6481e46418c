"""What is said about a lesson after it was learned."""

import re
from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from retros.forms.base import VersionedForm, WritingForm
from retros.forms.widgets import Cards
from retros.models import Lesson, OppositeLessons, not_blank
from retros.search import QUERY_MAX_CHARACTERS, search, similar_to

CANDIDATES = 5  # lessons to choose from


class RetirementForm(WritingForm, forms.Form):
    """Why a lesson holds no longer."""

    one_line = ("because",)

    because = forms.CharField(
        label="Why is it no longer valid?",
        max_length=200,
        validators=[not_blank],
        help_text="The lesson stays readable with this reason. Kickoffs no longer suggest it.",
    )


@dataclass(frozen=True)
class Candidate:
    """A lesson to choose, as a card shows it."""

    name: str
    words: str
    sections: tuple = ()


class OppositeForm(WritingForm, forms.Form):
    """The lesson that says the opposite, found by its words or address, and what it depends on.

    `typed` shows what was typed without checking it, to look for other words first. Before
    anything is typed, similar lessons are offered: opposites share their subject.
    """

    one_line = ("depends_on",)

    other = forms.CharField(
        label="Find the other lesson",
        max_length=500,
        required=False,
        help_text="Type words from it, or paste its address.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    chosen = forms.ChoiceField(label="Which one?", required=False, widget=Cards)
    depends_on = OppositeLessons._meta.get_field("depends_on").formfield()

    def __init__(self, data=None, *, lesson, user, typed=None):
        self.lesson = lesson
        self.visible = Lesson.objects.visible_to(user).exclude(pk=lesson.pk)
        super().__init__(data, initial=typed or {})
        for name in ("other", "chosen"):
            self.fields[name].hide_optional = True
        self.fields["other"].widget.attrs |= {
            "hx-post": reverse("lesson_opposites", args=[lesson.pk]),
            "hx-vals": '{"find": "1"}',
            "hx-trigger": "input changed delay:400ms",
            "hx-target": "#opposite-choices",
            "hx-select": "#opposite-choices",
            "hx-swap": "outerHTML",
            "hx-sync": "this:replace",
        }
        asked = str(self["other"].value() or "")[:QUERY_MAX_CHARACTERS]
        self.candidates = self._candidates(asked, user)
        self.fields["chosen"].choices = [
            (str(pk), Candidate(found.statement, found.retrospective.project.name))
            for pk, found in self.candidates.items()
        ]

    def _candidates(self, asked, user):
        """Return {id: lesson} to choose from, best match first, with the one that was chosen."""
        address = re.search(r"/lessons/(\d{1,18})/?(?:[?#].*)?$", asked.strip())
        if address:
            order = [int(address[1])]
        elif asked.strip():
            found = search(asked, user=user, kinds=("lesson",))
            hits = [hit for group in found.groups for hit in (group.lead, *group.others)]
            order = [hit.object_id for hit in hits[:CANDIDATES]]
        else:
            order = [match.lesson_id for match in similar_to(self.lesson, user, limit=CANDIDATES)]
        chosen = str(self["chosen"].value() or "")
        if chosen.isascii() and chosen.isdigit() and len(chosen) < 19:
            order.append(int(chosen))
        by_pk = self.visible.select_related("retrospective__project").in_bulk(order)
        return {pk: by_pk[pk] for pk in order if pk in by_pk}

    def clean(self):
        """Add the Lesson that was chosen, or the only one at the address, as `lesson`."""
        cleaned = super().clean()
        chosen, words = cleaned.get("chosen"), cleaned.get("other", "")
        if not chosen and "/lessons/" in words and len(self.candidates) == 1:
            (chosen,) = self.candidates
        if "chosen" in self.errors:
            return cleaned
        if chosen:
            cleaned["lesson"] = self.candidates[int(chosen)]
        elif self.candidates:
            self.add_error("chosen", "Choose the lesson that says the opposite.")
        else:
            self.add_error("other", "No lesson that you can read is called this. Try other words.")
        return cleaned


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
