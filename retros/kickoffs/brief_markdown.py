"""A kickoff's brief as Markdown, for the place where the team works."""

import re

from django.conf import settings

from retros.kickoffs.brief import Brief

# What begins markup anywhere in a line, and what does so where a line begins.
_MARKUP = re.compile(r"([\\`*_\[\]>|~])")
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=](?=[\s=-]|$)|\d{1,9}(?=[.)](?:\s|$)))")
_HTML = re.compile(r"<(?=[A-Za-z/!?])")


def one_line(text):
    """People's `text` as words on one line of Markdown, in which nothing is markup."""
    text = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return _LINE_START.sub(_escape_start, text)


def _escape_start(match):
    """A number keeps its digits: the mark behind it is what makes a list."""
    space, start = match.groups()
    return f"{space}{start}\\" if start[0].isdigit() else f"{space}\\{start}"


def quoted(text):
    """People's Markdown `text` as a quotation, which it can't leave; HTML in it is only text."""
    return "\n".join(f"> {_HTML.sub('&lt;', line)}".rstrip() for line in text.splitlines())


def brief_markdown(brief: Brief) -> str:
    """The whole brief: what it is about, the questions, what to apply and what to watch."""
    kickoff = brief.kickoff
    address = f"{settings.SITE_URL}{kickoff.get_absolute_url()}"
    parts = [f"# Kickoff: {one_line(kickoff.project.name)}", _facts(kickoff), quoted(kickoff.brief)]
    parts.append("\n".join(_asides(kickoff)))
    if brief.questions:
        questions = [f"{n}. {one_line(asked)}" for n, asked in enumerate(brief.questions, start=1)]
        parts += ["## Questions to ask", "\n".join(questions)]
    for title, choices in (("To apply", brief.to_apply), ("To watch", brief.to_watch)):
        if choices:
            parts += [f"## {title}", "\n".join(_lesson(choice) for choice in choices)]
    if brief.risks:
        risks = [f"- {one_line(group.risk.text)}" for group in brief.risks]
        parts += ["## Risks imagined", "\n".join(risks)]
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


def _lesson(choice):
    """A list item: the lesson, below it the note, the owner and the source."""
    retrospective = choice.lesson.retrospective
    lines = [f"- **{one_line(choice.lesson.statement)}**"]
    lines += [f"Note: {one_line(choice.note)}"] if choice.note else []
    lines += [f"Owner: {one_line(choice.owner.display_name)}"] if choice.owner else []
    if choice.lesson.is_retired:
        lines.append(f"Retired: {one_line(choice.lesson.retired_because)}")
    lines += choice.changes
    source = f"{retrospective.project.name}, {retrospective.dated_on:%B %Y}"
    address = f"{settings.SITE_URL}{choice.lesson.get_absolute_url()}"
    lines.append(f"Learned in [{one_line(source)}]({address})")
    return "\n".join([lines[0], *(f"  - {line}" for line in lines[1:])])
