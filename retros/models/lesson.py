from datetime import date, timedelta
from typing import ClassVar, Self

from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from taggit.managers import TaggableManager

from accounts.models import Reader
from retros.addresses import address_of
from retros.models.choices import Category
from retros.models.fields import MARKDOWN_MAX_LENGTH, MarkdownField, TextLengthChecks, not_blank
from retros.models.parts import Part, PartQuerySet, Signed
from retros.models.retrospective import Retrospective

REVIEW_AFTER = timedelta(days=365)  # long enough to be worth asking
_REMOVED = Q(removed_at__isnull=False)
_NEWEST_FIRST = ("-retrospective__listed_on", "-retrospective_id", "-pk")


class LessonQuerySet(PartQuerySet):
    def offerable(self) -> Self:
        """Return lessons that a kickoff may suggest: published and not retired."""
        return self.published().exclude(status=Lesson.Status.RETIRED)

    def due(self, day: date, since: date = date.min) -> Self:
        """Return those that are not retired and whose review came after `since`, up to `day`."""
        found = self.filter(review_on__gt=since, review_on__lte=day)
        return found.exclude(status=Lesson.Status.RETIRED)

    def judged_by(self, user: Reader) -> Self:
        """Return those that `user` may review: as a writer, or as a curator what they can read."""
        if user.is_authenticated and user.is_curator:
            return self.visible_to(user)
        return self.written_by(user)

    def with_occurrence_counts(self) -> Self:
        """Annotate `occurrence_count`: how many published lessons say the same, including this
        one.

        Duplicates have the count of the first one. No extra query.
        """
        first = Coalesce(OuterRef("duplicate_of"), OuterRef("pk"))
        # Not joined: SQLite would begin with all published retrospectives, for each lesson.
        source = Retrospective.objects.published().filter(pk=OuterRef("retrospective"))
        others = (
            Lesson.objects.filter(Q(pk=first) | Q(duplicate_of=first), Exists(source))
            .exclude(pk=OuterRef("pk"))
            .order_by()
        )
        number = others.values(one=Value(1)).annotate(number=Count("*")).values("number")
        return self.annotate(occurrence_count=Coalesce(Subquery(number), 0) + 1)

    def with_use_counts(self) -> Self:
        """Add what kickoffs made of each lesson.

        `use_count`: how many chose to apply it; `helped_count`: in how many projects it helped. Not
        joined: to sort, all would be grouped.
        """
        choices = apps.get_model("retros.KickoffLesson").objects.order_by().values("lesson")
        held = choices.filter(lesson=OuterRef("pk"), kickoff__removed_at=None)

        def number(counted, **condition):
            found = held.filter(**condition).annotate(number=counted).values("number")
            return Coalesce(Subquery(found), 0)

        projects = Count("kickoff__project", distinct=True)
        return self.annotate(
            use_count=number(Count("pk"), disposition="apply"),
            helped_count=number(projects, result="helped"),
        )

    def newest_first(self) -> Self:
        """Order by the date of the retrospective, last first, and those of one beside each other."""
        return self.order_by(*_NEWEST_FIRST)

    def most_used_first(self) -> Self:
        """Order by the number of kickoffs that apply them, then as `newest_first`."""
        return self.with_use_counts().order_by("-use_count", *_NEWEST_FIRST)

    def for_cards(self) -> Self:
        """Fetch what a card shows: retrospective, project, team and `occurrence_count`."""
        return self.select_related("retrospective__project__team").with_occurrence_counts()

    def duplicates_family(self, lesson) -> Self:
        """Return the other lessons that say the same as `lesson`: the first one and its
        duplicates.
        """
        first = lesson.duplicate_of_id or lesson.pk
        return self.filter(Q(pk=first) | Q(duplicate_of=first)).exclude(pk=lesson.pk)


_LessonManager = models.Manager.from_queryset(LessonQuerySet)


class PresentLessonManager(_LessonManager):
    def get_queryset(self):
        return super().get_queryset().filter(removed_at=None)


