from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Reader
from retros.addresses import address_of
from retros.models.choices import Phase
from retros.models.dates import start_of_today
from retros.models.fields import MARKDOWN_MAX_LENGTH, MarkdownField, TextLengthChecks, not_blank
from retros.models.parts import Part, PartQuerySet, save_if_unchanged
from retros.models.project import Project
from retros.models.retrospective import Retrospective

# How long after the end of a project its decisions are asked for their outcome, and for how long.
ASKED_AFTER, ASKED_FOR = (timedelta(days=183), timedelta(days=548)), timedelta(days=60)
# Not IS NULL: SQLite would begin with that index, where most decisions are, instead of with somebody's own.
_STANDS = Exact(Coalesce("superseded_by", 0), 0)
KNOWN_WHEN_RECORDED = ("choice", "informed_by", "sources", "options", "expected")


class DecisionQuerySet(PartQuerySet):
    def newest_first(self) -> Self:
        """Order by the day of the decision, last first, undated ones last: an index of its own on PostgreSQL."""
        return self.order_by(F("decided_on").desc(nulls_last=True), "-pk")

    def with_standing(self, user: Reader, day: date | None = None) -> Self:
        """Annotate `is_replaced`, and what `stood_until` needs. No extra query.

        A decision stands as long as `user` can't read what replaced it. With `day`, as of then: it
        also stands if it was replaced later, or nobody knows when.
        """
        since = Coalesce(OuterRef("replaced_on"), "decided_on", output_field=models.DateField())
        successor = Decision.objects.visible_to(user).filter(pk=OuterRef("superseded_by"))
        if day:
            successor = successor.annotate(since=since).filter(since__lte=day)
        until = Coalesce("replaced_on", "superseded_by__decided_on")
        return self.annotate(is_replaced=Exists(successor), replaced_day=until)

    def due(self, day: date, since: date = date.min) -> Self:
        """Return standing ones whose revisit date came after `since`, up to `day`."""
        return self.filter(_STANDS, revisit_on__gt=since, revisit_on__lte=day)

    def missing_outcome(self, day: date, since: date | None = None) -> Self:
        """Return those without an outcome about 6 and 18 months after their project ended.

        Each time for ASKED_FOR; an edit meanwhile ends it. With `since`, only those that are asked
        about since then.
        """
        asked = Q()
        for wait in ASKED_AFTER:
            first = (since or day - ASKED_FOR) - wait + timedelta(days=1)
            asked |= Q(retrospective__project__ended_on__range=(first, day - wait))
        edited = start_of_today() - ASKED_FOR
        found = self.filter(_STANDS, asked, updated_at__lt=edited)
        return found.filter(outcome__in=["", Decision.Outcome.UNKNOWN])

    def chain_of(self, decision: "Decision") -> list["Decision"]:
        """Return what `decision` is linked with through replacements, itself included, oldest first.

        Of those in this queryset, which comes from `with_standing`. One query for each link.
        """
        last: Any = self.get(pk=decision.pk)
        found: dict[int, Any] = {last.pk: last}
        while last.is_replaced and last.superseded_by_id not in found:
            last = self.filter(pk=last.superseded_by_id).first() or last
            if last.pk in found:
                break
            found[last.pk] = last
        level = list(found)
        while older := self._replaced_by(level).exclude(pk__in=found).in_bulk():
            found |= older
            level = list(older)
        return sorted(found.values(), key=lambda link: (link.decided_on or date.min, link.pk))

    def _replaced_by(self, successors):
        return self.filter(superseded_by__in=successors, is_replaced=True)

    def break_circles(self) -> None:
        """Unlink those that were replaced by themselves in turn, as two restored texts can say."""
        decision: Any
        for decision in self.exclude(superseded_by=None):
            if decision.would_circle(decision.superseded_by_id):
                self.filter(pk=decision.pk).update(superseded_by=None)


_DecisionManager = models.Manager.from_queryset(DecisionQuerySet)


class PresentDecisionManager(_DecisionManager):
    def get_queryset(self):
        return super().get_queryset().filter(removed_at=None)


