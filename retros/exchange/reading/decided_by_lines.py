"""Sections that hold other things than their name says: recommendations that are steps."""

import re

from retros.exchange.inline import plain
from retros.exchange.reading.action_lines import owner_and_due
from retros.exchange.reading.headings import Purpose, announced_by, normalized
from retros.exchange.reading.intents import commands
from retros.exchange.reading.vocabulary import has_role

_LABEL = re.compile(r"^(?P<name>[^:\n]{3,30}):\s+\S")
_LABEL_ALONE = re.compile(r"^[*_]*[A-Z][^\n:.]{2,40}:[*_]*\s*$")
_OF_INCIDENTS = {Purpose.CAUSES, Purpose.TIMELINE}
_STEPS = {Purpose.ACTIONS, Purpose.PLANS}


def sections_of_steps(root) -> set[int]:
    """Return the ids of sections whose lines are action items, other than their name says.

    Recommendations are, in a report of an incident without other action items, if they tell what to
    do: elsewhere they are lessons. So are wishes ("What should we do differently?") with dates by
    when they are done.
    """
    purposes = {id(it): root.names.purpose_of(it.heading) for it in root.walk()}
    found = set(purposes.values())
    recommends = bool(found & _OF_INCIDENTS) and not found & _STEPS
    return {
        id(section)
        for section in root.walk()
        if (recommends and _is_recommended(section)) or _are_planned(section, purposes[id(section)])
    }


def _lines_of(section):
    return [plain(item.lead) for block in section.blocks for item in block.items]


def _is_recommended(section):
    words, lines = normalized(section.heading), [line for line in _lines_of(section) if line]
    is_named = words.split()[-1:] in (["recommendation"], ["recommendations"])
    return is_named and "lesson" not in words and bool(lines) and all(map(commands, lines))


def _are_planned(section, purpose):
    lines = _lines_of(section) if purpose is Purpose.BETTER else []
    return bool(lines) and all(line and owner_and_due(line, None)[2] for line in lines)


def says_its_lesson(section, names) -> bool:
    """Tell whether a part of a section is called the lesson: "What happened", "Fix" and "Lesson".

    Parts are sections, or all items of a list.
    """
    parts = [child.heading for child in section.children]
    for block in section.blocks:
        labels = [_LABEL.match(plain(item.lead)) for item in block.items]
        parts += [label["name"] for label in labels if label and len(labels) > 1 and all(labels)]
    return any(names.exactly(part) is Purpose.LESSONS for part in parts)


def only_says_more(section, names) -> bool:
    """Tell whether a heading is an entry itself: what stands below says what to do or was learned."""
    purposes = {names.purpose_of(child.heading) for child in section.children}
    labels = (child for child in section.children if not isinstance(child.level, int))
    return not section.blocks and any(labels) and purposes <= {Purpose.ACTIONS, Purpose.LESSONS}


def names_columns(heading) -> bool:
    """Tell whether a heading is the header of a table, as prints lay it out: "Time Event"."""
    words = heading.split()
    roles = ("date", "text", "owner", "due", "status", "number")
    return 1 < len(words) < 6 and all(any(has_role(it, role) for role in roles) for it in words)


def other_label(section) -> int | None:
    """Return where a line of the same form ends what a line as a heading names, or None.

    "Mistakes:" with its list, then "Correct approach:" with a list of its own.
    """
    kinds = [block.kind for block in section.blocks]
    if isinstance(section.level, int) or kinds[:1] != ["list"]:
        return None
    return next(
        (
            number
            for number, block in enumerate(section.blocks)
            if kinds[number : number + 2] == ["paragraph", "list"]
            and _LABEL_ALONE.match(block.source)
            and announced_by(block.source) is None
        ),
        None,
    )