class Lesson(Signed, Part):
    """One transferable thing learned; the unit that is found, reused and shown."""

    class Status(models.TextChoices):
        IDENTIFIED = "identified", "Identified"
        APPLIED = "applied", "Applied"
        BUILT_IN = "built-in", "Built in"
        CONFIRMED = "confirmed", "Confirmed"
        RETIRED = "retired", "Retired"

    class Origin(models.TextChoices):
        CURATOR = "curator", "Proposed from the text, confirmed by a curator"
        TEAM = "team", "Proposed from the text, confirmed by the team"

    PROMPTS = {
        Category.PROCESS: "Which way of working helped or got in the way?",
        Category.TEAM: "What about our setup, skills or communication?",
        Category.CUSTOMER: "What did customers see differently from us?",
        Category.PRODUCT: "What did we believe about the product that changed?",
        Category.SELF: "What would I do differently? First person only.",
    }

    statement = models.CharField(
        "Lesson",
        max_length=140,
        validators=[not_blank],
        help_text="One sentence that another team could act on.",
    )
    detail = MarkdownField("The story behind it")
    category = models.CharField("Category", max_length=8, choices=Category)
    applies_when = models.CharField(
        "Useful when somebody is about to…",
        max_length=200,
        blank=True,
        help_text="For example: move customer data before a fixed date",
    )
    not_when = models.CharField(
        "Does not apply when…",
        max_length=200,
        blank=True,
        help_text="For example: nobody works on the copy yet",
    )
    kickoff_question = models.CharField(
        "Question to ask at kickoff",
        max_length=160,
        blank=True,
        help_text="For example: Who else reads this table?",
    )
    status = models.CharField(
        max_length=10, choices=Status, default=Status.IDENTIFIED, editable=False
    )
    retired_at = models.DateTimeField(null=True, editable=False)
    retired_because = models.CharField(max_length=200, blank=True, editable=False)
    # Empty where somebody wrote it without a proposal.
    origin = models.CharField(max_length=10, choices=Origin, blank=True, editable=False)
    review_on = models.DateField("Review on", null=True, blank=True)
    # Where the organization keeps to it without reading it: a standard, checklist, test or template.
    built_into = models.CharField(
        "Built into",
        max_length=200,
        blank=True,
        help_text="For example: the release checklist. Leave it empty if it is no longer built in.",
    )
    built_into_url = models.URLField("Its address", max_length=500, blank=True)
    built_in_on = models.DateField("Built in on", null=True, blank=True)
    duplicate_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="duplicates",
    )
    tags = TaggableManager(blank=True)

    objects: ClassVar[PresentLessonManager] = PresentLessonManager()
    with_removed: ClassVar[models.Manager] = _LessonManager()

    class Meta(Part.Meta):
        default_related_name = "lessons"
        indexes = [
            models.Index(
                fields=["retrospective", "removed_at", "status", "id"],
                name="lesson_of_retrospective",
            ),
            models.Index(fields=["removed_at"], name="lesson_removed", condition=_REMOVED),
            models.Index(
                fields=["category", "removed_at", "retrospective"], name="lesson_of_category"
            ),
            models.Index(
                fields=["review_on"], name="lesson_due", condition=Q(review_on__isnull=False)
            ),
        ]
        constraints = [
            *TextLengthChecks.of(
                "lesson",
                statement=140,
                detail=MARKDOWN_MAX_LENGTH,
                applies_when=200,
                not_when=200,
                kickoff_question=160,
                built_into=200,
                built_into_url=500,
                retired_because=200,
            ),
            models.CheckConstraint(
                condition=~Q(duplicate_of=models.F("pk")), name="lesson_is_not_its_own_copy"
            ),
        ]

    def __str__(self):
        return self.statement

    def get_absolute_url(self) -> str:
        return address_of("lesson", self.pk)

    @property
    def is_retired(self) -> bool:
        return self.status == self.Status.RETIRED

    def mark_duplicate_of(self, original) -> None:
        """Say that this is `original` learned again; chains are flattened to the first one."""
        first = original.duplicate_of or original
        if first.pk == self.pk:
            return
        with transaction.atomic():
            self.duplicates.update(duplicate_of=first)
            self.duplicate_of = first
            self.save(update_fields=["duplicate_of"])

    def unlink_duplicate(self) -> None:
        """Remove the link to the original."""
        self.duplicate_of = None
        self.save(update_fields=["duplicate_of"])

    def retire(self, *, because: str) -> None:
        """Mark it as no longer valid, with the reason. It ranks last, and kickoffs stop suggesting it."""
        self.status, self.retired_at = self.Status.RETIRED, timezone.now()
        self.retired_because = because
        self.save(update_fields=["status", "retired_at", "retired_because"])

    def reinstate(self) -> None:
        """Undo the retirement and take the status from its uses in kickoffs."""
        self.status, self.retired_at, self.retired_because = self.Status.IDENTIFIED, None, ""
        with transaction.atomic():
            self.save(update_fields=["status", "retired_at", "retired_because"])
            self.update_status_from_uses()

    def is_judged_by(self, user) -> bool:
        """Tell whether `user` may say what became of it: its writers and curators."""
        return user.is_curator or self.retrospective.is_written_by(user)

    @property
    def built_into_link(self) -> str:
        """The address of where it lives if a browser may follow it: documents can say anything."""
        return (
            self.built_into_url if self.built_into_url.startswith(("https://", "http://")) else ""
        )

    @property
    def is_due_for_review(self) -> bool:
        """Whether the day has come to ask if it is still valid, or still where it was built in."""
        return bool(self.review_on and self.review_on <= timezone.localdate())

    def review(self) -> None:
        """Note that it still holds: the next review is due in a year."""
        self.review_on = timezone.localdate() + REVIEW_AFTER
        self.save(update_fields=["review_on"])

    def update_status_from_uses(self) -> None:
        """Take the status that its uses give it; a retired lesson stays retired.

        Applied once a kickoff chose to apply it, built in once it says where it now lives,
        confirmed once applying it helped.
        """
        if self.is_retired:
            return
        uses = self.uses.filter(kickoff__removed_at=None)
        if uses.filter(result="helped").exists():
            status = "confirmed"
        elif self.built_into:
            status = "built-in"
        else:
            status = "applied" if uses.filter(disposition="apply").exists() else "identified"
        if status != self.status:
            self.status = status
            self.save(update_fields=["status"])

    def remove(self) -> None:
        """Move to the trash, and take its wall posts down."""
        with transaction.atomic():
            super().remove()
            self.take_posts_down()

    def take_posts_down(self) -> None:
        """Take every wall post made from it down."""
        for post in self.wall_posts.on_wall():
            post.take_down()
