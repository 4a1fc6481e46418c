"""What each picture says, as one sentence. Made only of numbers that are shown.

Where something is hidden, a sentence says "at least", or there is none: "" means too few to say.
"""

from collections.abc import Callable
from datetime import date

from retros.insights.dimensions import EARLIER, UNKNOWN, Age, Quarters
from retros.insights.floor import Table
from retros.insights.merging import JOINT
from retros.insights.sentences import (
    counted,
    hides,
    lines_within,
    periods,
    share,
    shown,
    splits,
    within,
)

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

_STOOD = {
    "unseen": "nobody saw the lesson in time",
    "not-possible": "it could not be done",
    "not-followed": "the lesson was seen, and something else came first",
    "did-not-fit": "the lesson did not fit",
}

_TURNED_OUT = {
    "worse": "worse than expected",
    "mixed": "mixed",
    "as-expected": "as expected",
    "better": "better than expected",
}


def looked_back(table: Table, day: date, period: str = "") -> str:
    """Say how many projects ended without a retrospective, and how many met their goal."""
    for lines, label in periods(table, day, period):
        total = sum(table.total(line) or 0 for line in lines)
        if not total:
            continue
        met, none = shown(table, lines, ["met"]), shown(table, lines, ["none"])
        success = f"; {met:,} looked back at a goal that was met" if met else ""
        ended = f"{counted(total, 'project')} that ended {within(label)}"
        if hides(table, lines, ["none"]):
            known = shown(table, lines, ["met", "partly", "missed", "unsaid"])
            if not known:
                continue
            return f"At least {known:,} of {ended} have a retrospective{success}"
        if not none:
            return f"All {ended} have a retrospective{success}"
        return f"{share(none, ended, 'has', 'have')} no retrospective{success}"
    return ""


def waited(table: Table, day: date) -> str:
    """Say within which time, or after which, most retrospectives were held."""
    early = {
        "before": "before the end of their project",
        "two-weeks": "within 2 weeks of the end",
        "six-weeks": "within 6 weeks of the end",
    }
    after = {"three-months": "6 weeks", "year": "3 months", "later": "a year"}
    numbers = {value: table.counts.get((value, "all")) or 0 for value in (*early, *after)}
    total, before = sum(numbers.values()), 0
    for value, number in numbers.items():
        if total and (before + number) * 2 >= total:
            of_all = counted(total, "retrospective")
            if value in early:
                return f"{share(before + number, of_all, 'was', 'were')} held {early[value]}"
            late = share(total - before, of_all, "was", "were")
            return f"{late} held more than {after[value]} after the end"
        before += number
    return ""


def categories(table: Table, day: date, period: str = "") -> str:
    """Say what most lessons of a period are about, or of all if they share a line."""
    columns = list(dict.fromkeys(column for _, column in table.counts))
    found = [
        (lines, f"{within(label).capitalize()}, we") for lines, label in periods(table, day, period)
    ]
    by_size = sorted(table.rests, key=lambda line: table.total(line) or 0, reverse=True)
    for lines, subject in found or [([line], "We") for line in by_size if not period]:
        total = sum(table.total(line) or 0 for line in lines)
        rest = sum(table.rests[line] or 0 for line in lines)
        number, category = max((shown(table, lines, [column]), column) for column in columns)
        if total and 2 * number > rest:
            about = _ABOUT[category]
            return f"{subject} learned most about {about}: {number:,} of {counted(total, 'lesson')}"
    return ""


def travelled(table: Table, day: date) -> str:
    """Say how many lessons helped another project, and how many no kickoff looked at."""
    stages, whole = list(table.rests), ["all"]
    helped, never = table.counts.get(("helped", "all")), table.counts.get(("never", "all"))
    of_all = "" if hides(table, stages, whole) else f" of {shown(table, stages, whole):,}"
    if helped:
        return f"{helped:,}{of_all} lessons helped in a later project"
    return f"No kickoff has looked at {never:,}{of_all} lessons yet" if never else ""


def again(table: Table, day: date) -> str:
    """Say how many lessons came up again, and in which category most."""
    numbers = {row: shown(table, [row], ["happened", "learned"]) for row in table.rests}
    total = sum(numbers.values())
    if not total:
        return ""
    most = max(numbers, key=lambda row: (numbers[row], row))
    least = "At least " if any(total is None for total in table.rests.values()) else ""
    about = (
        f", most often about {_ABOUT[most]}" if most in _ABOUT else ""
    )  # not if rows share a line
    return f"{least}{counted(total, 'lesson')} came up again{about}"


def unanswered(table: Table, day: date) -> str:
    """Say how many kickoffs found nothing to take along."""
    rows = [row for row in table.rests if table.counts[row, "nothing"] is not None]
    total = sum(table.total(row) or 0 for row in rows)
    if not total:
        return ""
    nothing = shown(table, rows, ["nothing"])
    if not nothing:
        return f"All {counted(total, 'kickoff')} chose something to apply or watch"
    return f"{nothing:,} of {counted(total, 'kickoff')} chose nothing to apply or watch"


