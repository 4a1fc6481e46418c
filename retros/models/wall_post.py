import unicodedata
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import cached_property
from taggit.managers import TaggableManager

from accounts.models import AuditEntry, Reader, Team
from retros.addresses import address_of
from retros.models.choices import Category
from retros.models.fields import TextLengthChecks, not_blank
from retros.models.lesson import Lesson
from retros.models.notification import Notification

# Reading time of a slide, as tried on a wall: a while to notice it, then 2.2 words a second.
SECONDS_TO_NOTICE, WORDS_A_SECOND = 7, 2.2
SHORTEST_SLIDE, LONGEST_SLIDE = 14, 40
CHARACTERS_A_WORD = 3  # in scripts that are written without spaces

LEARNED_ABOUT = {
    Category.PROCESS: "our process",
    Category.TEAM: "working as a team",
    Category.CUSTOMER: "our customers",
    Category.PRODUCT: "the product",
    Category.SELF: "ourselves",
}


def width_of(text: str) -> int:
    """Return the width of `text` in Latin letters; Chinese, Japanese, Korean and emoji take two."""
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in text)


class WallPostQuerySet(models.QuerySet["WallPost"]):
    def on_wall(self) -> Self:
        """Return posts on the wall, newest first. They are the only public rows of the site."""
        return self.filter(taken_down_at=None).order_by("-posted_at", "-pk")

    def filtered(self, *, category: str = "", team: str = "", tag: str = "") -> Self:
        """Filter by category, by the slug of a team and by the name of a tag, where they are given.

        Unknown values match nothing: the feed of a team whose last post was taken down stays empty
        and does not become a feed of everything.
        """
        wanted = {"category": category, "team__slug": team, "tags__name": tag}
        return self.filter(**{column: value for column, value in wanted.items() if value})

    def with_projects(self) -> Self:
        """Annotate `projects`: the number of projects that learned it, including the post’s own.

        An “Us too” without a project counts as one more.
        """
        named = Count("us_too__project", distinct=True)
        unnamed = Count("us_too", filter=Q(us_too__project=None), distinct=True)
        return self.annotate(projects=1 + named + unnamed)

    def for_cards(self) -> Self:
        """Fetch what a card shows: team, tags and `projects`. One more query."""
        return self.with_projects().select_related("team").prefetch_related("tags")

    def awaiting_review(self) -> Self:
        """Return posts waiting for review, longest waiting first."""
        return self.filter(awaits_review=True).order_by("updated_at", "pk")

    def visible_to(self, user: Reader) -> Self:
        """Return posts on the wall; for curators, also those taken down."""
        if user.is_authenticated and user.is_curator:
            return self.all()
        return self.on_wall()


class WallPost(models.Model):
    """The public card. Its text is a copy that somebody chose. Its author is not stored."""

    we_did = models.CharField("What we did", max_length=120, blank=True)
    happened = models.CharField("What happened", max_length=120, blank=True)
    learned = models.CharField("What we learned", max_length=140, validators=[not_blank])
    category = models.CharField("Category", max_length=8, choices=Category)
    lesson = models.ForeignKey(
        Lesson,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="wall_posts",
    )
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="wall_posts"
    )
    signature = models.CharField(
        max_length=80, blank=True, help_text="Only if you want one. Nothing is filled in for you."
    )
    tags = TaggableManager(blank=True)
    posted_at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    taken_down_at = models.DateTimeField(null=True, editable=False)
    # Not on the wall until a curator approves it; taken_down_at is set as well.
    awaits_review = models.BooleanField(default=False, editable=False)
    client_id = models.UUIDField(unique=True, null=True, editable=False)

    objects = WallPostQuerySet.as_manager()

    class Meta:
        ordering = ["-posted_at", "-pk"]
        # All that the state of the wall is read from (retros/models/wall_state.py).
        indexes = [models.Index(fields=["taken_down_at", "updated_at"], name="wallpost_state")]
        constraints = [
            *TextLengthChecks.of("wallpost", we_did=120, happened=120, learned=140, signature=80),
            models.CheckConstraint(
                condition=Q(awaits_review=False) | Q(taken_down_at__isnull=False),
                name="wallpost_review_off_the_wall",
            ),
        ]

    def __str__(self):
        return self.learned

    def get_absolute_url(self) -> str:
        return address_of("wall_post", self.pk)

    @property
    def is_on_wall(self) -> bool:
        """Whether it is on the wall, where everyone can read it."""
        return self.taken_down_at is None

    @property
    def learned_about(self) -> str:
        """Its category in a sentence: "What we learned about our process"."""
        return LEARNED_ABOUT[Category(self.category)]

    @property
    def reading_seconds(self) -> float:
        """How many seconds a screen shows it."""
        texts = (self.we_did, self.happened, self.learned)
        spaceless = sum(width_of(text) - len(text) for text in texts)
        words = sum(len(text.split()) for text in texts) + spaceless / CHARACTERS_A_WORD
        seconds = round(SECONDS_TO_NOTICE + words / WORDS_A_SECOND)
        return max(SHORTEST_SLIDE, min(LONGEST_SLIDE, seconds))

    @cached_property
    def tag_names(self) -> list[str]:
        """The names of its tags, sorted. Forms set it to preview other tags."""
        return sorted((tag.name for tag in self.tags.all()), key=str.casefold) if self.pk else []

    @property
    def readable_content(self) -> dict[str, str]:
        """Its text by field, as people read it."""
        names = ("we_did", "happened", "learned", "signature")
        content = {name: getattr(self, name) for name in names}
        team = str(self.team) if self.team else ""
        content |= {"category": self.get_category_display(), "team": team}
        return content | {"tags": ", ".join(self.tag_names)}

    def take_down(self) -> None:
        """Take the post off the wall. The row stays, so that it can be put back."""
        self._set(is_on_wall=False)

    def put_on_wall(self, *, by) -> None:
        """Put the post on the wall. With FAIL_WALL_REVIEW, a post by a member waits for a curator."""
        awaits_review = settings.FAIL_WALL_REVIEW and not by.is_curator
        self._set(is_on_wall=not awaits_review, awaits_review=awaits_review)

    def _set(self, *, is_on_wall, awaits_review=False) -> None:
        is_new = is_on_wall and (self._state.adding or not self.is_on_wall)
        self.updated_at = timezone.now()
        self.taken_down_at = None if is_on_wall else self.updated_at
        self.awaits_review = awaits_review
        fields = ["taken_down_at", "awaits_review", "updated_at"]
        with transaction.atomic():
            self.save(update_fields=None if self._state.adding else fields)
            kind = AuditEntry.Kind.POSTED if is_on_wall else AuditEntry.Kind.TAKEN_DOWN
            if is_new or not (is_on_wall or awaits_review):
                AuditEntry.record(kind, thing=self)  # without the person, who is stored nowhere
            if is_new:
                Notification.objects.announce(Notification.Kind.WALL, self.pk, self.team_id)
