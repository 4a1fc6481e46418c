"""A search as its query string: what was typed, its filters, and links without each of them."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from retros.models import QUERY_MAX_LENGTH, Category, Phase, Retrospective, SearchEntry
from retros.search import (
    QUERY_MAX_CHARACTERS,
    SORTS,
    count,
    has_too_many_filters,
    says_nothing,
    typed_filters,
    without_filters,
    years_of,
)

_CHOICES = {
    "kinds": ("kind", SearchEntry.Kind),
    "categories": ("category", Category),
    "results": ("result", Retrospective.Result),
    "phases": ("phase", Phase),
}
_NAMES = {"tags": "tag", "teams": "team", "projects": "project"}
_LABELS = {
    "kind": "",
    "category": "Category",
    "result": "Result",
    "phase": "Phase",
    "tag": "Tag",
    "team": "Team",
    "project": "Project",
    "year": "Year",
}
_YEARS = ("year", "from", "to")
_KEPT = {"q", "sort", *_LABELS, *_YEARS}
_MOST = 20  # values of one filter that are looked at
_DROPPED_MOST = 6  # filters of which is said what would be found without them


@dataclass(frozen=True)
class Chip:
    """One thing that narrows: `without` is the SearchParams that is left when it is taken away."""

    name: str
    label: str
    words: str
    without: "SearchParams"


@dataclass(frozen=True)
class SearchParams:
    """A search in the form of a query string. Values that make no sense are left out."""

    values: object  # a QueryDict

    @property
    def text(self):
        return self.values.get("q", "")[:QUERY_MAX_CHARACTERS]

    @property
    def has_too_many_filters(self):
        return has_too_many_filters(self.text)

    @property
    def sort(self):
        sort = self.values.get("sort")
        return sort if sort in SORTS else "relevance"

    @property
    def page(self):
        text = self.values.get("page", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1

    @cached_property
    def filters(self):
        """Its filters as parameters of `retros.search.search`."""
        chosen = {
            name: tuple(v for v in self._listed(parameter) if v in choices.values)
            for name, (parameter, choices) in _CHOICES.items()
        }
        chosen |= {name: self._listed(parameter) for name, parameter in _NAMES.items()}
        return chosen | {"years": self._years()}

    @property
    def is_something(self):
        """Whether it has a word that can be looked for, or a filter."""
        typed = bool(self.text.strip()) and not says_nothing(self.text)
        return typed or any(self.filters.values())

    @property
    def can_be_saved(self):
        return self.is_something and len(self.query) <= QUERY_MAX_LENGTH

    @property
    def query(self):
        """The query string that asks for the same, its first page, and no more than is looked at."""
        values = self.values.copy()
        for name in list(values):
            kept = [self.text] if name == "q" and self.text else self._listed(name)
            if name in _KEPT and kept:
                values.setlist(name, kept)
            else:
                del values[name]
        return values.urlencode()

    def with_text(self, text):
        """Return a copy with another text."""
        values = self.values.copy()
        values["q"] = text
        return SearchParams(values)

    @property
    def bare(self):
        """Its words alone, without all that narrows them."""
        values = self.values.copy()
        values.clear()
        values["q"] = without_filters(self.text)
        return SearchParams(values)

    def chips(self, facets):
        """Return the filters one by one, as typed and as chosen; `facets` know their names."""
        labels = {}
        for facet in facets:
            for choice in facet.choices:
                known = {choice.value.lower(), choice.label.lower()}
                labels |= {(facet.name, word): choice.label for word in known}
        found = []
        for name, value, rest in typed_filters(self.text):
            found.append((name, value, self.with_text(rest)))
        for filter_name, values in self.filters.items():
            if filter_name != "years":
                name = _CHOICES[filter_name][0] if filter_name in _CHOICES else _NAMES[filter_name]
                found += [(name, value, self._without(name, value)) for value in values]
        if self.filters["years"]:
            found.append(("year", self.filters["years"], self._without_years()))
        return [
            Chip(name, _LABELS[name], labels.get((name, str(value).lower())) or _words(value), left)
            for name, value, left in found
        ]

    def _listed(self, parameter):
        return tuple(dict.fromkeys(filter(None, self.values.getlist(parameter))))[:_MOST]

    def _years(self):
        """(first, last): `year=2024..2026`, or its two ends from a form."""
        given = years_of(self.values.get("year", ""))
        ends = [years_of(self.values.get(name, "")) for name in ("from", "to")]
        first, last = (end[0] if end else None for end in ends)
        if given or not (first or last):
            return given
        return (last, first) if first and last and first > last else (first, last)

    def _without(self, name, value):
        values = self.values.copy()
        values.setlist(name, [other for other in values.getlist(name) if other != value])
        return SearchParams(values)

    def _without_years(self):
        values = self.values.copy()
        for name in _YEARS:
            values.pop(name, None)
        return SearchParams(values)


def counts_without(chips, user):
    """Return [(chip, number of results without it)] of the first few with any result."""
    counts = [
        (chip, count(chip.without.text, user=user, **chip.without.filters))
        for chip in chips[:_DROPPED_MOST]
    ]
    return sorted((it for it in counts if it[1]), key=lambda it: -it[1])


def _words(value):
    if not isinstance(value, tuple):
        return value
    first, last = value
    if first == last:
        return str(first)
    if first and last:
        return f"{first}–{last}"
    return f"from {first}" if first else f"until {last}"
