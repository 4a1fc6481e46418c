"""Questions of the worlds, and what waits in inboxes."""

import uuid

from django.utils import timezone

from retros.models import BrowserKey, Contribution, GladToTalk, Question, QuestionBox, Report
from tests.canary.markers import SEEN, mark, marker

SEEN_BY = {  # of what not every member reads
    "saved search": {"member a"},
    "hidden question": {"curator", "member b"},  # who asked all of them
    "asked of draft": {"member a"},  # whose team writes
    "wish to talk": {"member a", "member b"},
    "wish for words": {"curator", "member a"},
    "wish for words of a post": {"curator", "member a"},
    "report": {"curator"},
    "report of event": {"curator"},
    "report of question": {"curator"},
    "report of draft": set(),
    "report of taken down": set(),
}


def ask(world):
    """About what is published, what is on the wall and what is a draft again; one waits to appear."""
    asker = world.objects["member b"]
    for pk, place, kind, about in (
        (6701, "asked", "question", {"lesson_id": 2500, "retrospective_id": 2100}),
        (6702, "asked of draft", "question", {"lesson_id": 1500, "retrospective_id": 1100}),
        (6703, "suggested", "correction", {"lesson_id": 2500, "retrospective_id": 2100}),
        (6704, "asked of post", "question", {"post_id": 9001}),
        (6705, "hidden question", "question", {"retrospective_id": 2100}),
        (6706, "wish to talk", "talk", {"retrospective_id": 2100}),
        (6707, "asked of all", "question", {}),
        (6710, "suggested of post", "correction", {"post_id": 9001}),
    ):
        made = Question.objects.create(pk=pk, kind=kind, asked_by=asker, **about)
        mark(world, place, made)
    hidden = world.objects["draft project"], world.objects["draft"].tags.get()
    for pk, place, kind in ((6708, "helped", "helped"), (6709, "asked about tag", "question")):
        mark(world, place, Question.objects.create(pk=pk, kind=kind, asked_by=asker))
    Question.objects.filter(pk=6708).update(project=hidden[0], retrospective_id=2100)
    Question.objects.filter(pk=6709).update(tag=hidden[1])
    for pk, place, field in (
        (6703, "suggested", "statement"),
        (6710, "suggested of post", "learned"),
    ):
        Question.objects.filter(pk=pk).update(field=field)
        world.owners.pop(marker(world.salt, place, "question", "field")[:SEEN])
    Question.objects.filter(pk=6705).update(hidden_at=timezone.now())
    _reported(world)
    GladToTalk.objects.create(retrospective=world.objects["published"])
    about = {"kind": "lesson", "id": 2500, "values": {}}
    put_in(world, QuestionBox.objects.open(), "unattributed question", about=about)


def _reported(world):
    """Reports, which only curators read and of no text that they may not, and what curators wish."""
    for place, about in (
        ("report", {"lesson_id": 2500, "retrospective_id": 2100}),
        ("report of event", {"event_id": 2200, "retrospective_id": 2100}),
        ("report of question", {"question_id": 6701}),
        ("report of draft", {"lesson_id": 1500, "retrospective_id": 1100}),
        ("report of taken down", {"post_id": 9002}),
    ):
        mark(world, place, Report.objects.create(**about))
    for pk, place, about in (
        (6711, "wish for words", {"lesson_id": 2500, "retrospective_id": 2100}),
        (6712, "wish for words of a post", {"post_id": 9002}),
    ):
        wish = {"kind": "wording", "asked_by": world.objects["curator"]}
        mark(world, place, Question.objects.create(pk=pk, **wish, **about))


def put_in(world, box, place, *, kind="well", signed=False, about=None):
    word = marker(world.salt, place, "contribution")
    world.owners[word[:SEEN]] = (place, "contribution", "text")
    key = BrowserKey("a secret of some browser", world.objects["member b"].pk)
    pk = uuid.uuid5(uuid.NAMESPACE_OID, word)
    one = Contribution.write(key, pk=pk, kind=kind, text=word, signed=signed, about=about)
    box.add(one, key=key)
    world.contributions.append(pk)
