"""A new lesson that begins with the words of an observation, a decision or a proposal."""

from django.db.models import Q

from retros.exchange import category_of
from retros.models import TO_EVERYBODY, Decision, Lesson, Observation, Question
from retros.proposals import propose_for
from retros.rendering import first_sentence, plain_text

_STATEMENT_MAX = Lesson._meta.get_field("statement").max_length
_ID_DIGITS = 9


def begin_with(lesson, anchor):
    """Fill an unsaved `lesson` from the part of its retrospective with that `anchor`, if any.

    `question-` stands for the answer to one, in detail after the question; `proposal-` and the key of a sentence stand for what its text proposes. One query, five for a
    proposal, none for an anchor of anything else.
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
    model, fill = {
        "observation": (Observation, _from_observation),
        "decision": (Decision, _from_decision),
    }.get(kind, (None, None))
    if model is None:
        return
    found = model.objects.filter(retrospective=lesson.retrospective, pk=pk).first()
    if found:
        fill(lesson, found)
        lesson.category = lesson.category or category_of(f"{lesson.statement} {lesson.detail}")


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


def _from_observation(lesson, observation):
    lesson.statement = first_sentence(observation.text, _STATEMENT_MAX)
    is_all = lesson.statement == plain_text(observation.text)
    lesson.detail = "" if is_all else observation.text
    lesson.category = observation.category


def _from_decision(lesson, decision):
    lesson.statement = first_sentence(decision.choice, _STATEMENT_MAX)
    told = [decision.choice] if lesson.statement != decision.choice else []
    lesson.detail = "\n\n".join(filter(None, [*told, decision.informed_by, decision.what_happened]))