class Decision(Part):
    """An important choice. How well it was made and how it turned out are separate fields on purpose."""

    class Source(models.TextChoices):
        DATA = "data", "Data"
        CUSTOMER_RESEARCH = "customer-research", "Customer research"
        EXPERIMENT = "experiment", "Experiment"
        EXPERT_ADVICE = "expert-advice", "Expert advice"
        PAST_LESSON = "past-lesson", "Past lesson"
        DEADLINE = "deadline", "Deadline"
        BUDGET = "budget", "Budget"
        INSTRUCTION = "instruction", "Instruction"
        ASSUMPTION = "assumption", "Assumption"

    class Outcome(models.TextChoices):
        BETTER = "better", "Better than expected"
        AS_EXPECTED = "as-expected", "As expected"
        MIXED = "mixed", "Mixed"
        WORSE = "worse", "Worse than expected"
        UNKNOWN = "unknown", "Not yet known"

    class SameAgain(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNSURE = "unsure", "Unsure"

    choice = models.CharField("What you chose", max_length=200, validators=[not_blank])
    decided_on = models.DateField("Decided on", null=True, blank=True)
    phase = models.CharField(max_length=10, choices=Phase, blank=True)
    informed_by = MarkdownField(
        "What informed the decision", help_text="What did you know, and how did you know it?"
    )
    sources = models.JSONField("Based on", default=list, blank=True)
    options = MarkdownField("Alternatives considered")
    expected = MarkdownField("What you expected")
    outcome = models.CharField("Outcome", max_length=12, choices=Outcome, blank=True)
    what_happened = MarkdownField("What happened")
    same_again = models.CharField(
        "Same choice again?",
        max_length=7,
        choices=SameAgain,
        blank=True,
        help_text="With only that information, would you make the same choice?",
    )
    revisit_on = models.DateField("Revisit on", null=True, blank=True)
    revisit_when = models.CharField(
        "Revisit when", max_length=200, blank=True, help_text="For example: traffic doubles"
    )
    superseded_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="supersedes"
    )
    replaced_on = models.DateField("Replaced on", null=True, blank=True)
    replaced_because = models.CharField(
        "Why it was replaced",
        max_length=200,
        blank=True,
        help_text="For example: the vendor ended the free plan",
    )

    # What was known when it was recorded, and when: {"on": ISO date, field: value}. None unless it
    # was recorded on its own, before its outcome. Later edits leave it as it is.
    as_recorded = models.JSONField(null=True, editable=False)

    objects: ClassVar[PresentDecisionManager] = PresentDecisionManager()
    with_removed: ClassVar = _DecisionManager()

    class Meta(Part.Meta):
        default_related_name = "decisions"
        indexes = [
            models.Index(fields=["decided_on"], name="decision_decided_on"),
            models.Index(
                fields=["retrospective", "removed_at", "decided_on"],
                name="decision_of_retrospective",
            ),
            models.Index(
                fields=["revisit_on"], name="decision_due", condition=Q(revisit_on__isnull=False)
            ),
        ]
        constraints = [
            *TextLengthChecks.of(
                "decision",
                choice=200,
                informed_by=MARKDOWN_MAX_LENGTH,
                options=MARKDOWN_MAX_LENGTH,
                expected=MARKDOWN_MAX_LENGTH,
                what_happened=MARKDOWN_MAX_LENGTH,
                revisit_when=200,
                replaced_because=200,
            ),
            models.CheckConstraint(
                condition=~Q(superseded_by=F("id")), name="decision_not_replaced_by_itself"
            ),
        ]

    def __str__(self):
        return self.choice

    def get_absolute_url(self) -> str:
        return address_of("decision", self.pk)

    def clean(self) -> None:
        """Refuse a circle of replacements, and a replacement before the decision itself."""
        if self.superseded_by_id and self.would_circle(self.superseded_by_id):
            message = "That decision was replaced by this one. Choose another, or none."
            raise ValidationError({"superseded_by": message})
        if self.replaced_on and self.decided_on and self.replaced_on < self.decided_on:
            message = "This is before the decision. Check both dates."
            raise ValidationError({"replaced_on": message})

    def would_circle(self, successor_id: int) -> bool:
        """Return whether `successor_id` is this decision, or was replaced by it in turn.

        One query for each decision on the way.
        """
        passed: set[int | None] = set()
        place: int | None = successor_id
        while place and place != self.pk and place not in passed:
            passed.add(place)
            following = Decision.with_removed.filter(pk=place)
            place = following.values_list("superseded_by", flat=True).first()
        return self.pk is not None and place == self.pk

    def record(self, project: Project, *, by) -> None:
        """Save it as made just now, before anybody knows its outcome.

        It goes into the latest draft of `project` that `by` writes; without one, into a new draft.
        """
        with transaction.atomic():
            Project.objects.select_for_update().get(pk=project.pk)  # one draft for two at once
            drafts = Retrospective.objects.editable_by(by).drafts().filter(project=project)
            draft = drafts.order_by("-updated_at", "-pk").first()
            if draft is None:
                draft = Retrospective.objects.create(
                    project=project, title=project.name, created_by=by, facilitator=by
                )
            self.retrospective, self.changed_by = draft, by
            words = {name: getattr(self, name) for name in KNOWN_WHEN_RECORDED}
            self.as_recorded = {"on": timezone.localdate().isoformat()} | words
            self.save()

    @property
    def stood_until(self) -> date | None:
        """The day on which it was replaced, if known and if its reader may know; of `with_standing`."""
        return self.replaced_day if self.is_replaced else None  # type: ignore[attr-defined]

    @property
    def is_due(self) -> bool:
        """Whether its revisit date has come."""
        return bool(self.revisit_on and self.revisit_on <= timezone.localdate())

    def look_again(self, *, on: date | None, because: str, by) -> bool:
        """Note that it was looked at again: it still stands until `on`, or, without, no longer matters.

        The note stands at the end of what happened. Return whether nobody changed it meanwhile.
        """
        what = "Still stands" if on else "No longer matters"
        today = date_format(timezone.localdate())
        note = f"{what} ({today}){': ' + because if because else ''}"
        text = "\n\n".join(filter(None, [self.what_happened, note]))
        values = {"revisit_on": on, "what_happened": text, "changed_by": by}
        return save_if_unchanged(self, values, seen=self.version)

    @property
    def recorded_on(self) -> date | None:
        """The day on which it was recorded before its outcome, if it was."""
        return date.fromisoformat(self.as_recorded["on"]) if self.as_recorded else None

    @property
    def source_labels(self) -> list[str]:
        """The labels of its sources."""
        return self.labels_of(self.sources)

    @classmethod
    def labels_of(cls, sources: list[str]) -> list[str]:
        """Return the labels of known sources."""
        return [cls.Source(value).label for value in sources if value in cls.Source.values]

    def changed_since_recorded(self) -> list[str]:
        """Return the names of fields whose text is no longer what was recorded."""
        then = self.as_recorded or {}
        return [name for name in KNOWN_WHEN_RECORDED if then and getattr(self, name) != then[name]]
