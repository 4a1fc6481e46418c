"""What each picture says, as one sentence. Made only of numbers that are shown.

Where something is hidden, a sentence says "at least", or there is none: "" means too few to say.
"""

from collections.abc import Callable
from datetime import date

from retros.insights.dimensions import EARLIER, UNKNOWN, Age, Quarters, Years
from retros.insights.floor import Table
from retros.insights.merging import JOINT

OLD = (Age.TWO_YEARS.value, Age.FOUR_YEARS.value, Age.OLDER.value)
VERY_OLD = (Age.FOUR_YEARS.value, Age.OLDER.value)

_ABOUT = {
    "process": "our process",
    "team": "our teams",
    "customer": "our customers",
    "product": "our product",
    "self": "ourselves",
}

_BASED_ON = {
    "data": "data",
    "customer-research": "customer research",
    "experiment": "an experiment",
    "expert-advice": "expert advice",
    "past-lesson": "a past lesson",
    "deadline": "a deadline",
    "budget": "a budget",
    "instruction": "an instruction",
    "assumption": "an assumption",
}

_TURNED_OUT = {
    "worse": "worse than expected",
    "mixed": "mixed",
    "as-expected": "as expected",
    "better": "better than expected",
}


def _shown(table: Table, lines, columns) -> int:
    """Return the sum of the numbers that are shown in these lines and columns."""
    return sum(table.counts[line, column] or 0 for line in lines for column in columns)


def _hides(table: Table, lines, columns) -> bool:
    return any(table.counts[line, column] is None for line in lines for column in columns)


def _lines(table: Table, values) -> list[str]:
    """Return the lines that hold nothing but `values`."""
    return [line for line in table.rests if set(line.split(JOINT)) <= set(values)]


def _splits(table: Table, values) -> bool:
    """Tell whether a line that shows something holds some of `values` and something else."""
    lines = [set(line.split(JOINT)) for line in table.rests if table.total(line) != 0]
    return any(line & set(values) and line - set(values) for line in lines)


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _share(number: int, whole: str, one: str, many: str) -> str:
    """Return "None of the 9 lessons was", "1 of 9 lessons was" or "2 of 9 lessons were"."""
    if number:
        return f"{number:,} of {whole} {one if number == 1 else many}"
    return f"None of the {whole} {one}"


def _within(label: str) -> str:
    """Return "in 2025", or "from 2019 to 2024" for several years."""
    return f"from {label}" if " to " in label else f"in {label}"


def _years(table: Table, day: date, year: str) -> list[tuple[str, str]]:
    """Return (line, label) of `year`, or else of all lines of years that show something.

    Full years come first, the last of them first.
    """
    lines = [
        line
        for line in table.rests
        if table.total(line) and not {UNKNOWN, EARLIER} & set(line.split(JOINT))
    ]
    if year:
        lines = [line for line in lines if line == year]
    running = str(day.year)
    lines.sort(key=lambda line: (running not in line, line), reverse=True)
    return [(line, Years().label_of(line, day)) for line in lines]


def looked_back(table: Table, day: date, year: str = "") -> str:
    """Say how many projects ended without a retrospective, and how many met their goal."""
    for each, label in _years(table, day, year):
        total, none, met = table.total(each), table.counts[each, "none"], table.counts[each, "met"]
        if not total:
            continue
        success = f"; {met:,} looked back at a goal that was met" if met else ""
        ended = f"{_number(total, 'project')} that ended {_within(label)}"
        if none is None:
            known = _shown(table, [each], ["met", "partly", "missed", "unsaid"])
            return f"At least {known:,} of {ended} have a retrospective{success}"
        if not none:
            return f"All {ended} have a retrospective{success}"
        return f"{_share(none, ended, 'has', 'have')} no retrospective{success}"
    return ""


def waited(table: Table, day: date) -> str:
    """Say within which time, or after which, most retrospectives were held."""
    within = {
        "before": "before the end of their project",
        "two-weeks": "within 2 weeks of the end",
        "six-weeks": "within 6 weeks of the end",
    }
    after = {"three-months": "6 weeks", "year": "3 months", "later": "a year"}
    numbers = {value: table.counts.get((value, "all")) or 0 for value in (*within, *after)}
    total, before = sum(numbers.values()), 0
    for value, number in numbers.items():
        if total and (before + number) * 2 >= total:
            of_all = _number(total, "retrospective")
            if value in within:
                return f"{_share(before + number, of_all, 'was', 'were')} held {within[value]}"
            late = _share(total - before, of_all, "was", "were")
            return f"{late} held more than {after[value]} after the end"
        before += number
    return ""


def categories(table: Table, day: date, year: str = "") -> str:
    """Say what most lessons of a year are about, or of all years if they share a line."""
    columns = list(dict.fromkeys(column for _, column in table.counts))
    lines = [
        (line, f"{_within(label).capitalize()}, we") for line, label in _years(table, day, year)
    ]
    by_size = sorted(table.rests, key=lambda line: table.total(line) or 0, reverse=True)
    for line, subject in lines or [(line, "We") for line in by_size if not year]:
        total = table.total(line)
        number, category = max((table.counts[line, column] or 0, column) for column in columns)
        if total and 2 * number > (table.rests[line] or 0):
            about = _ABOUT[category]
            lessons = _number(total, "lesson")
            return f"{subject} learned most about {about}: {number:,} of {lessons}"
    return ""


