"""Decisions as decision records, one Markdown file each in a ZIP (MADR 4), and readable again.

What MADR has no place for stands in the front matter under our labels. Headings of people’s own
are set as bold lines: readers of MADR would take them for sections.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterable

from django.utils.text import slugify

from retros.exchange.markdown_syntax import outside_code
from retros.models import Decision, part_fields

OWN_RECORD = "retros-decision"  # the key of front matter that tells our records apart
CAME_OF_IT = "What came of it"
FACTS = {
    label: name
    for name, label in part_fields.labeled_facts("decisions").items()
    if name not in ("decided_on", "superseded_by")  # MADR has places for these
}
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$")
_SECTIONS = (
    ("Context and Problem Statement", "informed_by"),
    ("Considered Options", "options"),
    ("Decision Outcome", "choice"),
    ("Consequences", "expected"),
    (CAME_OF_IT, "what_happened"),
)


def decision_records_zip(decisions: Iterable[Decision]) -> bytes:
    """Return a ZIP of one record for each, numbered in the given order.

    They come from `with_standing`, so that a record names a successor only if it replaced it.
    """
    decisions = list(decisions)
    names = {
        decision.pk: f"{number:04}-{slugify(decision.choice)[:60] or 'decision'}.md"
        for number, decision in enumerate(decisions, start=1)
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for decision in decisions:
            text = _record(decision, names)
            package.writestr(names[decision.pk], text.encode("utf-8", "replace"))
    return target.getvalue()


def _record(decision, names):
    sections = [
        f"## {title}\n\n{_without_headings(getattr(decision, name))}"
        for title, name in _SECTIONS
        if getattr(decision, name).strip()
    ]
    return "\n\n".join([_front_matter(decision, names), f"# {decision.choice}", *sections]) + "\n"


def _front_matter(decision, names):
    values = {"status": _status(decision, names), "date": decision.decided_on}
    values |= {OWN_RECORD: 1, "choice": decision.choice}
    values |= {label: part_fields.text_of(decision, name) for label, name in FACTS.items()}
    lines = [f"{key}: {json.dumps(str(value))}" for key, value in values.items() if value]
    return "\n".join(["---", *lines, "---"])


def _status(decision, names):
    if not decision.is_replaced:
        return "accepted"
    name = names.get(decision.superseded_by_id)
    return f"superseded by [{name.removesuffix('.md')}]({name})" if name else "superseded"


def _without_headings(text):
    lines = outside_code(text.strip("\n").split("\n"))
    return "\n".join(
        _HEADING.sub(r"**\1**", line) if is_outside else line for line, is_outside in lines
    )
