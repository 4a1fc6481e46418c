"""A retrospective as one Markdown document: to read anywhere, and to import again by its headings.

What people wrote stands as they wrote it, only its headings are set deeper than ours.
"""

import json
import re

from retros.models import Category, Observation

_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?=\s|$)")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)\s*$")


def retrospective_markdown(retrospective):
    """The document, ending in a line end. Uses what is prefetched: parts, tags, owners."""
    r = retrospective
    sections = [
        _front_matter(r),
        f"# {_line(r.title)}",
        _section("Summary", nested(r.summary, 2)),
        _section("Context", nested(r.context, 2)),
        _section("Goal", nested(r.goal, 2)),
        _section("What was measured", _measured(r)),
        _section("What surprised us", nested(r.surprise, 2)),
        _section("Timeline", "\n".join(map(_moment, r.timeline_events.all()))),
        _section("Decisions", "\n\n".join(map(_decision, r.decisions.all()))),
        *(_section(title, _notes(r, kind)) for kind, title in _KINDS),
        _section("Lessons", "\n\n".join(map(_lesson, r.lessons.all()))),
        _section("Action items", "\n".join(map(_action, r.action_items.all()))),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


_KINDS = [
    (Observation.Kind.WENT_WELL, "What went well"),
    (Observation.Kind.COULD_BE_BETTER, "What could be better"),
    (Observation.Kind.WENT_WRONG, "What went wrong"),
]


def _front_matter(r):
    """YAML, with every text as a JSON string: each of those is YAML too, whatever it holds."""
    project = r.project
    values = {
        "title": _line(r.title),
        "project": project.name,
        "team": project.team.name if project.team else "",
        "kind": project.get_kind_display(),
        "started_on": project.started_on,
        "ended_on": project.ended_on,
        "result": r.get_result_display(),
        "held_on": r.held_on,
        "facilitator": r.facilitator.display_name if r.facilitator else "",
        "taking_part": r.taking_part,
        "tags": sorted(tag.name for tag in r.tags.all()),
    }
    lines = [f"{name}: {_yaml(value)}" for name, value in values.items() if value]
    return "\n".join(["---", *lines, "---"])


def _yaml(value):
    return json.dumps(value if isinstance(value, list) else str(value), ensure_ascii=False)


def _section(title, body):
    return f"## {title}\n\n{body}" if body.strip() else ""


def _measured(r):
    words = [r.get_result_display() and f"{r.get_result_display()}.", nested(r.measured, 2)]
    return "\n\n".join(filter(None, words))


def _moment(event):
    phase = f" ({event.get_phase_display()})" if event.phase else ""
    known = f"\n\nKnown then: {event.known_then}" if event.known_then else ""
    return _item(f"**{event.when}**{phase}: {event.text}{known}")


def _decision(decision):
    facts = [
        ("Decided on", decision.decided_on),
        ("Phase", decision.get_phase_display()),
        ("It rested on", ", ".join(decision.source_labels)),
        ("How it turned out", decision.get_outcome_display()),
        ("The same again?", decision.get_same_again_display()),
        ("Look at it again on", decision.revisit_on),
        ("Replaced by", decision.superseded_by and decision.superseded_by.choice),
    ]
    texts = [
        ("What informed it", decision.informed_by),
        ("What else was possible", decision.options),
        ("What we expected", decision.expected),
        ("What came of it", decision.what_happened),
    ]
    told = [f"{title}:\n\n{nested(text, 3)}" for title, text in texts if text.strip()]
    return "\n\n".join(filter(None, [f"### {_line(decision.choice)}", _facts(facts), *told]))


def _notes(r, kind):
    return "\n".join(_item(note.text) for note in r.observations.all() if note.kind == kind)


def _lesson(lesson):
    retired = f"retired: {lesson.retired_because}" if lesson.is_retired else ""
    facts = [
        ("About", Category(lesson.category).label),
        ("Useful when", lesson.applies_when),
        ("Ask at kickoff", lesson.kickoff_question),
        ("Status", retired or (lesson.status != "identified" and lesson.get_status_display())),
        ("Tags", ", ".join(sorted(tag.name for tag in lesson.tags.all()))),
    ]
    parts = [f"### {_line(lesson.statement)}", nested(lesson.detail, 3), _facts(facts)]
    return "\n\n".join(part for part in parts if part.strip())


def _action(item):
    who = " / ".join(filter(None, [item.owner and item.owner.display_name, item.owner_role]))
    facts = [who and f"owner: {who}", item.due_on and f"due {item.due_on}"]
    known = ", ".join(filter(None, facts))
    words = f"{_line(item.text)} ({known})" if known else _line(item.text)
    said = [item.status == "dropped" and "Dropped.", item.note]
    below = "".join(f"\n\n{text}" for text in said if text)
    return _item(f"{'[ ]' if item.status == 'open' else '[x]'} {words}{below}")


def _facts(pairs):
    """One paragraph, a line each: a list would be read as entries of their own when imported."""
    return "  \n".join(f"{name}: {_line(str(value))}" for name, value in pairs if value)


def _line(text):
    return " ".join(text.split())


def _item(text):
    """A list item; what follows its first line is indented so that it stays inside."""
    first, *rest = nested(text, 3).strip().split("\n")
    return "\n".join([f"- {first}", *(f"  {line}".rstrip() for line in rest)])


def nested(text, depth):
    """Markdown `text` with its headings `depth` levels deeper, at most six; code is left alone."""
    lines, fence = [], ""
    for line in text.strip().split("\n"):
        mark = _FENCE.match(line)
        if mark and fence in ("", mark[1]):
            fence = "" if fence else mark[1]
        elif not fence:
            line = _deeper(line, lines, depth)
        lines.append(line)
    if fence:  # an open block would swallow the rest of the document
        lines.append(fence)
    return "\n".join(lines)


def _deeper(line, before, depth):
    heading = _HEADING.match(line)
    if heading:
        return "#" * min(len(heading[1]) + depth, 6) + line[heading.end() :]
    underline = _UNDERLINE.match(line)
    if underline and before and before[-1].strip():
        level = 1 if underline[1][0] == "=" else 2
        if not before[-1].lstrip().startswith(("#", "-", "*", ">", "|")):
            before[-1] = "#" * min(level + depth, 6) + f" {before[-1].strip()}"
            return ""
    return line