def travelled(table: Table, day: date) -> str:
    """Say how many lessons helped another project, and how many no kickoff looked at."""
    stages, whole = list(table.rests), ["all"]
    helped, never = table.counts.get(("helped", "all")), table.counts.get(("never", "all"))
    of_all = "" if _hides(table, stages, whole) else f" of {_shown(table, stages, whole):,}"
    if helped:
        return f"{helped:,}{of_all} lessons helped in a later project"
    return f"No kickoff has looked at {never:,}{of_all} lessons yet" if never else ""


def again(table: Table, day: date) -> str:
    """Say how many lessons came up again, and in which category most."""
    numbers = {row: _shown(table, [row], ["happened", "learned"]) for row in table.rests}
    total = sum(numbers.values())
    if not total:
        return ""
    most = max(numbers, key=lambda row: (numbers[row], row))
    least = "At least " if any(total is None for total in table.rests.values()) else ""
    return f"{least}{_number(total, 'lesson')} came up again, most often about {_ABOUT[most]}"


def unanswered(table: Table, day: date) -> str:
    """Say how many kickoffs found nothing to take along."""
    rows = [row for row in table.rests if table.counts[row, "nothing"] is not None]
    total = sum(table.total(row) or 0 for row in rows)
    if not total:
        return ""
    nothing = _shown(table, rows, ["nothing"])
    if not nothing:
        return f"All {_number(total, 'kickoff')} chose something to apply or watch"
    return f"{nothing:,} of {_number(total, 'kickoff')} chose nothing to apply or watch"


def sources(table: Table, day: date) -> str:
    """Say after which source decisions turned out worse than expected most often."""
    found = [
        ((table.counts[row, "worse"] or 0) / total, row)
        for row in table.rests
        if (total := table.total(row)) and table.counts[row, "worse"] is not None
    ]
    if not found:
        return ""
    share, row = max(found)
    if not share:
        return "No decision shown here turned out worse than expected"
    number, total = table.counts[row, "worse"], table.total(row) or 0
    return f"{number:,} of {_number(total, 'decision')} based on {_BASED_ON[row]} turned out worse than expected"


def quality(table: Table) -> str:
    """Say how many of the decisions that turned out worst would be made again all the same.

    Nothing is said of outcomes that share a line because each alone would show too little.
    """
    for outcome, turned_out in _TURNED_OUT.items():
        if outcome not in table.rests:
            continue
        total, again = table.total(outcome), table.counts[outcome, "yes"]
        if total and again is not None:
            whole = f"{_number(total, 'decision')} that turned out {turned_out}"
            return f"{_share(again, whole, 'would', 'would')} be made again"
    return ""


def actions(table: Table, day: date) -> str:
    """Say how many open action items are over a year old."""
    open_ones = _shown(table, table.rests, ["open"])
    if not open_ones:
        return ""
    old = _shown(table, _lines(table, OLD), ["open"])
    if _splits(table, OLD):
        return f"{_number(open_ones, 'action item')} are open"
    if not _hides(table, table.rests, ["open"]):
        whole = _number(open_ones, "open action item")
        return f"{_share(old, whole, 'is', 'are')} over a year old"
    if old:
        return f"At least {_number(old, 'open action item')} are over a year old"
    return f"At least {_number(open_ones, 'action item')} are open"


def closed(table: Table, day: date) -> str:
    """Say how many action items were closed in the last full quarter that shows any, and how."""
    lines = [line for line in table.rests if table.total(line)]
    lines = [line for line in lines if not {UNKNOWN, EARLIER} & set(line.split(JOINT))]
    running = list(Quarters().values(day))[-1]
    for line in sorted(lines, key=lambda line: (running not in line, line), reverse=True):
        total, done = table.total(line) or 0, table.counts[line, "done"]
        label = Quarters().label_of(line, day)
        were = "was" if total == 1 else "were"
        which = f", {done:,} of them done" if done is not None else ""
        return f"{_number(total, 'action item')} {were} closed {_within(label)}{which}"
    return ""


def freshness(table: Table, day: date) -> str:
    """Say how many lessons were last confirmed over 2 years ago, or else how many are confirmed."""
    totals = {line: table.total(line) for line in table.rests if line != UNKNOWN}
    known = sum(total or 0 for total in totals.values())
    if not known:
        return ""
    for values, time in ((VERY_OLD, "2 years"), (OLD, "a year")):
        if not _splits(table, values):
            old = sum(totals[line] or 0 for line in _lines(table, values))
            if None in totals.values():
                return f"At least {_number(old, 'lesson')} were last confirmed over {time} ago"
            whole = _number(known, "lesson")
            return f"{_share(old, whole, 'was', 'were')} last confirmed over {time} ago"
    lines = [line for line in table.rests if table.total(line)]
    if lines and not _hides(table, lines, ["confirmed"]):
        confirmed = _shown(table, lines, ["confirmed"])
        whole = _number(sum(table.total(line) or 0 for line in lines), "lesson")
        return f"{_share(confirmed, whole, 'was', 'were')} confirmed by a later project"
    return ""


def undated(table: Table, noun: str) -> str:
    """Say of how many no date is known, where that is all there is to say."""
    unknown = table.total(UNKNOWN) if UNKNOWN in table.rests else None
    have = "has" if unknown == 1 else "have"
    return f"{_number(unknown, noun)} {have} no date" if unknown else ""


FINDINGS: dict[str, Callable[..., str]] = {
    "looked-back": looked_back,
    "waiting": waited,
    "categories": categories,
    "travel": travelled,
    "again": again,
    "unanswered": unanswered,
    "sources": sources,
    "actions": actions,
    "closed": closed,
    "freshness": freshness,
}
