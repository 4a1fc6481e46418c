"""A retrospective as one Markdown document: to read anywhere, and to import again as it was.

What people wrote stands as they wrote it, only its headings are set deeper than ours. The way back
is `own_document`; `markdown_syntax` is what both share.
"""

import json
import re
from collections.abc import Callable

from django.conf import settings

from retros.exchange.markdown_syntax import escaped, facts, item, nested, to_one_line
from retros.exchange.reading.dates import find_date
from retros.models import ATTACHMENT_IN_MARKDOWN, Observation, Retrospective, part_fields

FORMAT = "1"  # of the document, for those who read it back
OWN_BEGINNING = f'---\nretros: "{FORMAT}"\n'
KINDS = {
    Observation.Kind.WENT_WELL: "What went well",
    Observation.Kind.COULD_BE_BETTER: "What could be better",
    Observation.Kind.WENT_WRONG: "What went wrong",
}
DECISION_TEXTS = part_fields.labeled_texts("decisions")
DECISION_LABELS = "|".join(rf"\*\*{label}\*\*$" for label in DECISION_TEXTS.values())
NOTE_FACTS = part_fields.names_of_facts("observations")
ACTION_FACTS = part_fields.names_of_facts("actions")
KNOWN_THEN = "Known then: "
# The facts behind an action item, with its owner quoted where it would be read otherwise.
_VALUE = r'(?:"(?:[^"\\]|\\.)*"|[^,()"]+)'
_FACT = rf"(?:dropped|outcome unknown|owner: {_VALUE}|role: {_VALUE}|due \d{{4}}-\d\d-\d\d)"
ACTION = re.compile(rf"(?P<text>.*) \((?P<facts>(?:{_FACT}(?:, {_FACT})*)?)\)$")
ACTION_FACT = re.compile(_FACT)
# YAML takes some characters for line ends, and refuses others.
_NOT_IN_YAML = re.compile(r"[\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def retrospective_markdown(retrospective: Retrospective, address_of: Callable[[str], str]) -> str:
    """Write a retrospective as Markdown with a final line end. Parts, tags and owners are
    prefetched.

    `address_of(id)` returns the address of a picture for readers of the document.
    """
    r = retrospective
    sections = [
        _front_matter(r),
        f"# {' '.join(r.title.split())}",
        _section("Summary", nested(r.summary, 2)),
        _section("Context", nested(r.context, 2)),
        _section("Goal", nested(r.goal, 2)),
        _section("What was measured", nested(r.measured, 2)),
        _section("What surprised us", nested(r.surprise, 2)),
        _section("Timeline", "\n".join(map(_moment, r.timeline_events.all()))),
        _section("Decisions", "\n\n".join(map(_decision, r.decisions.all()))),
        *(_section(title, _notes(r, kind)) for kind, title in KINDS.items()),
        _section("Lessons", "\n\n".join(map(_lesson, r.lessons.all()))),
        _section("Action items", "\n".join(map(_action, r.action_items.all()))),
    ]
    text = "\n\n".join(section for section in sections if section) + "\n"
    return ATTACHMENT_IN_MARKDOWN.sub(lambda match: address_of(match[1]), text)


def address_here(number: str) -> str:
    """Return the absolute address of a picture on this site."""
    return f"{settings.SITE_URL}/attachments/{number}/"


def _front_matter(r):
    """YAML, with every text as a JSON string: each of those is YAML too, whatever it holds."""
    project = r.project
    values = {
        "retros": FORMAT,
        "title": r.title,
        "project": project.name,
        "team": project.team.name if project.team else "",
        "kind": project.get_kind_display(),
        "project_status": project.get_status_display(),
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
    text = json.dumps(value if isinstance(value, list) else str(value), ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _section(title, body):
    return f"## {title}\n\n{body}" if body.strip() else ""


def _moment(event):
    """A list item: its date, where that does not say it all the exact one, and what happened."""
    found = find_date(event.when)
    is_exact = found and (found.on, found.precision) == (event.on, event.precision)
    said = ["" if is_exact else f"on {event.on}", event.get_phase_display()]
    said = ", ".join(filter(None, said))
    first, *rest = event.text.split("\n")
    text = "\n".join([first, *(escaped(line, KNOWN_THEN) for line in rest)])
    known = f"\n\n{KNOWN_THEN}{event.known_then}" if event.known_then else ""
    return item(f"**{event.when}**{f' ({said})' if said else ''}: {text}{known}")


def _decision(decision):
    texts = [
        f"**{label}**\n\n{nested(escaped(getattr(decision, name), DECISION_LABELS), 3)}"
        for name, label in DECISION_TEXTS.items()
        if getattr(decision, name).strip()
    ]
    known = facts(_facts(decision, "decisions"))
    return "\n\n".join(filter(None, [f"### {to_one_line(decision.choice)}", known, *texts]))


def _facts(part, kind, *, without=()):
    return [
        (label, part_fields.text_of(part, name))
        for name, label in part_fields.labeled_facts(kind).items()
        if name not in without
    ]


def _notes(r, kind):
    choices = {decision.pk: decision.choice for decision in r.decisions.all()}
    return "\n".join(
        item(_note(note, choices.get(note.decision_id)))
        for note in r.observations.all()
        if note.kind == kind
    )


def _note(note, choice):
    """Its text, and below it what it is about; a last line that looks like that is escaped."""
    known = facts([*_facts(note, "observations", without=("decision",)), ("Decision", choice)])
    before, end, last = note.text.strip("\n").rpartition("\n")
    text = before + end + escaped(last, "|".join(f"{label}: " for label in NOTE_FACTS))
    return "\n\n".join(filter(None, [nested(text, 3), known]))


def _lesson(lesson):
    usual = () if lesson.status != "identified" else ("status",)
    usual += () if lesson.is_retired else ("retired_at", "retired_because")
    tags = tag_list(tag.name for tag in lesson.tags.all())
    known = facts([*_facts(lesson, "lessons", without=usual), ("Tags", tags)])
    detail = nested(lesson.detail, 3) if lesson.detail.strip() else ""
    return "\n\n".join(filter(None, [f"### {to_one_line(lesson.statement)}", known, detail]))


def tag_list(names):
    """Write tags on one line: comma-separated, or as JSON if a name contains a comma."""
    names = sorted(names)
    has_odd = any("," in name or to_one_line(name) != name or name[0] == "[" for name in names)
    return json.dumps(names, ensure_ascii=False) if has_odd else ", ".join(names)


def _action(action):
    known = [
        {"dropped": "dropped", "unknown": "outcome unknown"}.get(action.status),
        action.owner and f"owner: {_quoted(action.owner.display_name)}",
        action.owner_role and f"role: {_quoted(action.owner_role)}",
        action.due_on and f"due {action.due_on}",
    ]
    known, text = ", ".join(filter(None, known)), to_one_line(action.text)
    if known or ACTION.match(text):
        text = f"{text} ({known})"
    box = "[ ]" if action.status == "open" else "[x]"
    below = facts(_facts(action, "actions"))
    note = escaped(action.note, "|".join(f"{label}: " for label in ACTION_FACTS))
    return item("\n\n".join(filter(None, [f"{box} {text}", below, note])))


def _quoted(name):
    is_plain = not re.search(r'[,()"\n]', name) and name == name.strip()
    return name if is_plain else json.dumps(name, ensure_ascii=False)
