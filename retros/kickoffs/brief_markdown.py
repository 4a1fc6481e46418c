"""A kickoff's brief as Markdown, for the place where the team works."""

import re

from django.conf import settings

from retros.kickoffs.brief import Brief

# What begins markup anywhere in a line, and what does so where a line begins.
_MARKUP = re.compile(r"([\\`*_\[\]>|~])")
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=](?=[\s=-]|$)|\d{1,9}(?=[.)](?:\s|$)))")
_SOURCES = {"lesson": "Learned in", "observation": "Observed in", "decision": "Decided in"}
_HTML = re.compile(r"<(?=[A-Za-z/!?])")


def one_line(text: str) -> str:
    """Return people's `text` as words on one line of Markdown, in which nothing is markup."""
    text = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return _LINE_START.sub(_escape_start, text)


def _escape_start(match):
    """A number keeps its digits: the mark behind it is what makes a list."""
    space, start = match.groups()
    return f"{space}{start}\\" if start[0].isdigit() else f"{space}\\{start}"


def quoted(text):
    """Return people's Markdown `text` as a quotation, which it can't leave; HTML in it is only text."""
    return "\n".join(f"> {_HTML.sub('&lt;', line)}".rstrip() for line in text.splitlines())


def brief_markdown(brief: Brief) -> str:
    """Write the whole brief: what it is about, what to apply, what to watch, and the risks."""
    kickoff = brief.kickoff
    address = f"{settings.SITE_URL}{kickoff.get_absolute_url()}"
    parts = [f"# Kickoff: {one_line(kickoff.project.name)}", _facts(kickoff), quoted(kickoff.brief)]
    parts.append("\n".join(_asides(kickoff)))
    for title, entries in (("To apply", brief.to_apply), ("To watch", brief.to_watch)):
        if entries:
            parts += [f"## {title}", "\n".join(_chosen(entry) for entry in entries)]
    if brief.risks:
        parts += ["## Risks imagined", "\n".join(_risk(group) for group in brief.risks)]
    if brief.unavailable:
        parts.append(brief.unavailable_notice)
    return "\n\n".join([part for part in parts if part] + [f"From <{address}>"]) + "\n"


def _asides(kickoff):
    """List items with what is new and what is fixed."""
    said = (("New to us", kickoff.new_to_us), ("Fixed", kickoff.constraints))
    return [f"- {label}: {one_line(words)}" for label, words in said if words]


def _facts(kickoff):
    team = kickoff.project.team
    facts = [f"Team: {one_line(team.name)}"] if team else []
    facts += [f"Kickoff: {kickoff.held_on:%Y-%m-%d}"] if kickoff.held_on else []
    return " · ".join(facts)


def _risk(group):
    """Return a list item: a risk, and below it who met it."""
    met = f"\n  - {one_line(group.named)}" if group.named else ""
    return f"- {one_line(group.risk.text)}{met}"


def _chosen(entry):
    """Return a list item: the question, then what was chosen, why, the note, owner and source."""
    choice, item = entry.choice, entry.choice.item
    retrospective = item.retrospective
    lines = [f"- **{one_line(choice.question or entry.words)}**"]
    lines += [one_line(entry.words)] if choice.question else []
    lines += [f"Why: {one_line(entry.why)}"] if entry.why else []
    lines += [f"Note: {one_line(choice.note)}"] if choice.note else []
    lines += [f"Owner: {one_line(choice.owner.display_name)}"] if choice.owner else []
    if choice.kind == "lesson" and item.is_retired:
        lines.append(f"Retired: {one_line(item.retired_because)}")
    lines += choice.changes
    source = retrospective.project.name
    if retrospective.dated_on:
        source = f"{source}, {retrospective.dated_on:%B %Y}"
    address = f"{settings.SITE_URL}{item.get_absolute_url()}"
    lines.append(f"{_SOURCES[choice.kind]} [{one_line(source)}]({address})")
    return "\n".join([lines[0], *(f"  - {line}" for line in lines[1:])])
