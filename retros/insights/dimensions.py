"""What numbers may be grouped by: lists of values that stand in code. Never people, never teams.

A dimension takes choices, and nothing else can make one; counting refuses a value that its
dimension does not list. So no question can group by a row of the database.
"""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, TextChoices, Value, When

from retros.insights.merging import JOINT

YEARS_SHOWN = 8  # the last of them is this year; what is older shares a row
QUARTERLY = 2  # the last of them are shown by quarters
QUARTERS_SHOWN = 8
EARLIER, UNKNOWN = "earlier", "unknown"
LONGEST = 40  # characters of a label that a phone has room for


class Dimension:
    """A closed list of values with labels. `unsaid` is the label of what nobody filled in."""

    def __init__(self, choices: type[TextChoices], unsaid: str = "", *, is_ordered: bool = False):
        if not (isinstance(choices, type) and issubclass(choices, TextChoices)):
            raise TypeError("Numbers are grouped by choices, never by people or teams.")
        self.labels = dict(choices.choices) | ({UNKNOWN: unsaid} if unsaid else {})
        self.is_ordered = is_ordered

    def values(self, day: date) -> dict[str, str]:
        """Return {value: label}, in order, as of `day`."""
        return self.labels

    def label_of(self, line: str, day: date) -> str:
        """Return the label of a value, or of several that share a line."""
        labels = [self.values(day)[value] for value in line.split(JOINT)]
        first, *others = labels
        joined = ", ".join([first, *(label.lower() for label in others)])
        is_long = len(labels) > 3 or (others and len(joined) > LONGEST)
        return f"{len(labels)} others" if is_long and not self.is_ordered else joined


class Periods(Dimension):
    """The quarters of this year and the last, the years before, everything older, and what has no date."""

    is_ordered = True

    def __init__(self) -> None:
        """There is nothing to choose."""

    def values(self, day: date) -> dict[str, str]:
        years = {str(year): str(year) for year in _years(day)}
        quarters = {_key(first): _label(first) for first in _recent(day)}
        quarters[_key(_recent(day)[-1])] += " so far"
        before = f"Before {_years(day)[0]}"
        return {UNKNOWN: "Date unknown", EARLIER: before, **years, **quarters}

    def label_of(self, line: str, day: date) -> str:
        """Return a quarter, a year, a span of them, or all before one."""
        values = line.split(JOINT)
        labels = self.values(day)
        if len(values) == 1:
            return labels[line]
        first, last = _ends(values, labels)
        if values[0] not in (UNKNOWN, EARLIER):
            return first if first == last else f"{first} to {last}"
        before = labels[EARLIER] if values[-1] == EARLIER else f"Until {last}"
        return before if values[0] == EARLIER else f"{before}, or date unknown"


def _ends(values: list[str], labels: dict[str, str]) -> tuple[str, str]:
    """Return the labels of the first and the last of some values, as years where both are whole."""
    first, last = values[0], values[-1]
    if first.partition("-")[2] in ("", "q1") and last.partition("-")[2] in ("", "q4"):
        year, so_far = last[:4], " so far" if labels[last].endswith("so far") else ""
        return (first[:4] if first[0].isdigit() else labels[first]), year + so_far
    return labels[first], labels[last]


class Quarters(Dimension):
    """The last quarters, everything older, and what has no day."""

    is_ordered = True

    def __init__(self) -> None:
        """There is nothing to choose."""

    def values(self, day: date) -> dict[str, str]:
        quarters = {_key(first): _label(first) for first in first_days(day)}
        running = list(quarters)[-1]
        quarters[running] += " so far"
        oldest = _label(first_days(day)[0])
        return {UNKNOWN: "Day unknown", EARLIER: f"Before {oldest}", **quarters}

    def label_of(self, line: str, day: date) -> str:
        """Return a quarter, a span of quarters, or all before one."""
        values, labels = line.split(JOINT), self.values(day)
        first, last = labels[values[0]], labels[values[-1]]
        if len(values) == 1:
            return first
        if values[0] not in (UNKNOWN, EARLIER):
            return f"{first} to {last}"
        before = last if values[-1] == EARLIER else f"Until {last}"
        return before if values[0] == EARLIER else f"{before}, or day unknown"


