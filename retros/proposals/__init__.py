"""Sentences of a retrospective that might be lessons: good enough to propose, never to store.

    propose_for_document(document)       for the preview of an import
    propose_for(retrospective, decided)  for its editor and for the workbench

By patterns and position alone, in English. The sentence encoder was tried as one more sign and did
not help. `passages` takes a text apart, `signs` holds the rules with their weights, `finding` adds
them up. `make bench-proposals` measures.
"""

from collections.abc import Collection

from retros.exchange import Document
from retros.models import Retrospective
from retros.proposals.finding import Proposal, propose
from retros.proposals.passages import key_of, passages_of, passages_of_document, sentences_of

__all__ = [
    "Proposal",
    "key_of",
    "passages_of_document",
    "propose_for",
    "propose_for_document",
    "sentences_of",
]


def propose_for_document(document: Document) -> list[Proposal]:
    """Return up to 5 proposals of `document`, which is not stored yet."""
    lessons = [f"{lesson.statement} {lesson.detail}" for lesson in document.lessons]
    return propose(passages_of_document(document), lessons=lessons)


def propose_for(retrospective: Retrospective, decided: Collection[str] = ()) -> list[Proposal]:
    """Return up to 5 proposals of `retrospective` but for those whose keys were `decided`.

    Four queries, none for parts that are prefetched.
    """
    lessons = [f"{lesson.statement} {lesson.detail}" for lesson in retrospective.lessons.all()]
    return propose(passages_of(retrospective), lessons=lessons, decided=decided)
