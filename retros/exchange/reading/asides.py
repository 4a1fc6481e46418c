"""Whether a paragraph introduces, explains or rounds off the entries of a section and is none itself."""

import re

from retros.exchange.inline import plain, sentences
from retros.exchange.reading.headings import Purpose
from retros.exchange.reading.intents import commands, intends
from retros.exchange.reading.one_entry import OF_ACTIONS, advises, went_wrong

_INTRODUCES = re.compile(
    r":\s*$|\b(?:following|several|these|below|here(?:’|')?s|here (?:is|are)|as follows|"
    r"areas where)\b",
    re.IGNORECASE,
)
LABELED = re.compile(r"^\s*\*\*[^*:\n]{2,40}(?::\*\*|\*\*:)\s+\S")  # "**Problem:** the mast broke"
ANSWER = re.compile(r"\n(?=A: ?\S)")  # several of one question in a quote
_LONGEST_CONCLUSION = 250  # characters
_LONGEST_CAUSE, _LONGEST_NAMED_CAUSE = 45, 75  # words
_MOST_SENTENCES = 3  # of a cause; more tell the story
_BOLD_STATEMENT = re.compile(r"^\s*\*\*[^*:\n]{20,200}\*\*")
_MOST_CAUSES = 2  # paragraphs; more tell the story
_SAYS_CAUSE = re.compile(
    r"(?:^(?:the )?(?:root )?|\b)(?:cause|root (?:issue|problem)) (?:of .{1,80} )?(?:was|were|is)\b|"
    r"\b(?:was|were) (?:\w+ )?(?:caused|triggered) by\b|\bbecause\b|\bdue to\b|(?<!which )\b(?:caused|led to)\b|"
    r"\b(?:resulted in|prevented|overwhelmed|exhausted|misconfigur\w+|(?:was|were) not set|failed to)\b|"
    r"\bhad (?:never |not |already )?(?:been \w+ed|expired|run out|filled up|crashed|failed)\b",
    re.IGNORECASE,
)


def is_aside(block, purpose, section, *, is_last):
    """Whether a paragraph introduces or comments on the entries and is none itself."""
    text = plain(block.source)
    leads_on = not is_last or bool(section.children)
    is_bold = block.source.lstrip().startswith("**")
    return (
        purpose is Purpose.PLANS
        or (purpose is Purpose.CAUSES and not _is_short_cause(block, section))
        or (purpose is Purpose.CONCLUSIONS and not concludes(text))
        or (
            (are_answers(section) or any(other.kind == "list" for other in section.blocks))
            and not (is_bold or (purpose is Purpose.ACTIONS and commands(text)))
        )
        or (leads_on and len(text) < 250 and _introduces(text))
        or (bool(section.children) and len(section.blocks) == 1 and not LABELED.match(block.source))
        or (
            purpose in OF_ACTIONS
            and not (is_bold or commands(text) or intends(text) or _is_named(block, section))
        )
    )


def _introduces(text):
    """Whether the last sentence announces what follows: "These were the reasons:"."""
    return bool(_INTRODUCES.search((sentences(text) or [text])[-1]))


def are_answers(section):
    """Whether quotes are what people said, and the paragraphs between them comment on it."""
    kinds = [block.kind for block in section.blocks]
    are_many = kinds.count("quote") > 1 and kinds.count("quote") >= kinds.count("paragraph")
    return are_many or any(
        block.kind == "quote" and ANSWER.match(f"\n{block.source}") for block in section.blocks
    )


def _is_short_cause(block, section):
    """Whether a paragraph says in up to three sentences what the cause was; a longer one explains."""
    text = plain(block.source)
    words, says_it = len(text.split()), _SAYS_CAUSE.search(text)
    are_few = len(section.blocks) <= _MOST_CAUSES and not section.children
    parts = sentences(text)
    names_it = bool(parts) and _SAYS_CAUSE.search(parts[0])  # and the rest explains
    longest = _LONGEST_NAMED_CAUSE if names_it else _LONGEST_CAUSE
    is_short = words <= longest and len(parts) <= _MOST_SENTENCES
    is_labeled = not isinstance(section.level, int)  # "Root cause: an index that locked the table"
    says_it = says_it or went_wrong(text) or is_labeled
    if _BOLD_STATEMENT.match(block.source) and block is section.blocks[0]:
        return True  # "**The plan was never checked against prices.** It was written as if …"
    return are_few and is_short and bool(says_it)


def concludes(text):
    """Whether a paragraph below "Conclusions" is one itself, and no summing up."""
    return len(text) <= _LONGEST_CONCLUSION and (went_wrong(text) or advises(text))


def _is_named(block, section):
    """Whether a line stands right behind its name: "**Experiment:** one reviewer for each change"."""
    is_line = not isinstance(section.level, int) and block is section.blocks[0]
    return is_line and "\n" not in block.source and len(plain(block.source).split()) > 2
