"""Which of a kickoff's lessons to see: what the query string of its page can say."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.utils import timezone

from retros.models import Category
from retros.models.fields import without_controls

POOL = 60  # lessons that a search gives, from which the filters choose
PAGE = 10  # lessons shown at once
YEAR = timedelta(days=365)
FIND_MAX = 200  # characters


@dataclass(frozen=True)
class Narrowing:
    """What the query string asks to see. Values that make no sense are left out."""

    categories: tuple[str, ...] = ()
    last_year: bool = False
    show: int = PAGE
    find: str = ""  # words of a search for one more lesson
    less_close: bool = False  # whether those that share little with the brief are shown too

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
        """The query string that asks for this again, "" for the page without any."""
        asked = [("category", category) for category in self.categories]
        asked += [("since", "year")] if self.last_year else []
        asked += [("show", show)] if show > PAGE else []
        asked += [("find", self.find)] if self.find else []
        asked += [("close", "less")] if self.less_close else []
        return f"?{urlencode(asked)}" if asked else ""

    def lets_through(self, lesson):
        """Whether `lesson` is to be shown."""
        about = not self.categories or lesson.category in self.categories
        return about and (
            not self.last_year or lesson.retrospective.dated_on >= timezone.localdate() - YEAR
        )
