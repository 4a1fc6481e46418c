"""Templates: the sections of a new retrospective, their order and their prompts."""

from typing import NamedTuple, Self

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from accounts.models import Reader
from retros.models.fields import TextLengthChecks, not_blank
from retros.models.observation import Observation
from retros.models.retrospective import Retrospective

# The sections that a template arranges. Title, summary and tags are always shown.
SECTIONS = {
    "story": "Context and goal",
    "timeline": "Timeline",
    "decisions": "Decisions",
    "observations": "Observations",
    "lessons": "Lessons",
    "actions": "Action items",
}
REQUIRED_SECTION = "lessons"  # without one nothing can be published
PROMPT_MAX_LENGTH = 300


class Prompt(NamedTuple):
    """A prompt: its section, its label and its default text."""

    section: str
    label: str
    words: str


def _help_text_of(field):
    return Retrospective._meta.get_field(field).help_text


PROMPTS = {
    "context": Prompt("story", "Context", _help_text_of("context")),
    "goal": Prompt("story", "Goal", _help_text_of("goal")),
    "measured": Prompt("story", "What was measured", _help_text_of("measured")),
    "surprise": Prompt("story", "What surprised you", _help_text_of("surprise")),
    "timeline": Prompt(
        "timeline",
        "Timeline",
        "Events that changed what you did next. Add what you knew at the time, "
        "to keep hindsight out of it.",
    ),
    "decisions": Prompt(
        "decisions",
        "Decisions",
        "What you chose, what it was based on, and how it turned out. "
        "Good decisions can have bad outcomes, and bad ones good outcomes.",
    ),
    "observations": Prompt("observations", "Observations", "Short notes, one thought each."),
    **{
        kind.value: Prompt("observations", kind.label, words)
        for kind, words in Observation.PROMPTS.items()
    },
    "lessons": Prompt(
        "lessons",
        "Lessons",
        "One sentence that another team could act on. Kickoffs suggest these lessons.",
    ),
    "actions": Prompt(
        "actions",
        "Action items",
        "What you will change, ideally no more than 3. Give each an owner and a due date.",
    ),
}


class RetrospectiveTemplateQuerySet(models.QuerySet["RetrospectiveTemplate"]):
    def visible_to(self, user: Reader) -> Self:
        """Return all templates for signed-in people, none for visitors."""
        return self.all() if user.is_authenticated else self.none()

    def offered(self) -> Self:
        """Return active templates. Retrospectives keep a template that was retired."""
        return self.filter(retired_at=None)


class RetrospectiveTemplate(models.Model):
    """A template for new retrospectives, created by curators. It never hides existing text."""

    name = models.CharField(max_length=60, validators=[not_blank])
    description = models.CharField(
        "Description",
        max_length=200,
        blank=True,
        help_text="Shown next to the name when someone starts a retrospective.",
    )
    sections = models.JSONField(default=list)  # names out of SECTIONS, in order
    prompts = models.JSONField(default=dict, blank=True)  # keys of PROMPTS to own words
    session_minutes = models.PositiveSmallIntegerField(
        "Minutes together",
        null=True,
        blank=True,
        help_text="How long a session takes in all. Leave empty for the usual times.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    objects = RetrospectiveTemplateQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "pk"]
        constraints = [
            *TextLengthChecks.of("template", name=60, description=200),
            models.UniqueConstraint(
                Lower("name"),
                name="template_name_is_unique",
                violation_error_message="A template with this name already exists.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("template", args=[self.pk])

    @property
    def section_titles(self) -> list[str]:
        """The titles of its sections, in order."""
        return [SECTIONS[name] for name in arrange_sections(self)[0]]

    def retire(self) -> None:
        """Stop offering it. Retrospectives that use it keep it."""
        self._set_retired(timezone.now())

    def offer_again(self) -> None:
        """Undo `retire`."""
        self._set_retired(None)

    def _set_retired(self, moment) -> None:
        self.retired_at = moment
        self.save(update_fields=["retired_at"])


def arrange_sections(template, *, used=()) -> tuple[list[str], list[str]]:
    """Return (sections to show, hidden sections), both in order; without a template, show all.

    A section in `used` is never hidden.
    """
    chosen = (
        [name for name in template.sections if name in SECTIONS] if template else list(SECTIONS)
    )
    shown = chosen + [
        name
        for name in SECTIONS
        if name not in chosen and (name in used or name == REQUIRED_SECTION)
    ]
    return shown, [name for name in SECTIONS if name not in shown]


def prompts_of(template) -> dict[str, str]:
    """Return {key of PROMPTS: prompt}, with the template's own prompts where it has some."""
    own = template.prompts if template and isinstance(template.prompts, dict) else {}
    return {key: own.get(key) or prompt.words for key, prompt in PROMPTS.items()}
