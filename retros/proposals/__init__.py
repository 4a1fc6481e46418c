"""Sentences of a retrospective that might be lessons: good enough to propose, never to store.

    propose_for_document(document)       for the preview of an import
    propose_for(retrospective)           for its editor and for the workbench

By patterns and position alone, in English. The sentence encoder was tried as one more sign and did
not help. `passages` takes a text apart, `signs` holds the rules with their weights, `finding` adds
them up, `waiting` says whose turn it is in the workbench. `make bench-proposals` measures.
"""

from retros.exchange import Document
from retros.models import Retrospective
from retros.proposals.finding import Proposal, propose
from retros.proposals.passages import key_of, passages_of, passages_of_document, sentences_of
from retros.proposals.waiting import FEW, following, waiting, with_texts

__all__ = [
    "FEW",
    "Proposal",
    "following",
    "key_of",
    "passages_of_document",
    "propose_for",
    "propose_for_document",
    "sentences_of",
    "waiting",
    "with_texts",
]


def propose_for_document(document: Document) -> list[Proposal]:
    """Return up to 5 proposals of `document`, which is not stored yet."""
    lessons = [f"{lesson.statement} {lesson.detail}" for lesson in document.lessons]
    return propose(passages_of_document(document), lessons=lessons)


def propose_for(retrospective: Retrospective) -> list[Proposal]:
    """Return up to 5 proposals of `retrospective` that nobody decided yet.

    Five queries, none for one `with_texts`.
    """
    lessons = [f"{lesson.statement} {lesson.detail}" for lesson in retrospective.lessons.all()]
    rows = retrospective.decided_proposals.all()  # type: ignore[attr-defined, unused-ignore]
    decided = {it.sentence_digest for it in rows}
    return propose(passages_of(retrospective), lessons=lessons, decided=decided)
