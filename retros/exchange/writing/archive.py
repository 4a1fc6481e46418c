"""Everything that somebody may read as one ZIP, made while it is sent.

A Markdown document and a JSON file for each retrospective, with its pictures in a folder; teams, projects, kickoffs and the wall
as JSON. `archive_schema.json` describes each file. Rows are read in batches, and nothing is kept
but the names of the files, so that size costs time and no memory.
"""

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.text import slugify

from accounts.models import Team, User
from retros.access import fetch_parts
from retros.exchange.writing.json import (
    equivalent_words_json,
    kickoff_json,
    opposite_lessons_json,
    path_json,
    project_json,
    question_json,
    retrospective_json,
    tag_description_json,
    team_json,
    wall_post_json,
)
from retros.exchange.writing.markdown import address_here, retrospective_markdown
from retros.models import (
    Attachment,
    EquivalentWords,
    Kickoff,
    KickoffLesson,
    OppositeLessons,
    PathStop,
    Project,
    Question,
    ReadingPath,
    Retrospective,
    Risk,
    TagDescription,
    WallPost,
    tags_in_use,
)

SCHEMA = Path(__file__).with_name("archive_schema.json")
BATCH = 100  # retrospectives in memory at once
_README = """\
Everything that {name} could read on {day}.

retrospectives/   one Markdown document and one JSON file each, with a folder of its pictures
teams.json, projects.json, kickoffs.json, wall.json
equivalent-words.json   words that search treats as the same
tags.json         what tags stand for
questions.json    what readers asked, and where something helped, without names
opposite-lessons.json   lessons that say the opposite, and what it depends on
paths.json        what to read first: paths with their stops
schema.json       what each JSON file holds (JSON Schema)

A Markdown document can be brought in again as it was; in a ZIP with its folder, its pictures too. Then curators bring paths
and opposite lessons back: “Start here”, “Import paths”.
"""


class _Sink:
    """Where a ZIP is written to, and taken from piece by piece."""

    def __init__(self):
        self.pieces = []

    def write(self, data):
        self.pieces.append(bytes(data))
        return len(data)

    def flush(self):
        pass

    def take(self):
        taken, self.pieces = b"".join(self.pieces), []
        return taken


def archive(user: User, *, on_retrospective: Callable[[], None] | None = None) -> Iterator[bytes]:
    """Yield the bytes of the ZIP of everything that `user` may read.

    Calls `on_retrospective` after each. Nine queries per batch of retrospectives or kickoffs, and
    one per picture, so that only one picture is in memory.
    """
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:  # type: ignore[call-overload]
        for name, text in _files(user):
            entry = zipfile.ZipInfo(name, date_time=(*date.today().timetuple()[:3], 0, 0, 0))
            is_picture = isinstance(text, bytes)
            entry.compress_type = zipfile.ZIP_STORED if is_picture else zipfile.ZIP_DEFLATED
            with package.open(entry, "w") as file:
                for piece in [text] if isinstance(text, str | bytes) else text:
                    data = piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace")
                    file.write(data)
            yield sink.take()
            if on_retrospective and name.endswith(".md"):
                on_retrospective()
    yield sink.take()


def counts(user: User) -> list[tuple[int, str]]:
    """Return what the archive will hold: [(number, word for one)]. Four queries."""
    found = [
        (Retrospective.objects.visible_to(user), "retrospective"),
        (Project.objects.visible_to(user), "project"),
        (Kickoff.objects.visible_to(user), "kickoff"),
        (WallPost.objects.visible_to(user), "wall post"),
    ]
    return [(rows.count(), word) for rows, word in found]


def _files(user):
    """(name, text, pieces of text or a picture's bytes) of each file, the small ones first."""
    yield "README.txt", _README.format(name=user.display_name, day=date.today())
    yield "schema.json", SCHEMA.read_text()
    lines = EquivalentWords.objects.visible_to(user)
    yield "equivalent-words.json", _list(map(equivalent_words_json, lines))
    seen = [tag.pk for tag, _ in tags_in_use(user)]
    described = TagDescription.objects.filter(tag__in=seen).select_related("tag")
    pairs = OppositeLessons.objects.visible_to(user)
    yield "opposite-lessons.json", _list(map(opposite_lessons_json, pairs))
    asked = Question.objects.visible_to(user).filter(hidden_at=None)
    kept = (Question.Kind.QUESTION, Question.Kind.HELPED)
    asked = asked.filter(kind__in=kept).for_cards(user)
    yield "questions.json", _list(map(question_json, _in_batches(asked)))
    stops = Prefetch("stops", PathStop.objects.visible_to(user))
    read = ReadingPath.objects.visible_to(user).prefetch_related(stops)
    yield "paths.json", _list(map(path_json, read))
    yield "tags.json", _list(map(tag_description_json, described))
    yield "teams.json", _list(map(team_json, Team.objects.all()))
    projects = Project.objects.visible_to(user).prefetch_related("tags")
    yield "projects.json", _list(map(project_json, _in_batches(projects)))
    posts = WallPost.objects.visible_to(user).with_projects().prefetch_related("tags")
    yield "wall.json", _list(map(wall_post_json, _in_batches(posts)))
    choices = KickoffLesson.objects.visible_to(user).select_related("owner").order_by("pk")
    kickoffs = Kickoff.objects.visible_to(user)
    risks = Prefetch("risks", Risk.objects.present())
    held = _in_batches(kickoffs.prefetch_related(risks, Prefetch("choices", choices)))
    yield "kickoffs.json", _list(map(kickoff_json, held))
    records = Retrospective.objects.visible_to(user).select_related("project__team", "facilitator")
    for record in _in_batches(records, lambda batch: _fetch(batch, user)):
        yield from _files_of(record)


def _fetch(batch, user):
    fetch_parts(batch, user)
    shown = Retrospective.objects.restorable_by(user).filter(pk__in=[record.pk for record in batch])
    with_history = set(shown.values_list("pk", flat=True))
    for record in batch:
        record.shows_history = record.pk in with_history
    prefetch_related_objects(batch, Prefetch("attachments", Attachment.objects.defer("content")))


def _files_of(record):
    """The document, the JSON file and the pictures of one retrospective."""
    name = f"{record.pk}-{slugify(record.title)[:60] or 'untitled'}"
    pictures = {str(each.pk): f"{name}/{each.file_name}" for each in record.attachments.all()}
    text = retrospective_markdown(
        record, lambda number: pictures.get(number) or address_here(number)
    )
    yield f"retrospectives/{name}.md", text
    yield (
        f"retrospectives/{name}.json",
        _json(retrospective_json(record, pictures, with_history=record.shows_history)),
    )
    for number, path in pictures.items():
        content = Attachment.objects.values_list("content", flat=True).get(pk=number)
        yield f"retrospectives/{path}", bytes(content)


def _in_batches(rows, prepare=lambda batch: None):
    """Rows in the order of their ids, which are asked for once: paging would sort all each time."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        batch = list(rows.filter(pk__in=ids[start : start + BATCH]).order_by("pk"))
        prepare(batch)
        yield from batch


def _list(values):
    """Pieces of a JSON list, one line a value."""
    yield "["
    for number, value in enumerate(values):
        yield f"{',' if number else ''}\n{_json(value)}"
    yield "\n]\n"


def _json(value):
    return json.dumps(value, ensure_ascii=False, default=str)
