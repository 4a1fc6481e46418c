"""The list of sections beside the editor, and how far each is written."""

from retros.models import SECTIONS


def outline(retrospective, counts, shown, others):
    """Return the outline of the editor: [(anchor, label, state, number, is hidden)].

    `counts` gives the number of parts by kind, `shown` and `others` the sections in order; state
    is "", "part" or "done". Run one query.
    """

    def line(name, *, is_other):
        if name == "story":
            return name, SECTIONS[name], section_state(retrospective, name), "", is_other
        number = counts[name]
        return name, SECTIONS[name], part_state(number), number or "", is_other

    return [
        ("headline", "Title and summary", section_state(retrospective, "headline"), "", False),
        *(line(name, is_other=False) for name in shown),
        *(line(name, is_other=True) for name in others),
        ("details", "Tags and sharing", section_state(retrospective, "details"), "", False),
    ]


def section_state(retrospective, name):
    """Return the state of a section of the retrospective's own text; of "details" with one query."""
    r = retrospective
    if name == "headline":
        return _state(r.title, r.summary)
    if name == "story":
        return _state(r.context, r.goal, r.result, r.measured, r.surprise)
    return _state(r.tags.exists(), r.held_on, r.taking_part)


def part_state(number):
    """Return the state of a section with this number of parts."""
    return "done" if number else ""


def _state(*texts):
    filled = [bool(text) for text in texts]
    return "done" if all(filled) else "part" if any(filled) else ""
