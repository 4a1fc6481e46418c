"""A kickoff's page as it is shown: the cards of its lessons, and the ways on."""

from dataclasses import dataclass
from functools import cached_property

from retros.forms.kickoffs import ChoiceForm, owners_for
from retros.kickoffs.brief import brief_of
from retros.kickoffs.filtering import PAGE, FilteredLessons, LessonFilters
from retros.kickoffs.finding import Findings, first_of_duplicates
from retros.models import KickoffLesson, Lesson

WORDS, RISKS = 5, 2  # shown as reasons of one lesson


@dataclass
class Card:
    """A lesson on the page: why it is there, what was decided, and the form to decide."""

    lesson: Lesson
    why: str = ""
    words: tuple[
        str, ...
    ] = ()  # that it shares with the brief and the risks, the most telling first
    risks: tuple | list = ()  # texts of the risks that it speaks of
    is_similar: bool = False  # close by what it means, not by words
    nearest: str = ""  # the sentence of it that means most alike, if that is not its statement
    copies: tuple | list = ()  # other lessons of the same words
    is_first_weaker: bool = False
    learned_in: int = 1  # projects
    helped_in: int = 0  # projects that applied it
    choice: KickoffLesson | None = None
    form: ChoiceForm | None = None
    conflict: tuple | list = ()  # what somebody else decided meanwhile: [(label, theirs)]


class Board:
    """The page of `kickoff` for `user`. Queries do not grow with the number of lessons."""

    def __init__(self, kickoff, user, filters=None, *, may_edit=True):
        self.kickoff = kickoff
        self.user = user
        self.filters = filters or LessonFilters()
        self.may_edit = may_edit
        self.findings = Findings(kickoff, user, self.filters.find)
        self.filtered = FilteredLessons(self.findings, self.filters)
        self.urgent = {}  # {lesson id: a card with an error or a conflict}

    @cached_property
    def brief(self):
        return brief_of(self.kickoff, self.user)

    @cached_property
    def owners(self):
        return owners_for(self.kickoff, self.user)

    @cached_property
    def searched(self):
        """The cards of what a search for one more lesson found."""
        found = [pk for pk in self.findings.hits if self.findings.may_show(pk)]
        return [self._card_of(self.findings.rows[pk]) for pk in found]

    @cached_property
    def cards(self):
        """The cards to show, best match first."""
        shown = self.filtered.lessons[: self.filters.show]
        return [self._card_of(it) for it in shown if it.pk not in self.findings.hits]

    @cached_property
    def further(self):
        """The cards of what was decided or needs attention, and is not among those to show.

        Whatever the filters say: what was decided stays in sight.
        """
        shown = {card.lesson.pk for card in [*self.searched, *self.cards]}
        kept = {*self.findings.choices, *self.urgent} - shown
        hidden = [card for pk, card in self.urgent.items() if pk in kept]
        decided = [it for it in self.filtered.all if it.pk in kept and it.pk not in self.urgent]
        return hidden + [self.card(lesson) for lesson in decided]

    def _card_of(self, lesson):
        return self.urgent.get(lesson.pk) or self.card(lesson)

    def card(self, lesson, *, form=None, conflict=()):
        """Return the card of one lesson, with `form` where that is not the plain one."""
        found, weaker = self.findings, self.filtered.weaker
        choice = found.choices.get(lesson.pk)
        if self.may_edit and form is None:
            form = ChoiceForm(lesson=lesson, people=self.owners, choice=choice)
        match = found.matches.get(lesson.pk)
        shown = match or found.hits.get(lesson.pk)
        first = first_of_duplicates(lesson)
        return Card(
            lesson,
            is_first_weaker=bool(weaker) and lesson == weaker[0],
            why=shown.snippet if shown else "",
            words=match.words[:WORDS] if match else (),
            risks=[found.risks[place].risk.text for place in match.risks[:RISKS]] if match else (),
            is_similar=bool(match and match.is_similar),
            nearest=match.nearest if match else "",
            copies=found.copies(match) if match else (),
            learned_in=len(found.learned[first]),
            helped_in=len(found.helped[first]),
            choice=choice,
            form=form,
            conflict=conflict,
        )

    @property
    def address(self):
        """The page as it is filtered now."""
        return self.kickoff.get_absolute_url() + self.query

    @property
    def query(self):
        """Its query string, "" without any."""
        return self.filters.query_string(self.filters.show)

    @property
    def remaining(self):
        """How many more lessons there are to show."""
        return max(0, len(self.filtered.lessons) - self.filters.show)

    @property
    def next_lesson(self):
        """The id of the first lesson that is not shown yet."""
        return self.filtered.lessons[self.filters.show].pk

    @property
    def first_new(self):
        """The number of the first card that "more lessons" added; 0 if nothing was added."""
        return self.filters.show - PAGE + 1 if self.filters.show > PAGE else 0

    @property
    def next_query(self):
        """The query string that shows some more."""
        return self.filters.query_string(self.filters.show + PAGE)
