"""What a kickoff finds of all that was written, and how its lessons fared elsewhere."""

from collections import defaultdict
from dataclasses import replace
from functools import cached_property

from django.db.models import Q

from retros.forms.lesson_suggestions import any_lesson_suggestions, lesson_suggestions
from retros.forms.stored_tags import tags_of
from retros.kickoffs.kinds import MODELS, record_of, rows_of
from retros.kickoffs.made_lessons import made_id
from retros.kickoffs.risk_board import grouped
from retros.kickoffs.similar_projects import closest_projects
from retros.models import (
    BECOME_LESSONS,
    Decision,
    KickoffLesson,
    LaterMatch,
    Lesson,
    Observation,
    Retrospective,
    composed_once,
    kind_of,
)
from retros.search import also_searched, for_kickoff, in_turn, key_terms, search

POOL = 60  # texts that a search gives, from which the filters choose
RETROSPECTIVE = "retrospective"
LATER = 10  # of those found after the start that the page shows
TERMS = 10  # terms shown of those read from the brief


def first_of_duplicates(lesson):
    """Return the id of the lesson that was learned first, among those that say the same."""
    return lesson.duplicate_of_id or lesson.pk


def is_offered(item: Lesson | Observation | Decision | Retrospective) -> bool:
    """Return whether a kickoff may offer it: published, and not a retired lesson."""
    return record_of(item).is_published and not getattr(item, "is_retired", False)


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

    `find` holds the words of a search for one more. Of `kinds`, if given, more of the weaker matches
    are found. Queries do not grow with what was found.
    """

    def __init__(self, kickoff, user, find="", kinds=()):
        self.kickoff = kickoff
        self.user = user
        self.find = find
        self.kinds = kinds or tuple(MODELS)
        self.also = set()  # keys of what the page shows, found or not

    @cached_property
    def text(self):
        """What is said about the project, with its tags."""
        return "\n".join(
            [self.kickoff.full_text, *(tag.name for tag in tags_of(self.kickoff.project))]
        )

    @cached_property
    def terms(self):
        return terms_of(self.kickoff, self.text)

    @cached_property
    def equivalents(self):
        """Equivalents of the terms that are searched for, too."""
        return also_searched(" ".join(term for term, _ in self.terms))

    @cached_property
    def risks(self):
        """What the team imagined, similar risks together."""
        return grouped(self.kickoff, self.user)

    @cached_property
    def choices(self):
        """{key: what was decided about it}"""
        return {row.key: row for row in _choices(self.user, self.kickoff.pk)}

    @cached_property
    def later(self):
        """{key: what was found after the start and is undecided}, last found first. One query."""
        return {row.key: row for row in _later(self.user, self.kickoff.pk)}

    @cached_property
    def matches(self):
        """{key: its match}, best first; the rows are not read yet.

        What is close is told among everything, so that a filter gives as many as it says.
        """
        risks, matches = [group.text for group in self.risks], {}
        found = self._found(tuple(MODELS), risks)
        if set(self.kinds) < set(MODELS):
            further = self._found(self.kinds, risks)
            found = [*found, *(replace(it, is_close=False) for it in further)]
        for match in map(self._as_chosen, found):
            matches.setdefault(match.key, match)
        return matches

    def _as_chosen(self, match):
        """Let a lesson that was made of what was found stand for it where the lesson is chosen."""
        for key in (match.key, *match.copies):
            if lesson := self.made.get(made_id(*key)):
                copies = tuple(it for it in (match.key, *match.copies) if it != lesson)
                return replace(match, kind=lesson[0], object_id=lesson[1], copies=copies)
        return match

    @cached_property
    def made(self):
        """{client id of a lesson that is chosen: its key}"""
        return {row.lesson.client_id: key for key, row in self.choices.items() if row.lesson}

    @cached_property
    def similar_projects(self):
        """The closest projects: what speaks of a risk alone is not a project like this one."""
        if not self.risks:
            found, rows = list(self.matches.values()), self.rows
        else:
            found = self._found(tuple(MODELS))
            rows = rows_of({key for it in found for key in (it.key, *it.copies)}, self.user)
        close = [match for match in found if match.is_close]
        return closest_projects(close, rows, but_for=self.kickoff.project_id)

    def _found(self, kinds, risks=()):
        return for_kickoff(
            self.text,
            user=self.user,
            limit=POOL,
            kinds=kinds,
            extra_terms=self.kickoff.added_terms,
            dropped_terms=self.kickoff.dropped_terms,
            project_kind=self.kickoff.project.kind,
            risks=risks,
        )

    @cached_property
    def hits(self):
        """{key: its hit} of the search for one more, best first."""
        if not self.find:
            return {}
        return {hit.key: hit for hit in search(self.find, user=self.user, kinds=self.kinds).hits}

    @cached_property
    def rows(self):
        """{key: row} of all that the page can show. One query a kind."""
        copies = {key for match in self.matches.values() for key in match.copies}
        keys = {*self.matches, *self.choices, *self.later, *self.hits, *copies, *self.also}
        return rows_of(keys, self.user)

    @cached_property
    def writable(self):
        """Ids of the retrospectives on the page that the reader may edit. One query."""
        shown = {record_of(row).pk for row in self.rows.values()}
        return set(_editable(self.user, *shown)) if shown else set()

    @cached_property
    def suggested(self):
        """{key: what the reader suggested to turn into a lesson}, of the page. One query, two if any."""
        if not any_lesson_suggestions(self.user):
            return {}
        shown = {kind: [pk for one, pk in self.rows if one == kind] for kind in BECOME_LESSONS}
        asked = lesson_suggestions(self.user, shown["observation"], shown["decision"])
        return {(kind_of(it.item), it.item.pk): it for it in asked.with_items()}

    def copies(self, match):
        """Return the others that say the same, in other projects."""
        copies = [self.rows[key] for key in match.copies if key in self.rows]
        own = record_of(self.rows[match.key]).project_id
        return [it for it in copies if record_of(it).project_id != own]

    def may_show(self, key):
        """Tell whether it can be read, and is offered or decided on."""
        return key in self.rows and (key in self.choices or is_offered(self.rows[key]))

    @cached_property
    def close(self):
        """The keys of what matches well, best first, but spread like all that was found."""
        close = [key for key in self.matches if self._is_close(key, wanted=True)]
        return in_turn(close, self._source)

    def _source(self, key):
        record = record_of(self.rows[key])
        return record.project_id, key[0] == RETROSPECTIVE, record.title

    @cached_property
    def weaker(self):
        """The keys of what matches less well, best first."""
        return [key for key in self.matches if self._is_close(key, wanted=False)]

    def _is_close(self, key, *, wanted):
        return self.may_show(key) and self.matches[key].is_close is wanted

    @cached_property
    def _firsts(self):
        """Ids of the lessons on the page, of duplicates that of the first."""
        return {
            first_of_duplicates(row) for (kind, _), row in self.rows.items() if kind == "lesson"
        }

    @cached_property
    def helped(self):
        """{id of the first of duplicates: projects that they helped}. One query."""
        return _by_first(_helped(self.user, *self._firsts) if self._firsts else ())

    @cached_property
    def learned(self):
        """{id of the first of duplicates: projects that learned it}. One query."""
        return _by_first(_learned(None, *self._firsts) if self._firsts else ())


@composed_once
def _choices(user, kickoff):
    rows = KickoffLesson.objects.visible_to(user).filter(kickoff=kickoff)
    return rows.still_readable().with_items()


@composed_once
def _later(user, kickoff):
    return LaterMatch.objects.visible_to(user).filter(kickoff=kickoff).undecided()[:LATER]


@composed_once
def _editable(user, *pks):
    found = Retrospective.objects.editable_by(user).filter(pk__in=pks)
    return found.values_list("pk", flat=True)


@composed_once
def _helped(user, *firsts):
    same = Q(lesson__in=firsts) | Q(lesson__duplicate_of__in=firsts)
    rows = KickoffLesson.objects.visible_to(user).filter(same, result="helped")
    return rows.values_list("lesson", "lesson__duplicate_of", "kickoff__project")


@composed_once
def _learned(_user, *firsts):
    same = Q(pk__in=firsts) | Q(duplicate_of__in=firsts)
    rows = Lesson.objects.published().filter(same)
    return rows.values_list("pk", "duplicate_of", "retrospective__project")


def _by_first(rows):
    projects = defaultdict(set)
    for pk, duplicate_of, project in rows:
        projects[duplicate_of or pk].add(project)
    return projects