def sources(table: Table, day: date) -> str:
    """Say after which source decisions turned out worse than expected most often."""
    found = [
        ((table.counts[row, "worse"] or 0) / total, row)
        for row in table.rests
        if (total := table.total(row))
        and table.counts[row, "worse"] is not None
        and row in _BASED_ON
    ]
    if not found:
        return ""
    share, row = max(found)
    if not share:
        return "No decision shown here turned out worse than expected"
    number, total = table.counts[row, "worse"], table.total(row) or 0
    return f"{number:,} of {counted(total, 'decision')} based on {_BASED_ON[row]} turned out worse than expected"


def quality(table: Table, day: date) -> str:
    """Say how many of the decisions that turned out worst would be made again all the same.

    Nothing is said of outcomes that share a line because each alone would show too little.
    """
    for outcome, turned_out in _TURNED_OUT.items():
        if outcome not in table.rests:
            continue
        total, again = table.total(outcome), table.counts[outcome, "yes"]
        if total and again is not None:
            whole = f"{counted(total, 'decision')} that turned out {turned_out}"
            return f"{share(again, whole, 'would', 'would')} be made again"
    return ""


def stood_in_the_way(table: Table, day: date) -> str:
    """Say what most often stood in the way of a lesson that came up again."""
    lines = {line: table.total(line) or 0 for line in table.rests}
    most = max(lines, key=lambda line: (lines[line], line))
    if not lines[most] or most not in _STOOD:
        return ""
    least = "at least " if hides(table, table.rests, ["all"]) else ""
    return f"{lines[most]:,} of {least}{counted(sum(lines.values()), 'time')}, {_STOOD[most]}"


def reviews(table: Table, day: date) -> str:
    """Say how many lessons are overdue for review, or else how many nobody plans to review."""
    overdue, unplanned = (table.counts.get((line, "all")) for line in ("overdue", "none"))
    if not overdue:
        have = "has" if unplanned == 1 else "have"
        return f"{counted(unplanned, 'lesson')} {have} no review planned" if unplanned else ""
    be = "is" if overdue == 1 else "are"
    return f"{counted(overdue, 'lesson')} {be} overdue for review"


def actions(table: Table, day: date) -> str:
    """Say how many open action items are over a year old."""
    open_ones = shown(table, table.rests, ["open"])
    if not open_ones:
        return ""
    old = shown(table, lines_within(table, OLD), ["open"])
    if splits(table, OLD):
        return f"{counted(open_ones, 'action item')} are open"
    if not hides(table, table.rests, ["open"]):
        whole = counted(open_ones, "open action item")
        return f"{share(old, whole, 'is', 'are')} over a year old"
    if old:
        return f"At least {counted(old, 'open action item')} are over a year old"
    return f"At least {counted(open_ones, 'action item')} are open"


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
        return f"{counted(total, 'action item')} {were} closed {within(label)}{which}"
    return ""


def freshness(table: Table, day: date) -> str:
    """Say how many lessons were last confirmed over 2 years ago, or else how many are confirmed."""
    totals = {line: table.total(line) for line in table.rests if line != UNKNOWN}
    known = sum(total or 0 for total in totals.values())
    if not known:
        return ""
    for values, time in ((VERY_OLD, "2 years"), (OLD, "a year")):
        if not splits(table, values):
            old = sum(totals[line] or 0 for line in lines_within(table, values))
            if None in totals.values():
                if not old:
                    continue
                return f"At least {counted(old, 'lesson')} were last confirmed over {time} ago"
            whole = counted(known, "lesson")
            return f"{share(old, whole, 'was', 'were')} last confirmed over {time} ago"
    lines = [line for line in table.rests if table.total(line)]
    if lines and not hides(table, lines, ["confirmed"]):
        confirmed = shown(table, lines, ["confirmed"])
        whole = counted(sum(table.total(line) or 0 for line in lines), "lesson")
        return f"{share(confirmed, whole, 'was', 'were')} confirmed by a later project"
    return ""


def undated(table: Table, noun: str) -> str:
    """Say of how many no date is known, where that is all there is to say."""
    unknown = table.total(UNKNOWN) if UNKNOWN in table.rests else None
    have = "has" if unknown == 1 else "have"
    return f"{counted(unknown, noun)} {have} no date" if unknown else ""


FINDINGS: dict[str, Callable[..., str]] = {
    "looked-back": looked_back,
    "waiting": waited,
    "categories": categories,
    "travel": travelled,
    "again": again,
    "stood-in-the-way": stood_in_the_way,
    "unanswered": unanswered,
    "sources": sources,
    "quality": quality,
    "actions": actions,
    "closed": closed,
    "freshness": freshness,
    "reviews": reviews,
}
