"""What a question of the insights page counts, and by what."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from retros.insights.dimensions import Dimension
from retros.insights.merging import JOINT

Users = Iterable[tuple[int, int, int | None]]  # what was counted, a project and its team


@dataclass(frozen=True)
class Question:
    """One of the nine. `parts` gives what is counted as of a day, with `row` and `column`.

    `project` is the path from there to the project that stands behind it. `users` gives other
    projects that had a part. `columns_are_told` if another question tells a column’s total.
    """

    slug: str
    title: str
    noun: str  # what is counted, such as "lesson"
    rows: Dimension
    columns: Dimension
    parts: Callable[[date], list[QuerySet]]
    project: str
    users: Callable[[], Users] = tuple
    columns_are_told: bool = False

    @property
    def team(self) -> str:
        """The path to the team of the project."""
        return "team" if self.project == "pk" else f"{self.project}__team"

    @property
    def is_single(self) -> bool:
        """Whether its table has one column by nature."""
        return len(self.columns.labels) == 1

    def behind(self, day: date, row: str, column: str) -> list[QuerySet]:
        """Return what one number counts as of `day`, in as many querysets as it has parts."""
        return [part.filter(row__in=row.split(JOINT), column=column) for part in self.parts(day)]