def first_days(day: date) -> list[date]:
    """Return the first days of the quarters that are shown on `day`, oldest first."""
    running = day.year * 4 + (day.month - 1) // 3
    shown = range(running - QUARTERS_SHOWN + 1, running + 1)
    return [date(number // 4, number % 4 * 3 + 1, 1) for number in shown]


def in_quarters(column: str, day: date) -> Case:
    """Return the expression for the row of `Quarters` that a date belongs to."""
    first, *others = first_days(day)
    whens = [When(**{f"{column}__gte": each}, then=Value(_key(each))) for each in others[::-1]]
    return _cases(
        When(**{f"{column}__isnull": True}, then=Value(UNKNOWN)),
        *whens,
        When(**{f"{column}__gte": first}, then=Value(_key(first))),
        default=Value(EARLIER),
    )


def _key(first: date) -> str:
    return f"{first.year}-q{(first.month + 2) // 3}"


def _label(first: date) -> str:
    return f"Q{(first.month + 2) // 3} {first.year}"


class Age(TextChoices):
    HALF_YEAR = "half-year", "Under 6 months"
    YEAR = "year", "6 to 12 months"
    TWO_YEARS = "two-years", "1 to 2 years"
    FOUR_YEARS = "four-years", "2 to 4 years"
    OLDER = "older", "Over 4 years"


# {age: (from, up to)}, for the label of several that share a line.
_SPANS = {
    Age.HALF_YEAR: ("", "6 months"),
    Age.YEAR: ("6 months", "1 year"),
    Age.TWO_YEARS: ("1 year", "2 years"),
    Age.FOUR_YEARS: ("2 years", "4 years"),
    Age.OLDER: ("4 years", ""),
}


class Spans(Dimension):
    """Stretches of time one after the other, and what has no date. Those that share a line are one stretch.

    `ends` are the ends of each: {value: (from, up to)}, "" where there is none; `whole` is all of them.
    """

    def __init__(
        self, choices: type[TextChoices], ends: dict[Any, tuple[str, str]], whole: str
    ) -> None:
        super().__init__(choices, unsaid="Date unknown", is_ordered=True)
        self.ends, self.whole = ends, whole

    def label_of(self, line: str, day: date) -> str:
        """Return one stretch of time, or one from the first to the last."""
        values = line.split(JOINT)
        known = [value for value in values if value != UNKNOWN]
        if len(values) == 1:
            return self.labels[line]
        since, until = self.ends[known[0]][0], self.ends[known[-1]][1]
        span = f"{since} to {until}" if since and until else self.whole
        span = span if since or not until else f"Under {until}"
        span = span if until or not since else f"Over {since}"
        span = span if len(known) > 1 else self.labels[known[0]]
        return f"{span}, or date unknown" if UNKNOWN in values else span


class Ages(Spans):
    """How long ago something was."""

    def __init__(self) -> None:
        super().__init__(Age, _SPANS, "Any age")


AGES = {Age.HALF_YEAR: 183, Age.YEAR: 365, Age.TWO_YEARS: 730, Age.FOUR_YEARS: 1461}  # days


def in_periods(column: str, day: date) -> Case:
    """Return the expression for the row of `Periods` that a date belongs to."""
    years, quarters = _years(day), _recent(day)
    starts = [*((date(year, 1, 1), str(year)) for year in years), *((q, _key(q)) for q in quarters)]
    return _cases(
        When(**{f"{column}__isnull": True}, then=Value(UNKNOWN)),
        *(When(**{f"{column}__gte": first}, then=Value(key)) for first, key in starts[::-1]),
        default=Value(EARLIER),
    )


def _years(day: date) -> range:
    return range(day.year - YEARS_SHOWN + 1, day.year - QUARTERLY + 1)


def _recent(day: date) -> list[date]:
    """Return the first days of the quarters of this year and the last that have begun."""
    begun = (day.month + 2) // 3
    last = range(day.year - QUARTERLY + 1, day.year)
    whole = [date(year, month, 1) for year in last for month in (1, 4, 7, 10)]
    return whole + [date(day.year, 3 * quarter + 1, 1) for quarter in range(begun)]


def in_ages(column: str, day: date) -> Case:
    """Return the expression for the `Age` of a date on `day`, or what stands for no date."""
    oldest = date.fromordinal(day.toordinal())
    whens = [When(**{f"{column}__isnull": True}, then=Value(UNKNOWN))]
    for age, days in AGES.items():
        since = date.fromordinal(oldest.toordinal() - days)
        whens.append(When(**{f"{column}__gt": since}, then=Value(age.value)))
    return _cases(*whens, default=Value(Age.OLDER.value))


def first_of(*whens: When, default: str) -> Case:
    """Return the expression for the first of some cases, each a value of a dimension."""
    return _cases(*whens, default=Value(default))


def filled_in(column: str) -> Case:
    """Return the expression for a column of choices, whose empty value is what nobody filled in."""
    return _cases(When(**{column: ""}, then=Value(UNKNOWN)), default=column)


def _cases(*whens: When, default: Any) -> Case:
    return Case(*whens, default=default, output_field=CharField())
