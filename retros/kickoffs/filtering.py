"""Which of a kickoff's lessons its page shows: what the query string asks for."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.utils import timezone

from retros.kickoffs.finding import POOL
from retros.models import Category, without_controls

PAGE = 10  # lessons shown at once
YEAR = timedelta(days=365)
FIND_MAX = 200  # characters


@dataclass(frozen=True)
class LessonFilters:
    """What the query string asks for. Values that make no sense are left out."""

    categories: tuple[str, ...] = ()
    last_year: bool = False
    show: int = PAGE
    find: str = ""  # words of a search for one more lesson
    weaker: bool = False  # whether weaker matches are shown too

    @classmethod
    def from_query(cls, query):
        show = query.get("show", "")[:4]
        number = int(show) if show.isascii() and show.isdigit() else PAGE
        return cls(
            tuple(c for c in Category.values if c in query.getlist("category")),
            query.get("since") == "year",
            min(POOL, max(PAGE, number)),
            " ".join(without_controls(query.get("find", "")).split())[:FIND_MAX],
            query.get("close") == "less",
        )

    def query_string(self, show=PAGE):
        """Return the query string that asks for this again; "" if there is nothing to ask for."""
        asked = [("category", category) for category in self.categories]
        asked += [("since", "year")] if self.last_year else []
        asked += [("show", show)] if show > PAGE else []
        asked += [("find", self.find)] if self.find else []
        asked += [("close", "less")] if self.weaker else []
        return f"?{urlencode(asked)}" if asked else ""

    def matches_lesson(self, lesson):
        """Whether `lesson` passes the filters."""
        about = not self.categories or lesson.category in self.categories
        return about and (
            not self.last_year or lesson.retrospective.dated_on >= timezone.localdate() - YEAR
        )


class FilteredLessons:
    """Those of the `findings` that the `filters` let through."""

    def __init__(self, findings, filters):
        self.findings = findings
        self.filters = filters

    @cached_property
    def all(self):
        """The lessons before the filters by category and date, best first, then others decided on."""
        found, choices = self.findings, self.findings.choices
        shown = found.close + found.weaker if self.filters.weaker else found.close
        kept = choices.keys() - {lesson.pk for lesson in shown}
        return shown + [found.rows[pk] for pk in choices if pk in kept]

    @cached_property
    def lessons(self):
        return [lesson for lesson in self.all if self.filters.matches_lesson(lesson)]

    @cached_property
    def close(self):
        """Those that match well, or were decided on."""
        weaker = {lesson.pk for lesson in self.findings.weaker} - self.findings.choices.keys()
        return [lesson for lesson in self.lessons if lesson.pk not in weaker]

    @cached_property
    def weaker(self):
        """Those that match less well and that nobody decided on, shown or not."""
        found = filter(self.filters.matches_lesson, self.findings.weaker)
        return [lesson for lesson in found if lesson.pk not in self.findings.choices]

    @property
    def projects(self):
        """How many projects the close lessons come from."""
        return len({lesson.retrospective.project_id for lesson in self.close})

    @property
    def categories(self):
        """The filter by category: [(value, label, number, whether it is chosen)]."""
        numbers = Counter(lesson.category for lesson in self.all)
        chosen = self.filters.categories
        return [(c.value, c.label, numbers[c.value], c.value in chosen) for c in Category]

    @property
    def weaker_query(self):
        """The query string that shows the weaker matches too."""
        return replace(self.filters, weaker=True).query_string(self.filters.show)
