"""What a kickoff finds: the terms read from its brief, the lessons, and how they fared elsewhere."""

from collections import defaultdict
from functools import cached_property

from django.db.models import Q

from retros.kickoffs.risk_board import grouped
from retros.models import KickoffLesson, Lesson
from retros.search import for_kickoff, key_terms, search

POOL = 60  # lessons that a search gives, from which the filters choose
TERMS = 10  # terms shown of those read from the brief


def first_of_duplicates(lesson):
    """Return the id of the lesson that was learned first, among those that say the same."""
    return lesson.duplicate_of_id or lesson.pk


def is_offered(lesson: Lesson) -> bool:
    """Whether a kickoff may offer it, as `Lesson.objects.offerable()` says in SQL."""
    return lesson.retrospective.is_published and not lesson.is_retired


def terms_of(kickoff, text):
    """Return what is searched for besides `text`: [(term, whether somebody added it)]."""
    dropped = {term.casefold() for term in kickoff.dropped_terms}
    added = {term.casefold() for term in kickoff.added_terms}
    read = [
        (term, False)
        for term in key_terms(text, limit=TERMS + len(dropped))
        if term.casefold() not in dropped | added
    ]
    return read[:TERMS] + [(term, True) for term in kickoff.added_terms]


class Findings:
    """What was found for `kickoff`, as `user` may read it.

    `find` holds the words of a search for one more lesson. Queries do not grow with the lessons.
    """

    def __init__(self, kickoff, user, find=""):
        self.kickoff = kickoff
        self.user = user
        self.find = find

    @cached_property
    def text(self):
        """What is said about the project, with its tags."""
        return "\n".join([self.kickoff.full_text, *self.kickoff.project.tags.names()])

    @cached_property
    def terms(self):
        return terms_of(self.kickoff, self.text)

    @cached_property
    def risks(self):
        """What the team imagined, similar risks together."""
        return grouped(self.kickoff, self.user)

    @cached_property
    def choices(self):
        """{lesson id: what was decided about it}"""
        rows = KickoffLesson.objects.visible_to(self.user).filter(kickoff=self.kickoff)
        rows = rows.still_readable().select_related("owner", "lesson")
        return {row.lesson_id: row for row in rows}

    @cached_property
    def matches(self):
        """{lesson id: its match}, best first; the rows are not read yet."""
        found = for_kickoff(
            self.text,
            user=self.user,
            limit=POOL,
            extra_terms=self.kickoff.added_terms,
            dropped_terms=self.kickoff.dropped_terms,
            project_kind=self.kickoff.project.kind,
            risks=[group.text for group in self.risks],
        )
        return {match.lesson_id: match for match in found}

    @cached_property
    def hits(self):
        """{lesson id: its hit} of the search for one more lesson, best first."""
        if not self.find:
            return {}
        found = search(self.find, user=self.user, kinds=("lesson",))
        return {hit.object_id: hit for hit in found.hits}

    @cached_property
    def rows(self):
        """{id: lesson} of all that the page can show. One query."""
        rows = Lesson.objects.visible_to(self.user).select_related("retrospective__project__team")
        copies = {pk for match in self.matches.values() for _, pk in match.copies}
        return rows.in_bulk({*self.matches, *self.choices, *self.hits, *copies})

    def copies(self, match):
        """Return the other lessons of the same words."""
        return [self.rows[pk] for _, pk in match.copies if pk in self.rows]

    def may_show(self, pk):
        """Whether the lesson can be read, and is offered or decided on."""
        return pk in self.rows and (pk in self.choices or is_offered(self.rows[pk]))

    @cached_property
    def close(self):
        """The lessons that match well, best first."""
        return [self.rows[pk] for pk in self.matches if self._is_close(pk, wanted=True)]

    @cached_property
    def weaker(self):
        """The lessons that match less well, best first."""
        return [self.rows[pk] for pk in self.matches if self._is_close(pk, wanted=False)]

    def _is_close(self, pk, *, wanted):
        return self.may_show(pk) and bool(self.matches[pk].is_close) is wanted

    @cached_property
    def helped(self):
        """{id of the first of duplicates: projects that they helped}. One query."""
        firsts = set(map(first_of_duplicates, self.rows.values()))
        rows = KickoffLesson.objects.visible_to(self.user).filter(
            Q(lesson__in=firsts) | Q(lesson__duplicate_of__in=firsts), result="helped"
        )
        return _by_first(rows.values_list("lesson", "lesson__duplicate_of", "kickoff__project"))

    @cached_property
    def learned(self):
        """{id of the first of duplicates: projects that learned it}. One query."""
        firsts = set(map(first_of_duplicates, self.rows.values()))
        rows = Lesson.objects.published().filter(Q(pk__in=firsts) | Q(duplicate_of__in=firsts))
        return _by_first(rows.values_list("pk", "duplicate_of", "retrospective__project"))


def _by_first(rows):
    projects = defaultdict(set)
    for pk, duplicate_of, project in rows:
        projects[duplicate_of or pk].add(project)
    return projects
