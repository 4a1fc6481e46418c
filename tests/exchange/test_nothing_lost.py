"""Every word of a document ends up in some field of the stored retrospective."""

import random
import re

import pytest

from retros.exchange import read_text, store
from retros.exchange.inline import words
from retros.exchange.reading.headings import is_plain_title
from retros.exchange.reading.markdown.blocks import split
from retros.exchange.reading.markdown.document import linkify_addresses
from retros.exchange.reading.markdown.front_matter import read_front_matter
from tests.exchange import samples

pytestmark = pytest.mark.both_databases

LIST_NUMBER = re.compile(r"^(\s*(?:[>*+-]\s+)*)\d{1,4}[.)](\s)", re.MULTILINE)
CHECKBOX = re.compile(r"^(\s*[-*+]\s+)\[[xX ]\]", re.MULTILINE)
FACT_LABEL = re.compile(r"\(owner:|, due (?=\d)")
LABEL = re.compile(r"^\s*[-*+]?\s*\*\*([^*\n]{2,60}?):?\*\*:?[ \t]+\S", re.MULTILINE)
KNOWN_COLUMNS = words("Date Event What Owner Due Status")


def written_dates(on):
    month = on.strftime("%B")
    return f"{on} {on.day} {on.day}st {on.day}th {month} {month[:3]} Q{(on.month + 2) // 3}"


def stored_words(retrospective):
    """Words of every text field and date of a stored retrospective and its parts."""
    parts = [retrospective]
    for name in ("timeline_events", "decisions", "observations", "lessons", "action_items"):
        parts += getattr(retrospective, name).all()
    found = [retrospective.project.name, *retrospective.tags.names()]
    for part in parts:
        for field in part._meta.concrete_fields:
            value = getattr(part, field.attname)
            if isinstance(value, str) and field.name != "source_name":
                found.append(value)
            elif field.name in ("on", "held_on", "due_on", "decided_on") and value:
                found.append(written_dates(value))
    return words("\n".join(found))


def source_words(text):
    """Words of the body without its structure: usual headings, labels and columns, numbering."""
    body = linkify_addresses(read_front_matter(text)[1])
    body = CHECKBOX.sub(r"\1", LIST_NUMBER.sub(r"\1\2", body)).replace("<br>", " ")
    body = FACT_LABEL.sub(" ", body)
    structure = words("")
    for block in split(body):
        if block.kind == "heading" and is_plain_title(block.source):
            structure += words(block.source)
        if block.kind == "table":
            structure += words(" ".join(block.rows[0])) & KNOWN_COLUMNS
    for label in filter(is_plain_title, LABEL.findall(body)):
        structure += words(label)
    for line in body.split("\n"):
        if is_plain_title(line.strip(" *-:")) and not line.startswith("#"):
            structure += words(line)
    return words(body) - structure


@pytest.mark.parametrize("name", samples.ALL)
def test_sample_is_stored_without_a_word_lost(member, name):
    report = store(read_text(name, samples.ALL[name], with_authors=True), owner=member)
    assert source_words(samples.ALL[name]) - stored_words(report.retrospective) == words("")


@pytest.mark.parametrize("seed", range(40))
def test_shuffled_samples_are_stored_without_a_word_lost(member, seed):
    """Sections and paragraphs of all samples, mixed anew for each seed."""
    mixer = random.Random(seed)
    bodies = [read_front_matter(text)[1] for text in samples.ALL.values()]
    pieces = [piece for body in bodies for piece in body.split("\n\n") if piece.strip()]
    mixer.shuffle(pieces)
    text = "\n\n".join(pieces[: mixer.randrange(3, len(pieces))])
    report = store(read_text("mixed.md", text), owner=member)
    assert source_words(text) - stored_words(report.retrospective) == words("")
