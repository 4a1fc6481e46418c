"""The year or the quarter that a letter is about."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone


@dataclass(frozen=True)
class Period:
    """A year, or a quarter of it."""

    year: int
    quarter: int | None = None

    def __str__(self):
        return f"Q{self.quarter} {self.year}" if self.quarter else str(self.year)

    @property
    def days(self) -> tuple[date, date]:
        """Its first and its last day."""
        first = date(self.year, 3 * (self.quarter or 1) - 2, 1)
        last_month = 3 * (self.quarter or 4)
        after = date(self.year + last_month // 12, last_month % 12 + 1, 1)
        return first, after - timedelta(days=1)

    @property
    def is_running(self) -> bool:
        """Whether today is in it."""
        first, last = self.days
        return first <= timezone.localdate() <= last

    @property
    def quarters(self) -> "list[Period]":
        """The quarters of its year that have begun."""
        every = [Period(self.year, number) for number in (1, 2, 3, 4)]
        return [one for one in every if one.days[0] <= timezone.localdate()]

    @property
    def address(self) -> str:
        if self.quarter:
            return reverse("quarterly_letter", args=[self.year, self.quarter])
        return reverse("letter", args=[self.year])

    @property
    def markdown_address(self) -> str:
        return f"{self.address.rstrip('/')}.md"

    @property
    def key(self) -> str:
        """Its row, or the beginning of its rows, in the tables of Insights."""
        return f"{self.year}-q{self.quarter}" if self.quarter else str(self.year)
