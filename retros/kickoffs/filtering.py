"""Which of what a kickoff finds its page shows: what the query string asks for."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.utils import timezone

from retros.kickoffs.finding import POOL
from retros.kickoffs.kinds import MODELS, record_of
from retros.models import Category, without_controls

PAGE = 10  # texts shown at once
WEAKER = 3  # weaker matches that are shown with less than a page of close ones, or with none
YEAR = timedelta(days=365)
FIND_MAX = 200  # characters
KIND_LABELS = {
    "lesson": "Lessons",
    "observation": "Observations",
    "decision": "Decisions",
    "retrospective": "Retrospectives",
}


@dataclass(frozen=True)
class KickoffFilters:
    """What the query string asks for. Values that make no sense are left out."""

    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    last_year: bool = False
    show: int = PAGE
    find: str = ""  # words of a search for one more text
    weaker: bool = False  # whether weaker matches are shown too

    @classmethod
    def from_query(cls, query):
        show = query.get("show", "")[:4]
        number = int(show) if show.isascii() and show.isdigit() else PAGE
        return cls(
            tuple(kind for kind in MODELS if kind in query.getlist("kind")),
            tuple(c for c in Category.values if c in query.getlist("category")),
            query.get("since") == "year",
            min(POOL, max(PAGE, number)),
            " ".join(without_controls(query.get("find", "")).split())[:FIND_MAX],
            query.get("close") == "less",
        )

    def query_string(self, show=PAGE):
        """Return the query string that asks for this again; "" if there is nothing to ask for."""
        asked = [("kind", kind) for kind in self.kinds]
        asked += [("category", category) for category in self.categories]
        asked += [("since", "year")] if self.last_year else []
        asked += [("show", show)] if show > PAGE else []
        asked += [("find", self.find)] if self.find else []
        asked += [("close", "less")] if self.weaker else []
        return f"?{urlencode(asked)}" if asked else ""

    def let_through(self, key, item):
        """Tell whether `item` passes the filters by kind, category and date."""
        about = not self.kinds or key[0] in self.kinds
        about &= not self.categories or getattr(item, "category", "") in self.categories
        return about and (not self.last_year or _age_of(item, _year_ago()) == "year")


def _year_ago():
    return timezone.localdate() - YEAR


def _age_of(item, since):
    """Return "year" for what is dated `since` then, "earlier", or "unknown"."""
    dated_on = record_of(item).dated_on
    if not dated_on:
        return "unknown"
    return "year" if dated_on >= since else "earlier"


class Filtered:
    """The keys of those of the `findings` that the `filters` let through."""

    def __init__(self, findings, filters):
        self.findings = findings
        self.filters = filters

    @cached_property
    def all(self):
        """Before the filters by category and date, best first, then others decided on."""
        found, choices = self.findings, self.findings.choices
        shown = found.close + found.weaker if self.filters.weaker else found.close
        kept = choices.keys() - set(shown)
        return shown + [key for key in choices if key in kept]

    def _pass(self, keys):
        rows = self.findings.rows
        return [key for key in keys if self.filters.let_through(key, rows[key])]

    @cached_property
    def keys(self):
        """Those to show, best first."""
        return self._pass(self.all) + self.weaker_first

    @cached_property
    def weaker_first(self):
        """The first weaker ones that almost match well, if room is left beside those that do."""
        if self.filters.weaker:
            return []
        found = [key for key in self.weaker if self.findings.matches[key].is_almost_close]
        return found[: min(WEAKER, max(0, PAGE - len(self.close)))]

    @cached_property
    def close(self):
        """Those that match well, or were decided on."""
        return [key for key in self._pass(self.all) if key not in self._undecided_weaker]

    @cached_property
    def weaker(self):
        """Those that match less well and that nobody decided on, shown or not."""
        found = self._pass(self.findings.weaker)
        return [key for key in found if key not in self.findings.choices]

    @property
    def projects(self):
        """How many projects the close ones come from."""
        return len({record_of(self.findings.rows[key]).project_id for key in self.close})

    @property
    def kinds(self):
        """The filter by kind: [(value, label, number, whether it is chosen)]."""
        numbers = Counter(key[0] for key in self._but_for("kinds"))
        chosen = self.filters.kinds
        return [(it, label, numbers[it], it in chosen) for it, label in KIND_LABELS.items()]

    @property
    def categories(self):
        """The filter by category: [(value, label, number, whether it is chosen)]."""
        numbers, chosen = self._in_categories, self.filters.categories
        return [(c.value, c.label, numbers[c.value], c.value in chosen) for c in Category]

    @property
    def without_category(self):
        """How many have no category, as decisions and whole retrospectives."""
        return self._in_categories[""]

    @cached_property
    def _in_categories(self):
        rows = [self.findings.rows[key] for key in self._but_for("categories")]
        return Counter(getattr(row, "category", "") for row in rows)

    @cached_property
    def dates(self):
        """How many there are by date: {"year": …, "earlier": …, "unknown": …}."""
        rows, since = self.findings.rows, _year_ago()
        return Counter(_age_of(rows[key], since) for key in self._but_for("last_year"))

    def _but_for(self, name):
        """The keys that the other filters let through: what one would get by choosing in this one."""
        others = replace(self.filters, **{name: getattr(KickoffFilters, name)})
        rows, weaker = self.findings.rows, self._undecided_weaker
        return [key for key in self.all if key not in weaker and others.let_through(key, rows[key])]

    @cached_property
    def _undecided_weaker(self):
        return set(self.findings.weaker) - self.findings.choices.keys()

    @property
    def weaker_further(self):
        """How many weaker ones wait behind a link."""
        return 0 if self.filters.weaker else len(self.weaker) - len(self.weaker_first)

    @property
    def weaker_query(self):
        """The query string that shows the weaker matches too."""
        return replace(self.filters, weaker=True).query_string(self.filters.show)
