import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.db.models.functions import Left, Now
from django.utils import timezone

from accounts.models import Reader
from retros.addresses import address_of
from retros.models.composed import composed_once
from retros.models.dates import start_of_today
from retros.models.fields import (
    MARKDOWN_MAX_LENGTH,
    EditorField,
    MarkdownField,
    TextLengthChecks,
    not_blank,
)
from retros.models.parts import Authored
from retros.models.project import Project
from retros.models.readers import READABLE
from retros.models.stored_insights import StoredInsights

TERMS_MAX = 50  # terms added, and terms dropped, that a kickoff remembers
OPENING_CHARACTERS = 400
ASKED_FOR, SETTLES_IN = timedelta(days=60), timedelta(days=2)
LOOKS_EVERY = timedelta(days=1)  # at what was published since
ASIDE_MAX = 500  # of what is new, and of what is fixed
CHOSEN_KINDS = ("lesson", "observation", "decision")  # what a kickoff can choose for its brief


def readable_by_all(to_choice: str = "") -> Q:
    """Return the condition that everybody may read what a choice is about.

    `to_choice` is the path to the choice, such as "choices__".
    """
    found = Q()
    for kind in CHOSEN_KINDS:
        found |= Q(
            **{
                f"{to_choice}{kind}__removed_at": None,
                f"{to_choice}{kind}__retrospective__removed_at": None,
                f"{to_choice}{kind}__retrospective__status__in": READABLE,
            }
        )
    return found


class KickoffQuerySet(models.QuerySet["Kickoff"]):
    def visible_to(self, user: Reader) -> Self:
        """Return all kickoffs to signed-in people, none to visitors."""
        return self.filter(removed_at=None) if user.is_authenticated else self.none()

    def editable_by(self, user: Reader) -> Self:
        """Return kickoffs that `user` made or whose project belongs to a team of theirs."""
        return self.written_by(user).filter(removed_at=None)

    def written_by(self, user: Reader) -> Self:
        """Return the same, with the ones in the trash."""
        if not user.is_authenticated:
            return self.none()
        of_my_teams = Project.objects.filter(team__memberships__user=user).values("pk")
        return self.filter(Q(created_by=user) | Q(project__in=of_my_teams))

    def unfinished(self) -> Self:
        """Return those begun some days ago, for work that has not ended, and nothing chosen yet.

        Only lately: what nobody went on with for months is no longer asked for.
        """
        today = start_of_today()
        lately = self.filter(created_at__gte=today - ASKED_FOR, created_at__lt=today - SETTLES_IN)
        chosen = Q(choices__disposition__in=("apply", "watch"))
        return lately.open().exclude(chosen)

    def open(self) -> Self:
        """Return those whose project has not ended."""
        ended = Q(project__ended_on__lte=timezone.localdate())
        return self.exclude(Q(project__status__in=Project.OVER) | ended)

    def lease_listening(self, now: datetime) -> "Kickoff | None":
        """Lease the next kickoff that looks at what was published since, once a day each.

        None if none is due. What its worker leaves undone waits for the next day.
        """
        listening = self.open().filter(listens_since__isnull=False, removed_at=None)
        due = listening.filter(listened_at__lte=now - LOOKS_EVERY).order_by("listened_at", "pk")
        for kickoff in due.select_related("project")[:20]:
            mine = self.filter(pk=kickoff.pk, listened_at=kickoff.listened_at)
            if mine.update(listened_at=now):
                return kickoff
        return None

    def for_lists(self) -> Self:
        """Join project and team, the beginning of the brief only, and how much was chosen.

        Adds `opening`, `to_apply` and `to_watch`; what is no longer published doesn't count.
        """
        readable = readable_by_all("choices__")
        return (
            self.select_related("project__team", "created_by")
            .defer("brief")
            .annotate(
                opening=Left("brief", OPENING_CHARACTERS),
                to_apply=Count("choices", filter=readable & Q(choices__disposition="apply")),
                to_watch=Count("choices", filter=readable & Q(choices__disposition="watch")),
            )
            .order_by(*(Kickoff._meta.ordering or ()))  # counting drops the model's own order
        )

    def start(self, *, by, client_id, **values) -> "Kickoff":
        """Return the kickoff that `by` started with this id of their browser, made from `values` if new.

        A repeated request finds the first one's. Values may be callables, called only when needed.
        The id is kept together with the person, so that nobody meets somebody else's.
        """
        own_id = uuid.uuid5(client_id or uuid.uuid4(), str(by.pk))
        kickoff, _ = self.get_or_create(client_id=own_id, defaults={"created_by": by, **values})
        return kickoff


