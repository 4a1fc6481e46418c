"""What a kickoff's page shows: the terms read, the lessons found, what was decided, the brief."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Q

from retros.forms.kickoffs import ChoiceForm, owners_for
from retros.kickoffs.narrowing import PAGE, POOL, Narrowing
from retros.kickoffs.risk_board import grouped
from retros.models import Category, KickoffLesson, Lesson
from retros.search import for_kickoff, key_terms, search
from retros.views.kickoffs.brief import brief_of

TERMS = 10  # terms shown of those read from the brief
WORDS, RISKS = 5, 2  # shown as reasons of one lesson


@dataclass
class Card:
    """A lesson on the page: why it is there, what was decided, and the form to decide."""

    lesson: Lesson
    why: str = ""
    words: tuple = ()  # that it shares with the brief and the risks, what tells most first
    risks: tuple = ()  # texts of those that it speaks of
    is_similar: bool = False  # close by what it means, not by words
    nearest: str = ""  # the sentence of it that means most alike, if that is not its statement
    copies: list = ()  # other lessons of the same words
    is_first_less_close: bool = False
    learned_in: int = 1  # projects
    helped_in: int = 0  # projects that applied it
    choice: KickoffLesson | None = None
    form: ChoiceForm | None = None
    conflict: list = ()  # what somebody else decided meanwhile: [(label, theirs)]


def duplicates_family(lesson):
    """The id of the lesson that was learned first, of those that say the same."""
    return lesson.duplicate_of_id or lesson.pk


def is_offered(lesson):
    """Whether a kickoff may offer it, as `Lesson.objects.offerable()` says in SQL."""
    return lesson.retrospective.is_published and not lesson.is_retired


def terms_of(kickoff, told):
    """What is looked for besides all that was `told`: [(term, whether somebody added it)]."""
    dropped = {term.casefold() for term in kickoff.dropped_terms}
    added = {term.casefold() for term in kickoff.added_terms}
    read = [
        (term, False)
        for term in key_terms(told, limit=TERMS + len(dropped))
        if term.casefold() not in dropped | added
    ]
    return read[:TERMS] + [(term, True) for term in kickoff.added_terms]


class Board:
    """The page of `kickoff` for `user`. Queries do not grow with the number of lessons."""

    def __init__(self, kickoff, user, narrowing=None, *, may_edit=True):
        self.kickoff = kickoff
        self.user = user
        self.narrowing = narrowing or Narrowing()
        self.may_edit = may_edit
        self.urgent = {}  # lesson id to a card with an error or a conflict

    @cached_property
    def told(self):
        """What was said about the start, with the tags of its project."""
        return "\n".join([self.kickoff.told, *self.kickoff.project.tags.names()])

    @cached_property
    def terms(self):
        return terms_of(self.kickoff, self.told)

    @cached_property
    def brief(self):
        return brief_of(self.kickoff, self.user)

    @cached_property
    def owners(self):
        return owners_for(self.kickoff, self.user)

    @cached_property
    def choices(self):
        """Lesson id to what was decided about it."""
        rows = KickoffLesson.objects.visible_to(self.user).filter(kickoff=self.kickoff)
        return {
            row.lesson_id: row for row in rows.still_readable().select_related("owner", "lesson")
        }

    @cached_property
    def risks(self):
        """What the team imagined, alike ones together."""
        return grouped(self.kickoff, self.user)

    @cached_property
    def helped_by_family(self):
        """First lesson's id to the number of projects that it helped. One query."""
        families = set(map(duplicates_family, self.rows.values()))
        rows = KickoffLesson.objects.visible_to(self.user).filter(
            Q(lesson__in=families) | Q(lesson__duplicate_of__in=families), result="helped"
        )
        projects = defaultdict(set)
        for pk, duplicate_of, project in rows.values_list(
            "lesson", "lesson__duplicate_of", "kickoff__project"
        ):
            projects[duplicate_of or pk].add(project)
        return projects

    @cached_property
    def matches(self):
        """Lesson id to its match, the closest first; what search gives, not yet looked up."""
        found = for_kickoff(
            self.told,
            user=self.user,
            limit=POOL,
            extra_terms=self.kickoff.added_terms,
            dropped_terms=self.kickoff.dropped_terms,
            project_kind=self.kickoff.project.kind,
            risks=[group.text for group in self.risks],
        )
        return {match.lesson_id: match for match in found}

    @cached_property
    def found(self):
        """The lessons that are close, the closest first, and those that are less so."""
        offered = [pk for pk in self.matches if self._may_show(pk)]
        close = [self.rows[pk] for pk in offered if self.matches[pk].is_close]
        return close, [self.rows[pk] for pk in offered if not self.matches[pk].is_close]

    @cached_property
    def lessons(self):
        """The lessons to show, the closest first, then others decided on."""
        close, less_close = self.found
        shown = close + less_close if self.narrowing.less_close else close
        kept = self.choices.keys() - {lesson.pk for lesson in shown}
        return shown + [self.rows[pk] for pk in self.choices if pk in kept]

    @cached_property
    def hits(self):
        """Lesson id to its hit, of what a search by somebody found, the closest first."""
        if not self.narrowing.find:
            return {}
        found = search(self.narrowing.find, user=self.user, kinds=("lesson",))
        return {hit.object_id: hit for hit in found.hits}

    @cached_property
    def rows(self):
        """Id to lesson, of all that the page can show. One query."""
        rows = Lesson.objects.visible_to(self.user).select_related("retrospective__project__team")
        copies = {pk for match in self.matches.values() for _, pk in match.copies}
        return rows.in_bulk({*self.matches, *self.choices, *self.hits, *copies})

    def _may_show(self, pk):
        return pk in self.rows and (pk in self.choices or is_offered(self.rows[pk]))

    @cached_property
    def searched(self):
        """Cards of what a search by somebody found."""
        found = [self.rows[pk] for pk in self.hits if self._may_show(pk)]
        return [self.urgent.get(lesson.pk) or self.card(lesson) for lesson in found]

    @cached_property
    def projects_by_family(self):
        """First lesson's id to the ids of all projects that learned it. One query."""
        families = set(map(duplicates_family, self.rows.values()))
        rows = Lesson.objects.published().filter(Q(pk__in=families) | Q(duplicate_of__in=families))
        projects = defaultdict(set)
        for pk, duplicate_of, project in rows.values_list(
            "pk", "duplicate_of", "retrospective__project"
        ):
            projects[duplicate_of or pk].add(project)
        return projects

    @cached_property
    def narrowed(self):
        """Those of `lessons` that the filters let through."""
        return [lesson for lesson in self.lessons if self.narrowing.lets_through(lesson)]

    @cached_property
    def close(self):
        """Those of `narrowed` that are close, or decided on."""
        less_close = {lesson.pk for lesson in self.found[1]} - self.choices.keys()
        return [lesson for lesson in self.narrowed if lesson.pk not in less_close]

    @property
    def projects(self):
        """How many projects the close lessons come from."""
        return len({lesson.retrospective.project_id for lesson in self.close})

    @cached_property
    def less_close(self):
        """Those less close that the filters let through and that nobody decided on."""
        let_through = filter(self.narrowing.lets_through, self.found[1])
        return [lesson for lesson in let_through if lesson.pk not in self.choices]

    @property
    def less_close_query(self):
        """The query string that shows those too."""
        return replace(self.narrowing, less_close=True).query_string(self.narrowing.show)

    @property
    def categories(self):
        """The filter by category: [(value, label, number, whether it is chosen)]."""
        numbers = Counter(lesson.category for lesson in self.lessons)
        chosen = self.narrowing.categories
        return [(c.value, c.label, numbers[c.value], c.value in chosen) for c in Category]

    @cached_property
    def cards(self):
        """The cards to show, the closest first."""
        above = set(self.hits)
        shown = [it for it in self.narrowed[: self.narrowing.show] if it.pk not in above]
        return [self.urgent.get(lesson.pk) or self.card(lesson) for lesson in shown]

    @cached_property
    def further(self):
        """Cards of what was decided, or needs attention, and is not among those to show.

        Whatever the filters say: what was decided stays in sight.
        """
        shown = {card.lesson.pk for card in [*self.searched, *self.cards]}
        kept = {*self.choices, *self.urgent} - shown
        hidden = [card for pk, card in self.urgent.items() if pk in kept]
        decided = [it for it in self.lessons if it.pk in kept and it.pk not in self.urgent]
        return hidden + [self.card(lesson) for lesson in decided]

    def card(self, lesson, *, form=None, conflict=()):
        """The card of one lesson, with `form` where that is not the plain one."""
        choice = self.choices.get(lesson.pk)
        if self.may_edit and form is None:
            form = ChoiceForm(lesson=lesson, people=self.owners, choice=choice)
        match = self.matches.get(lesson.pk)
        shown = match or self.hits.get(lesson.pk)
        family = duplicates_family(lesson)
        less_close = self.less_close[0] if self.less_close else None
        return Card(
            lesson,
            is_first_less_close=lesson == less_close,
            why=shown.snippet if shown else "",
            words=match.words[:WORDS] if match else (),
            risks=[self.risks[place].risk.text for place in match.risks[:RISKS]] if match else (),
            is_similar=bool(match and match.is_similar),
            nearest=match.nearest if match else "",
            copies=self._copies(match) if match else (),
            learned_in=len(self.projects_by_family[family]),
            helped_in=len(self.helped_by_family[family]),
            choice=choice,
            form=form,
            conflict=conflict,
        )

    def _copies(self, match):
        return [self.rows[pk] for _, pk in match.copies if pk in self.rows]

    @property
    def address(self):
        """The page as it is narrowed now."""
        return self.kickoff.get_absolute_url() + self.query

    @property
    def query(self):
        """Its query string, "" without any."""
        return self.narrowing.query_string(self.narrowing.show)

    @property
    def left(self):
        """How many more lessons there are to show."""
        return max(0, len(self.narrowed) - self.narrowing.show)

    @property
    def next_lesson(self):
        """The id of the first lesson that is not shown yet."""
        return self.narrowed[self.narrowing.show].pk

    @property
    def first_new(self):
        """The number of the first card that "more lessons" added; 0 if nothing was added."""
        return self.narrowing.show - PAGE + 1 if self.narrowing.show > PAGE else 0

    @property
    def next_query(self):
        """The query string that shows some more."""
        return self.narrowing.query_string(self.narrowing.show + PAGE)
