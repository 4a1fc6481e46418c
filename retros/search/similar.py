"""Which lessons are similar to one: found once, and kept as ids until something changes.

Finding them takes more than the rest of a lesson's page. Every member finds the same: only what is
published is offered.
"""

from retros.search import kept, relevance


def similar_ids(lesson, limit):
    """Return ids of lessons, best match first. One query if they are kept."""
    said = (lesson.statement, lesson.detail, lesson.applies_when, lesson.duplicate_of_id)
    asked = ("similar", lesson.pk, *said, lesson.retrospective_id, limit)
    return kept.found_once(
        asked, lambda: [match.object_id for match in relevance.like(lesson, limit)]
    )
