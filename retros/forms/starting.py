"""Starting a retrospective: with a title only, or with everything that publishing requires."""

import uuid
from dataclasses import dataclass

from django import forms
from django.db import IntegrityError, transaction

from retros.forms.base import WritingForm
from retros.forms.projects import ProjectByNameForm
from retros.forms.widgets import Cards, CategoryChips
from retros.models import Category, Lesson, Retrospective, RetrospectiveTemplate, not_blank


@dataclass(frozen=True)
class Way:
    """An option for how much to write, shown as a card."""

    name: str
    words: str
    sections: tuple = ()  # in words


SHORT, WHOLE = "short", "whole"
WAYS = [
    (SHORT, Way("In 2 minutes", "A title, a summary and one lesson, on this page.")),
    (
        WHOLE,
        Way("The whole story", "Goal, timeline, decisions, observations, lessons, action items."),
    ),
]
NEEDED = ("summary", "statement", "category")  # to publish, beside a title and a project


class StartForm(WritingForm, ProjectByNameForm):
    """One form for all ways: what was typed for one of them is kept when another is chosen.

    The ways are the short form, the whole story, and the templates that curators offer.
    """

    way = forms.ChoiceField(
        label="How much do you want to write?", choices=WAYS, required=False, widget=Cards
    )
    title = forms.CharField(
        max_length=200,
        validators=[not_blank],
        help_text="Name the work, not its outcome. For example: Moving customer data to the new platform",
    )
    summary = forms.CharField(
        max_length=280,
        required=False,
        validators=[not_blank],
        help_text=Retrospective._meta.get_field("summary").help_text,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    statement = forms.CharField(
        label="One lesson",
        max_length=140,
        required=False,
        validators=[not_blank],
        help_text=Lesson._meta.get_field("statement").help_text,
    )
    category = forms.ChoiceField(
        label="Category", choices=Category, required=False, widget=CategoryChips
    )
    applies_when = forms.CharField(
        label=Lesson._meta.get_field("applies_when").verbose_name,
        max_length=200,
        required=False,
        help_text=Lesson._meta.get_field("applies_when").help_text,
    )
    accepts_team = forms.BooleanField(label="Yes, share it with this team", required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = (
        *("way", "title", "project_name", "team", "accepts_team"),
        *("summary", "statement", "category", "applies_when"),
    )  # as on the page
    one_line = ("title", "statement", "applies_when")
    hinted_fields = ("summary", "statement")

    asks_about = None  # the team that a known project would share this with

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.templates = {
            str(template.pk): template
            for template in RetrospectiveTemplate.objects.visible_to(self.user).offered()
        }
        self.fields["way"].choices = WAYS + [
            (key, Way(template.name, template.description, tuple(template.section_titles)))
            for key, template in self.templates.items()
        ]
        self.fields["way"].initial = SHORT
        self.fields["client_id"].initial = uuid.uuid4()
        self.existing = None
        for name in ("way", "accepts_team", *NEEDED):
            self.fields[name].hide_optional = True

    @property
    def is_publishing(self):
        """Whether the form was submitted with “Publish”."""
        return "publish" in self.data

    def clean(self):
        cleaned = super().clean()
        if self.is_publishing:
            self._require(*NEEDED)
        elif cleaned.get("statement") or cleaned.get("applies_when"):
            self._require("statement", "category")  # no lesson is stored without them
        if cleaned.get("project_name"):
            self._ask_about_team(cleaned.get("team"))
        return cleaned

    def _ask_about_team(self, chosen):
        """Ask before a draft goes to the team of a known project that is not the writer's."""
        project = self.known_project()
        team = project and project.team
        if team is None or team == chosen or (chosen is None and team.pk in self.user.team_ids):
            return
        self.asks_about = team
        self.fields["accepts_team"].widget.attrs["value"] = team.pk
        if self.data.get("accepts_team") != str(team.pk):
            self.add_error(
                "project_name",
                f"“{project}” belongs to the team {team}. Its members can read and edit everything "
                "you write here, even before you publish. Confirm this below, or enter another "
                "name.",
            )

    def _require(self, *names):
        for name in names:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])

    def start(self):
        """Create the retrospective of the valid form, and publish it if requested.

        The same request again finds what the first one made. Returns None, with an error in the
        form, if those words have changed since: sent once more, the form begins a second one.
        """
        first = self._find_existing()
        while first is None:
            try:
                return self._create()
            except IntegrityError:
                # The same request is in just now; or somebody made a project of that name.
                first = self._find_existing()
                self.cleaned_data["client_id"] = uuid.uuid4()
        if not self._has_same_text(first):
            return self._report_conflict(first)
        self._publish(first)
        return first

    def _find_existing(self):
        key = self.cleaned_data["client_id"]
        own = Retrospective.objects.editable_by(self.user).filter(created_by=self.user)
        return own.filter(client_id=key).first() if key else None

    @transaction.atomic
    def _create(self):
        typed = self.cleaned_data
        retrospective = Retrospective.objects.create(
            project=self.save_project(),
            template=self.templates.get(typed["way"]),
            title=typed["title"],
            summary=typed["summary"],
            created_by=self.user,
            facilitator=self.user,
            client_id=typed["client_id"] or uuid.uuid4(),
        )
        if typed["statement"]:
            lesson = {name: typed[name] for name in ("statement", "category", "applies_when")}
            Lesson.objects.create(retrospective=retrospective, **lesson)
        self._publish(retrospective)
        return retrospective

    def _publish(self, retrospective):
        if self.is_publishing and not retrospective.missing():
            retrospective.publish(by=self.user)

    def _has_same_text(self, retrospective):
        typed = self.cleaned_data
        if (typed["title"], typed["summary"]) != (retrospective.title, retrospective.summary):
            return False
        statements = retrospective.lessons.values_list("statement", flat=True)
        return not typed["statement"] or typed["statement"] in statements

    def _report_conflict(self, retrospective):
        self.existing = retrospective
        self.data = self.data.copy()
        self.data["client_id"] = uuid.uuid4()
        self.add_error(
            None, "You already started this with different text. The text below isn’t saved yet."
        )
