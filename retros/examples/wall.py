"""Posting the examples to the wall."""

from retros.examples.cases import lesson_called
from retros.examples.files import read, save_example, stable_id
from retros.models import WallPost

# For a post without a team, so that nobody mistakes it for their own.
SIGNATURE = "Retold from a published article"


def load_wall_posts():
    """Create the missing posts and return them. A post that was taken down stays down."""
    return [
        _create_post(words)
        for words in reversed(read("wall"))  # the newest comes first
        if not WallPost.objects.filter(client_id=_id_of(words)).exists()
    ]


def _id_of(words):
    return stable_id("wall post", words["key"])


def _create_post(words):
    lesson = lesson_called(words.get("lesson"))
    not_own = ("key", "lesson", "tags")
    own_words = {name: text for name, text in words.items() if name not in not_own}
    return save_example(
        WallPost(
            client_id=_id_of(words),
            lesson=lesson,
            team=lesson.retrospective.project.team if lesson else None,
            signature="" if lesson else SIGNATURE,
            **own_words,
        ),
        tags=lesson.tags.names() if lesson else words["tags"],
    )
