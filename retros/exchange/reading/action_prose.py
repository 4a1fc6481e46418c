"""Paragraphs that say what will be done: each sentence that does is an action item of its own."""

import re

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d(\[`*_])")
_MARKED = re.compile(r"^\s*(?:\*\*|__|`|\[)")
_LONGEST = 5_000  # characters


def parted(paragraph: str, intends) -> list[tuple[str, str]]:
    """Return [(action, what else is said of it)] of a paragraph, or [] if it is one action or none.

    `intends` tells whether a sentence says what to do. What stands before the first such sentence
    belongs to it, and what follows one to that one.
    """
    if _MARKED.match(paragraph) or "Status:" in paragraph or len(paragraph) > _LONGEST:
        return []
    sentences = _SENTENCE_END.split(" ".join(paragraph.split()))
    found: list[list[str]] = []
    before: list[str] = []
    for sentence in sentences:
        if intends(sentence):
            found.append([sentence, *before])
            before = []
        elif found:
            found[-1].append(sentence)
        else:
            before.append(sentence)
    if len(sentences) < 2 or not found:
        return []
    return [(first, " ".join(rest)) for first, *rest in found]
