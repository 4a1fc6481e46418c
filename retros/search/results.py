"""What a search gives back. Nothing in it needs another query."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.functional import cached_property

from retros.addresses import address_of
from retros.models import Category, SearchEntry

_ICONS = {
    SearchEntry.Kind.RETROSPECTIVE: "book",
    SearchEntry.Kind.DECISION: "milestone",
    SearchEntry.Kind.OBSERVATION: "eye",
    SearchEntry.Kind.LESSON: "repeat",
    SearchEntry.Kind.WALL_POST: "quote",
}


class Number(int):
    """How many there are; with `is_about`, an estimate, which is rounded to two digits."""

    is_about = False

    @classmethod
    def about(cls, number):
        """Round the estimate `number`."""
        return cls.estimated(round(number, 2 - len(str(number))))

    @classmethod
    def estimated(cls, number):
        """Return the estimate `number` as it is."""
        found = cls(number)
        found.is_about = True
        return found


NONE = Number(0)


@dataclass(frozen=True)
class Hit:
    """One entry that was found; `words` are those asked that it holds.

    `marked_title` and `snippet` are safe HTML with <mark> around those words; `snippet` is empty
    but for the best of a group.
    """

    kind: str
    object_id: int
    title: str
    marked_title: str
    snippet: str
    category: str
    project: str
    project_slug: str
    team: str
    team_slug: str
    retrospective_id: int | None
    retrospective: str
    year: int
    dated_on: date | None  # None where nobody knows
    is_retired: bool
    is_draft: bool
    is_replaced: bool = False  # a decision that no longer stands
    occurrence_count: int = 1  # of a lesson, elsewhere too
    words: tuple[str, ...] = ()
    added_at: datetime | None = None  # where `added` found it

    @property
    def key(self):
        """The kind and the id."""
        return self.kind, self.object_id

    @property
    def kind_label(self):
        """The kind in the singular: "Lesson"."""
        return SearchEntry.Kind(self.kind).label.removesuffix("s")

    @property
    def category_label(self):
        return Category(self.category).label if self.category else ""

    @property
    def icon(self):
        """Its category's, else its kind's, by the name in the sprite."""
        return self.category or _ICONS[self.kind]

    @cached_property
    def url(self):
        """The page that shows it. An observation is shown by its retrospective."""
        if self.kind == SearchEntry.Kind.OBSERVATION:
            return f"{self.retrospective_url}#observation-{self.object_id}"
        return address_of(self.kind.replace("-", "_"), self.object_id)

    @property
    def retrospective_url(self):
        if self.retrospective_id is None:
            return ""
        return address_of("retrospective", self.retrospective_id)


@dataclass(frozen=True)
class Group:
    """What was found in one retrospective: the best of it, a few more, and how many are left."""

    lead: Hit
    others: tuple[Hit, ...] = ()
    left: int = 0


@dataclass(frozen=True)
class Choice:
    """A value of a facet with how many entries have it, given all the other filters.

    `is_typed` says that an operator in the text chose it.
    """

    value: str
    label: str
    count: Number
    is_chosen: bool
    is_typed: bool = False


@dataclass(frozen=True)
class Facet:
    """A filter beside the hits. `name` is that of the query parameter.

    `without` counts the hits that have no value, as `without_label` says, so that its numbers add up.
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    without_label: str = ""
    without: int = 0

    @property
    def is_chosen(self):
        return any(choice.is_chosen for choice in self.choices)


@dataclass(frozen=True)
class Results:
    """What was found.

    `total` counts entries with any of the words; `with_all` those with every one (None where
    that is not known or there is one word). `unknown` are words that nothing readable holds,
    `did_you_mean` the whole text with them put right, "" where no better is known. `is_looser`
    says that a quoted phrase stands nowhere, so its words were looked for by themselves.
    `also` are equivalents of its words that were looked for. `says_nothing` says that nothing in the text can be looked for; `too_common` are the words of it
    that are left out.
    """

    text: str = ""
    groups: tuple[Group, ...] = ()
    total: Number = NONE
    with_all: Number | None = None
    facets: tuple[Facet, ...] = ()
    did_you_mean: str = ""
    unknown: tuple[str, ...] = ()
    is_looser: bool = False
    also: tuple[str, ...] = ()
    says_nothing: bool = False
    too_common: tuple[str, ...] = ()
    has_words: bool = False
    is_narrowed: bool = False
    sort: str = "relevance"
    page: int = 1
    pages: int = 1

    @property
    def has_estimates(self):
        """Whether numbers beside the filters are estimates."""
        return any(choice.count.is_about for facet in self.facets for choice in facet.choices)

    @property
    def hits(self):
        """All hits of the page, the groups one after the other."""
        return [hit for group in self.groups for hit in (group.lead, *group.others)]

    @property
    def previous_page(self):
        return self.page - 1

    @property
    def next_page(self):
        return self.page + 1


@dataclass(frozen=True)
class Match:
    """Something that fits a description.

    `words` are the description's own, the ones that told most first.
    `closeness` orders matches of one call, it means nothing across calls. `risks` are the places
    of those that it speaks of, in the list that was asked for. `is_close` says that it shares more
    with the description, or with a risk, than chance would give, `is_almost_close` that it misses
    this by little or not at all, told by its meaning. `copies` are (kind, id) of others
    that say the same. `is_similar` says that it is close by its meaning alone; then `nearest` is the
    sentence to show, encoded when it is asked for.
    """

    object_id: int
    closeness: float
    kind: str = SearchEntry.Kind.LESSON
    words: tuple[str, ...] = field(default=())
    risks: tuple[int, ...] = ()
    is_close: bool = True
    is_almost_close: bool = False
    copies: tuple[tuple[str, int], ...] = ()
    is_similar: bool = False
    passage: Callable[[], str] = field(default=str, repr=False, compare=False)
    nearest_sentence: Callable[[], str] = field(default=str, repr=False, compare=False)

    @cached_property
    def snippet(self):
        """What shows its words: safe HTML, empty where a lesson is its statement alone."""
        return self.passage()

    @cached_property
    def nearest(self):
        return self.nearest_sentence() if self.is_similar else ""

    @property
    def lesson_id(self):
        """The id, where only lessons were asked for."""
        return self.object_id

    @property
    def key(self):
        """The kind and the id."""
        return self.kind, self.object_id