class Kickoff(Authored):
    """The look back before a project starts: a brief, the risks imagined, what was chosen."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="kickoffs")
    brief = MarkdownField(
        "What are you about to start?",
        blank=False,
        validators=[not_blank],
        help_text="A few sentences: goal, constraints, what is new to you.",
    )
    new_to_us = models.CharField(
        "What is new to you?",
        max_length=ASIDE_MAX,
        blank=True,
        help_text="A technology, a customer, working with each other…",
    )
    constraints = models.CharField(
        "What is fixed?",
        max_length=ASIDE_MAX,
        blank=True,
        help_text="A date, a budget, a contract, something that must not stop…",
    )
    held_on = models.DateField("Held on", null=True, blank=True)
    # Terms that people added to what is read from the brief, or took away from it.
    added_terms = models.JSONField(default=list, blank=True, editable=False)
    dropped_terms = models.JSONField(default=list, blank=True, editable=False)
    # It looks for what is published after this moment, until the project ends; None: turned off.
    listens_since = models.DateTimeField(
        default=timezone.now, db_default=Now(), null=True, editable=False
    )
    listened_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="kickoffs",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = EditorField()
    client_id = models.UUIDField(unique=True, null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = KickoffQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["listened_at"],
                condition=Q(listens_since__isnull=False, removed_at=None),
                name="kickoff_listening",
            ),
        ]
        constraints = TextLengthChecks.of(
            "kickoff", brief=MARKDOWN_MAX_LENGTH, new_to_us=ASIDE_MAX, constraints=ASIDE_MAX
        )

    def __str__(self):
        return f"Kickoff: {self.project}"

    def get_absolute_url(self) -> str:
        return address_of("kickoff", self.pk)

    @property
    def full_text(self) -> str:
        """All that was said about what is about to start, for finding."""
        return "\n\n".join(filter(None, [self.brief, self.new_to_us, self.constraints]))

    @property
    def waits_for_risks(self) -> bool:
        """Whether people may be imagining risks by a link that is not revealed yet."""
        opened = getattr(self, "premortem", None)
        return opened is not None and opened.keeps_waiting

    def listen(self) -> None:
        """Look for what is published from now on, until the project ends."""
        now = timezone.now()
        self._set_listening(listens_since=now, listened_at=now)

    def stop_listening(self) -> None:
        """Look for nothing more; what was found stays."""
        self._set_listening(listens_since=None)

    def _set_listening(self, **moments) -> None:
        for name, moment in moments.items():
            setattr(self, name, moment)
        self.save(update_fields=list(moments))

    def is_edited_by(self, user: Reader) -> bool:
        """Tell whether `user` may change it. One query."""
        return bool(_edited(user, self.pk))

    def remove(self) -> None:
        """Move to the trash, from where it can come back for 30 days."""
        self._set_removed(timezone.now())
        StoredInsights.objects.empty()

    def restore(self) -> None:
        """Restore from the trash."""
        self._set_removed(None)

    def _set_removed(self, moment) -> None:
        """The lessons that it chose follow: what is in the trash used none."""
        self.removed_at = moment
        with transaction.atomic():
            self.save(update_fields=["removed_at"])
            for choice in self.choices.filter(lesson__isnull=False).order_by("lesson"):
                choice.follow()

    def add_term(self, term: str) -> None:
        """Look for `term` too."""
        self._change_terms(lambda added, dropped: (with_term(added, term), without(dropped, term)))

    def drop_term(self, term: str) -> None:
        """Look for `term` no longer, whether people added it or it was read from the brief."""
        self._change_terms(lambda added, dropped: (without(added, term), with_term(dropped, term)))

    def _change_terms(self, change) -> None:
        """Two people can do this at once: the row is locked, and only these columns are written."""
        with transaction.atomic():
            now = Kickoff.objects.select_for_update().get(pk=self.pk)
            self.added_terms, self.dropped_terms = change(now.added_terms, now.dropped_terms)
            self.save(update_fields=["added_terms", "dropped_terms"])


@composed_once
def _edited(user, pk):
    return Kickoff.objects.editable_by(user).filter(pk=pk).values_list("pk")


def without(terms, term: str) -> list[str]:
    """Return `terms` but for `term`, whatever its case."""
    return [known for known in terms if known.casefold() != term.casefold()]


def with_term(terms, term: str) -> list[str]:
    """Return `terms` with `term` as the last of them, once. The oldest beyond TERMS_MAX are forgotten."""
    return [*without(terms, term), term][-TERMS_MAX:]
