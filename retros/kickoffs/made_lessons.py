"""Lessons made of an observation, a decision or an answer, and taking that back."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from retros.exchange import category_of
from retros.models import (
    Decision,
    Kickoff,
    KickoffLesson,
    Lesson,
    Observation,
    Retrospective,
    Version,
    kind_of,
)
from retros.rendering import first_sentence, plain_text

_NAMESPACE = uuid.UUID("5b0f5a4e-6f0e-4d0b-9a53-1f0f2f6f7c11")
_STATEMENT_MAX = Lesson._meta.get_field("statement").max_length or 0
_CUT = "…"


def made_id(kind: str, pk: int) -> uuid.UUID:
    """Return the `client_id` of the lesson made of a part: it is made once, however often pressed."""
    return uuid.uuid5(_NAMESPACE, f"{kind}-{pk}")


def answer_id(question: int, retrospective: int) -> uuid.UUID:
    """Return the `client_id` of the lesson made of an answer there: once in each retrospective."""
    return uuid.uuid5(_NAMESPACE, f"question-{question}-{retrospective}")


def lessons_made_of_answer(question: int, retrospectives: list[Retrospective]) -> list[Lesson]:
    """Return the lessons made of the answer to a question in these retrospectives. One query."""
    made = [answer_id(question, place.pk) for place in retrospectives]
    return list(Lesson.objects.filter(client_id__in=made))


def lesson_made_of(part: Observation | Decision) -> Lesson | None:
    """Return the lesson made of `part` with one press, if any. One query."""
    return _made_of(part).filter(removed_at=None).first()


def begin_lesson(lesson: Lesson, part: Observation | Decision) -> None:
    """Fill an unsaved `lesson` with the words of `part`."""
    said = part.text if isinstance(part, Observation) else part.choice
    lesson.statement = first_sentence(said, _STATEMENT_MAX)
    is_all = lesson.statement == plain_text(said)
    if isinstance(part, Observation):
        lesson.detail, lesson.category = "" if is_all else said, part.category
    else:
        told = [] if is_all else [said]
        lesson.detail = "\n\n".join(filter(None, [*told, part.informed_by, part.what_happened]))
    lesson.category = lesson.category or category_of(f"{lesson.statement} {lesson.detail}")


@transaction.atomic
def make_lesson(part: Observation | Decision, *, by: User) -> tuple[Lesson | None, bool]:
    """Make a lesson of `part` as it stands. Return it, and whether this made it.

    None where somebody has to cut or complete the words. One from the trash comes back.
    """
    Version.objects.before_change(part.retrospective, by=by)
    _lock(part)
    found = _made_of(part).first()
    if found and (found.removed_at is None or found.version > 1):
        if found.removed_at:
            found.restore()
        return found, False
    lesson = found or Lesson(
        retrospective=part.retrospective, client_id=made_id(kind_of(part), part.pk)
    )
    begin_lesson(lesson, part)
    if not _can_stand(lesson):
        transaction.set_rollback(True)
        return None, False
    lesson.removed_at = None
    lesson.save()
    return lesson, True


def _can_stand(lesson):
    try:
        lesson.full_clean()
    except ValidationError:
        return False
    return not lesson.statement.endswith(_CUT)


@transaction.atomic
def choose_instead(kickoff: Kickoff, lesson: Lesson, part: Observation | Decision) -> KickoffLesson:
    """Let `lesson`, made of `part`, stand in the brief for it, with what was decided about it.

    A repeated request finds it done.
    """
    _lock(part)
    if found := kickoff.choices.filter(lesson=lesson).first():
        return found
    choice = _choices_of(kickoff, part).first()
    values = {"disposition": "apply", "note": "", "owner_id": None}
    if choice is None:
        return KickoffLesson.objects.decide(kickoff, lesson, values, seen=0)[0]
    if not choice.is_chosen:
        values |= {"note": choice.note, "owner_id": choice.owner_id}
        KickoffLesson.objects.decide(kickoff, part, values, seen=choice.version)
    choice.move_to(lesson)
    return choice


@transaction.atomic
def unmake_lesson(kickoff: Kickoff | None, part: Observation | Decision, *, by: User) -> bool:
    """Let `part` stand in the brief as before, and move the lesson made of it to the trash.

    Without `kickoff`, which is somebody else's, its brief stays. A lesson that somebody edited, chose
    elsewhere or posted stays. Return whether it went.
    """
    Version.objects.before_change(part.retrospective, by=by)
    _lock(part)
    lesson = lesson_made_of(part)
    if lesson is None:
        return False
    if kickoff:
        _choose_again(kickoff, part, lesson)
    if lesson.version > 1 or lesson.uses.exists() or lesson.wall_posts.exists():
        return False
    lesson.remove()
    return True


def _choose_again(kickoff, part, lesson):
    choice = kickoff.choices.filter(lesson=lesson).first()
    if choice and choice.version == 1:  # nothing was decided about the part before
        choice.delete()
    elif choice and not _choices_of(kickoff, part).exists():
        choice.move_to(part)


def _choices_of(kickoff, part):
    return kickoff.choices.filter(**{kind_of(part): part})


def _made_of(part):
    client_id = made_id(kind_of(part), part.pk)
    found = Lesson.with_removed.filter(retrospective=part.retrospective_id, client_id=client_id)
    return found.select_related("retrospective__project__team")


def _lock(part):
    """Whoever presses at the same time waits. On SQLite the transaction itself locks."""
    type(part).with_removed.select_for_update().get(pk=part.pk)
