"""Parts of the sentences that pictures say, from numbers that are shown."""

from datetime import date

from retros.insights.dimensions import EARLIER, UNKNOWN, Periods
from retros.insights.floor import Table
from retros.insights.merging import JOINT


def shown(table: Table, lines, columns) -> int:
    """Return the sum of the numbers that are shown in these lines and columns."""
    return sum(table.counts[line, column] or 0 for line in lines for column in columns)


def hides(table: Table, lines, columns) -> bool:
    """Tell whether a number in these lines and columns is hidden."""
    return any(table.counts[line, column] is None for line in lines for column in columns)


def lines_within(table: Table, values) -> list[str]:
    """Return the lines that hold nothing but `values`."""
    return [line for line in table.rests if set(line.split(JOINT)) <= set(values)]


def splits(table: Table, values) -> bool:
    """Tell whether a line that shows something holds some of `values` and something else."""
    lines = [set(line.split(JOINT)) for line in table.rests if table.total(line) != 0]
    return any(line & set(values) and line - set(values) for line in lines)


def counted(number: int, noun: str) -> str:
    """Return "1 lesson" or "2 lessons"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def share(number: int, whole: str, one: str, many: str) -> str:
    """Return "None of the 9 lessons was", "1 of 9 lessons was" or "2 of 9 lessons were"."""
    if number:
        return f"{number:,} of {whole} {one if number == 1 else many}"
    return f"None of the {whole} {one}"


def within(label: str) -> str:
    """Return "in 2025", or "from 2019 to 2024" for several years."""
    return f"from {label}" if " to " in label else f"in {label}"


def periods(table: Table, day: date, period: str) -> list[tuple[list[str], str]]:
    """Return (lines, label) of `period`, "2025" or "2025-q2", or else of each line that shows something.

    A year that is shown by quarters has several lines, and counts if all of them show something. The
    running quarter comes last of all lines, the last before it first.
    """
    found = [one for one in table.rests if not {UNKNOWN, EARLIER} & set(one.split(JOINT))]
    if period:
        values = [value for value in Periods().values(day) if value.startswith(period)]
        if not values:
            return []
        of_period = [one for one in found if set(one.split(JOINT)) <= set(values)]
        told = [
            value for one in of_period if table.total(one) is not None for value in one.split(JOINT)
        ]
        label = period if len(period) == 4 else Periods().label_of(period, day)
        return [(of_period, label)] if sorted(told) == sorted(values) else []
    running = list(Periods().values(day))[-1]
    found = [one for one in found if table.total(one)]
    found.sort(key=lambda one: (running not in one.split(JOINT), one), reverse=True)
    return [([one], Periods().label_of(one, day)) for one in found]
