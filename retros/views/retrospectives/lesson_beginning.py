"""A new lesson that begins with the words of an observation, a decision or a proposal."""

from django.db.models import Q

from retros.kickoffs import answer_id, begin_lesson
from retros.models import TO_EVERYBODY, Decision, Lesson, Observation, Question
from retros.proposals import propose_for
from retros.rendering import first_sentence

_STATEMENT_MAX = Lesson._meta.get_field("statement").max_length
_ID_DIGITS = 9


def begin_with(lesson, anchor):
    """Fill an unsaved `lesson` from the part of its retrospective with that `anchor`, if any.

    `question-` stands for the answer to one, in detail after the question; `proposal-` and the key of
    a sentence stand for what its text proposes. One query, five for a proposal, none for an anchor of
    anything else.
    """
    kind, _, pk = anchor.partition("-")
    if kind == "proposal":
        _from_proposal(lesson, pk)
        return
    if not (pk.isascii() and pk.isdigit() and len(pk) <= _ID_DIGITS):
        return
    if kind == "question":
        _from_question(lesson, pk)
        return
    model = {"observation": Observation, "decision": Decision}.get(kind)
    if model is None:
        return
    found = model.objects.filter(retrospective=lesson.retrospective, pk=pk).first()
    if found:
        begin_lesson(lesson, found)


def _from_proposal(lesson, key):
    for proposal in propose_for(lesson.retrospective):
        if proposal.key == key:
            lesson.statement, lesson.category = proposal.statement, proposal.category


def _from_question(lesson, pk):
    here = Q(retrospective=lesson.retrospective) | TO_EVERYBODY
    asked = Question.objects.filter(here, kind=Question.Kind.QUESTION, hidden_at=None, pk=pk)
    found = asked.exclude(answer="").first()
    if found:
        lesson.statement = first_sentence(found.answer, _STATEMENT_MAX)
        lesson.detail = f"{found.text}\n\n{found.answer}"
        lesson.client_id = answer_id(found.pk, lesson.retrospective_id)
