"""Paths of Start here, and opposite lessons, come back in from an export."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from retros.exchange import archive
from retros.models import (
    Kickoff,
    Lesson,
    OppositeLessons,
    PathStop,
    Project,
    ReadingPath,
    Retrospective,
    WallPost,
)
from tests import factories
from tests.path_factories import PathStopFactory, ReadingPathFactory

pytestmark = pytest.mark.both_databases
ADDRESS = reverse("paths_import")


@pytest.fixture
def browser(as_user, curator):
    return as_user(curator)


def learned(statement):
    record = factories.RetrospectiveFactory(published=True)
    return factories.LessonFactory(retrospective=record, statement=statement)


@pytest.fixture
def export(curator):
    """The archive of a path of one stop of each kind, and a pair; then nothing is here any more."""
    lesson, other = learned("Try it with ten people first."), learned("Ship to everybody at once.")
    OppositeLessons.link(lesson, other, depends_on="whether it can be taken back")
    path = ReadingPathFactory(title="Your first week", for_whom="engineers")
    decision = factories.DecisionFactory(retrospective=lesson.retrospective)
    for stop in (
        {"lesson": lesson, "why": "It helped <b>most</b>."},
        {"decision": decision},
        {"retrospective": other.retrospective},
        {"wall_post": factories.WallPostFactory()},
        {"kickoff": factories.KickoffFactory()},
        {"text": "Then ask *anybody*."},
        {"text": "The handbook", "address": "https://handbook.example.org/"},
    ):
        PathStopFactory(path=path, **stop)
    data = b"".join(archive(curator))
    for model in (ReadingPath, OppositeLessons, WallPost, Kickoff, Retrospective, Project):
        model.objects.all().delete()
    return data


def send(browser, data):
    return browser.post(ADDRESS, {"file": SimpleUploadedFile("export.zip", data)})


def bring_records(data, tmp_path, curator):
    file = tmp_path / "export.zip"
    file.write_bytes(data)
    call_command("import_retrospectives", file, owner=curator.email, publish=True)


def shape():
    """What the stops of the only path are, and what they say."""
    stops = ReadingPath.objects.get().stops.present()
    return [(stop.kind, stop.text or str(getattr(stop, stop.kind)), stop.why) for stop in stops]


def test_path_and_pair_come_back_after_their_retrospectives(browser, export, tmp_path, curator):
    bring_records(export, tmp_path, curator)
    page = send(browser, export).content.decode()
    path = ReadingPath.objects.get()
    assert (path.title, path.for_whom, path.is_draft) == ("Your first week", "engineers", True)
    assert [kind for kind, _, _ in shape()] == [
        *("lesson", "decision", "retrospective", "note", "note", "note", "link"),
    ]
    assert shape()[0][1:] == ("Try it with ten people first.", "It helped <b>most</b>.")
    pair = OppositeLessons.objects.get()
    assert {pair.first.statement, pair.second.statement} == set(
        Lesson.objects.values_list("statement", flat=True)
    )
    assert page.count("Not found here:") == 2  # posts and kickoffs are not imported
    assert "1 linked, 0 linked already, 0 not found here" in page


def test_what_is_missing_waits_as_a_note_and_is_found_later(browser, export, tmp_path, curator):
    page = send(browser, export).content.decode()
    assert "Not found here: lesson “Try it with ten people first.”" in page
    assert "0 linked, 0 linked already, 1 not found here" in page
    assert "Ship to everybody at once." in page
    bring_records(export, tmp_path, curator)
    send(browser, export)
    assert shape()[0] == ("lesson", "Try it with ten people first.", "It helped <b>most</b>.")
    assert len(shape()) == 7 and OppositeLessons.objects.count() == 1


def test_second_import_changes_nothing_that_people_did(browser, export, tmp_path, curator):
    bring_records(export, tmp_path, curator)
    send(browser, export)
    Lesson.objects.filter(statement__startswith="Try").update(statement="Try it small.")
    path = ReadingPath.objects.get()
    path.stops.filter(address="").filter(text__contains="ask").update(removed_at=path.created_at)
    OppositeLessons.objects.update(depends_on="how many there are")
    page = send(browser, export).content.decode()
    assert "Here already, 0 stops added." in page
    assert len(shape()) == 6 and shape()[0][1] == "Try it small."
    assert OppositeLessons.objects.get().depends_on == "how many there are"


def test_one_path_comes_back_from_its_markdown(browser, curator):
    path = ReadingPathFactory(title="What *we* learned", for_whom="new people & guests")
    PathStopFactory(path=path, lesson=learned("Ask [early], & often_."), why="1. Because")
    PathStopFactory(path=path, text="Then ask *anybody*.")
    PathStopFactory(path=path, text="Book", address="https://book.example.org/a_b?c=d")
    before = shape()
    text = browser.get(reverse("path_markdown", args=[path.pk])).content
    path.delete()
    send(browser, text)
    again = ReadingPath.objects.get()
    assert (again.title, again.for_whom) == ("What *we* learned", "new people & guests")
    assert shape() == before


def test_full_path_says_what_had_no_room(browser, curator):
    path = ReadingPathFactory(title="Long")
    for number in range(12):
        PathStopFactory(path=path, text=f"Note {number}")
    page = send(browser, b"# Long\n\n1. One more\n").content.decode()
    assert "No room for “One more”" in page and path.stops.count() == 12


def test_link_that_is_none_becomes_a_note(browser):
    rows = [{"title": "Odd", "stops": [{"text": "Click", "address": "javascript:alert(1)"}]}]
    send(browser, zipped({"paths.json": rows}))
    assert shape() == [("note", "Click", "")] and PathStop.objects.get().address == ""


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, rows in files.items():
            package.writestr(name, rows if isinstance(rows, str) else json.dumps(rows))
    return stream.getvalue()


BAD = {
    "no file": b"",
    "not a path": b"Hello",
    "a damaged ZIP": b"PK\x03\x04 and no more",
    "another ZIP": zipped({"a.md": "# A"}),
    "no JSON": zipped({"paths.json": "[{"}),
    "deep JSON": zipped({"paths.json": "[" * 100_000}),
    "no list": zipped({"paths.json": {"title": "A"}}),
    "rows of another kind": zipped({"paths.json": [1, None]}),
    "no pair": zipped({"opposite-lessons.json": [{"lesson_ids": [1]}]}),
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_bad_file_gets_a_sentence(browser, data):
    response = send(browser, data)
    assert response.status_code == 422 and "There is a problem" in response.content.decode()
    assert not ReadingPath.objects.exists()


def test_odd_values_are_left_out_or_stored_as_text(browser):
    stops = [{"text": "a\x00\ud800"}, {"lesson_id": "1"}, {"lesson_id": 10**30}, {"text": 5}, 7]
    rows = [{"title": "Odd", "team_id": [], "for_whom": None, "stops": stops}, {"title": 3}]
    assert (
        send(browser, zipped({"paths.json": rows, "teams.json": [{"id": []}]})).status_code == 200
    )
    assert len(shape()) == 1


def test_only_curators_import_paths(as_user, member):
    browser = as_user(member)
    assert browser.get(ADDRESS).status_code == 404
    assert send(browser, b"# A\n\n1. B\n").status_code == 404


def test_command_imports_for_a_curator(export, tmp_path, curator, member, capsys):
    file = tmp_path / "export.zip"
    file.write_bytes(export)
    with pytest.raises(CommandError, match="No curator"):
        call_command("import_paths", file, email=member.email)
    call_command("import_paths", file, email=curator.email)
    assert "“Your first week”: new draft, 7 stops added." in capsys.readouterr().out
