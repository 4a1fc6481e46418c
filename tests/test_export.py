"""/export/: everything that a curator may read, as a ZIP and as tables."""

import csv
import gc
import io
import json
import tracemalloc
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from accounts.models import User
from retros.examples import load_examples
from retros.exchange import archive, csv_lines, read
from retros.exchange.reading.boards.cells import rows_of
from retros.exchange.writing import archive as archive_module
from retros.models import (
    ActionItem,
    EquivalentWords,
    Lesson,
    OppositeLessons,
    Project,
    Retrospective,
    TagDescription,
)
from tests import factories
from tests.path_factories import PathStopFactory

ADDRESSES = [
    reverse("export"),
    reverse("export_everything"),
    reverse("export_table", args=["lessons"]),
]
KINDS = ["lessons", "observations", "decisions", "actions"]


@pytest.fixture
def browser(as_user, curator):
    return as_user(curator)


def content(response):
    return b"".join(response.streaming_content)


def files(browser):
    """{name: bytes} of the archive."""
    package = zipfile.ZipFile(io.BytesIO(content(browser.get(reverse("export_everything")))))
    assert package.testzip() is None
    return {name: package.read(name) for name in package.namelist()}


def table(browser, kind, query=""):
    """The rows of a CSV as a spreadsheet reads them, its header first."""
    text = content(browser.get(reverse("export_table", args=[kind]) + query)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_curators_find_it(as_user, member, address):
    assert as_user().get(address).status_code == 302
    assert as_user(member).get(address).status_code == 404
    assert as_user(factories.CuratorFactory()).get(address).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_can_be_sent_there(browser, address):
    assert browser.post(address).status_code == 405


def test_table_of_an_unknown_kind_does_not_exist(browser):
    assert browser.get("/export/people.csv").status_code == 404


def test_page_says_how_much_there_is(browser):
    factories.RetrospectiveFactory.create_batch(2, published=True)
    page = browser.get(reverse("export")).text
    assert "<strong>2</strong> retrospectives" in page
    assert "<strong>0</strong> kickoffs" in page


def test_curators_meet_links_to_it(browser, as_user, member):
    for name in ("retrospectives", "profile", "home"):
        assert reverse("export") in browser.get(reverse(name)).text
        assert reverse("export") not in as_user(member).get(reverse(name)).text


def test_archive_fits_its_schema(browser):
    load_examples()
    lesson = factories.WallPostFactory(lesson=Lesson.objects.first()).lesson
    factories.AttachmentFactory(retrospective=lesson.retrospective)
    EquivalentWords.objects.get_or_create(words="okapi, forest giraffe")
    TagDescription.objects.create(tag=lesson.retrospective.tags.first(), text="For couriers")
    OppositeLessons.link(*Lesson.objects.all()[:2], depends_on="Whether it can be undone")
    lesson.questions.create(kind="question", retrospective=lesson.retrospective)
    PathStopFactory(lesson=lesson)
    schema = json.loads((found := files(browser))["schema.json"])
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for name, data in found.items():
        if name.endswith(".json") and name != "schema.json":
            kind = "retrospective" if "/" in name else name[:-5].replace("-", "_")
            errors = validator.evolve(schema=schema | {"anyOf": [{"$ref": f"#/$defs/{kind}"}]})
            assert [error.message for error in errors.iter_errors(json.loads(data))] == [], name
            assert json.loads(data), name
    kept = [name for name in found if name.startswith("retrospectives/") and name.endswith(".json")]
    assert len(kept) == Retrospective.objects.count()


def test_archive_holds_tags_of_posts_and_in_how_many_projects_they_were_learned(browser):
    post = factories.WallPostFactory()
    post.tags.add("cut over")
    person = factories.UserFactory(display_name="Quentin Osterhaus")
    post.us_too.create(member=person)
    text = files(browser)["wall.json"].decode()
    assert [(it["tags"], it["projects"]) for it in json.loads(text)] == [(["cut over"], 2)]
    assert "Quentin" not in text


def test_each_markdown_document_reads_back(browser):
    load_examples()
    for name, data in files(browser).items():
        if name.endswith(".md"):
            document = read(name, data)
            assert Retrospective.objects.get(title=document.title).lessons.count() == len(
                document.lessons
            )


def test_archive_holds_what_the_curator_may_read(browser, curator):
    factories.RetrospectiveFactory(title="Draft of somebody")
    factories.RetrospectiveFactory(title="Draft of mine", created_by=curator)
    factories.RetrospectiveFactory(
        title="In the trash", published=True, removed_at="2026-01-01T00:00Z"
    )
    lesson = factories.LessonFactory(published=True, statement="Stays.")
    factories.LessonFactory(
        retrospective=lesson.retrospective, statement="TrashEntry.", removed_at="2026-01-01T00:00Z"
    )
    everything = b"".join(files(browser).values()).decode()
    assert "Draft of mine" in everything
    assert "Stays." in everything
    for hidden in ("Draft of somebody", "In the trash", "TrashEntry."):
        assert hidden not in everything


def test_nobody_is_named_by_address(browser):
    factories.ActionItemFactory(published=True, owner=factories.UserFactory(display_name="Wilma"))
    everything = b"".join(files(browser).values()).decode()
    assert "Wilma" in everything
    assert not [person for person in User.objects.all() if person.email in everything]


def test_hostile_titles_make_harmless_names(browser):
    for title in ("../../etc/passwd", "a\\b", "…", "con", "<script>"):
        factories.RetrospectiveFactory(published=True, title=title)
    names = [name for name in files(browser) if name.startswith("retrospectives/")]
    assert len(set(names)) == 10
    assert not [name for name in names if ".." in name or "\\" in name or name.count("/") > 1]


def queries(person):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        b"".join(archive(person))
    return len(asked)


def test_queries_do_not_grow_with_retrospectives(curator):
    def make():
        record = factories.RetrospectiveFactory(published=True)
        decision = factories.DecisionFactory(retrospective=record)
        factories.DecisionFactory(retrospective=record, superseded_by=decision)
        factories.ObservationFactory(retrospective=record, decision=decision)
        again = factories.LessonFactory(retrospective=record)
        factories.LessonFactory(retrospective=record, duplicate_of=again)
        factories.ActionItemFactory(retrospective=record, owner=curator)
        factories.TimelineEventFactory(retrospective=record)
        kickoff = factories.KickoffFactory(project=record.project)
        factories.KickoffLessonFactory(kickoff=kickoff, lesson=again, owner=curator)
        factories.WallPostFactory(lesson=again)

    make()
    assert curator.is_curator and not curator.team_ids  # known from here on
    first = queries(curator)
    for _ in range(6):
        make()
    assert queries(curator) == first


def test_batches_meet_every_row_once(curator, monkeypatch):
    monkeypatch.setattr(archive_module, "BATCH", 3)
    made = factories.RetrospectiveFactory.create_batch(7, published=True)
    package = zipfile.ZipFile(io.BytesIO(b"".join(archive(curator))))
    found = [
        json.loads(package.read(n))
        for n in package.namelist()
        if n[-6:] != "a.json" and n[:5] == "retro" and n[-5:] == ".json"
    ]
    assert [record["id"] for record in found] == [record.pk for record in made]


def test_memory_does_not_grow_with_the_archive(curator, monkeypatch):
    monkeypatch.setattr(archive_module, "BATCH", 5)

    def peak(more):
        for _ in range(more):
            factories.RetrospectiveFactory(published=True, context="w" * 40_000)
        tracemalloc.start()
        for number, _ in enumerate(archive(curator)):
            if number % 10 == 0:
                gc.collect()  # rows and their parts know each other
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(more=6) * 1.3 > peak(more=20)


@pytest.mark.parametrize("kind", KINDS)
def test_table_has_a_row_for_each(browser, kind):
    record = factories.RetrospectiveFactory(published=True)
    for name in ("Lesson", "Observation", "Decision", "ActionItem"):
        getattr(factories, f"{name}Factory").create_batch(2, retrospective=record)
    header, *rows = table(browser, kind)
    assert len(rows) == 2
    assert {len(row) for row in rows} == {len(header)}
    assert rows[0][header.index("retrospective")] == record.title


@pytest.mark.parametrize("kind", KINDS)
def test_tables_can_be_narrowed_as_the_lists_are(browser, kind):
    team = factories.TeamFactory()
    for name in ("Lesson", "Observation", "Decision", "ActionItem"):
        factory = getattr(factories, f"{name}Factory")
        factory(published=True)
        factory(retrospective=factories.RetrospectiveFactory(published=True, project__team=team))
    rows = table(browser, kind, f"?team={team.slug}")[1:]
    assert [row[-3] for row in rows] == [team.name]
    assert len(table(browser, kind, "?team=nothing&year=x")) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_queries_of_a_table_do_not_grow_with_rows(browser, kind, installation):
    def make():
        record = factories.RetrospectiveFactory(published=True)
        for name in ("Lesson", "Observation", "Decision"):
            getattr(factories, f"{name}Factory")(retrospective=record)
        factories.ActionItemFactory(retrospective=record, owner=factories.UserFactory())

    make()
    with CaptureQueriesContext(connection) as few:
        table(browser, kind)
    for _ in range(5):
        make()
    with CaptureQueriesContext(connection) as many:
        table(browser, kind)
    assert len(many) == len(few)


def test_formula_in_a_lesson_is_only_text(browser):
    factories.LessonFactory(published=True, statement='=HYPERLINK("https://evil.example")')
    assert table(browser, "lessons")[1][0] == '\'=HYPERLINK("https://evil.example")'


WORDS = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), max_size=40)


@given(text=WORDS, note=WORDS)
def test_any_words_come_back_from_a_table(text, note):
    record = Retrospective(title="Title", project=Project(name="Name"))
    item = ActionItem(text=text, note=note, retrospective=record)
    lines = "".join(csv_lines("actions", [item], lambda part: "address"))
    found = dict(zip(*rows_of(lines.removeprefix("\ufeff").replace("\r\n", "\n")), strict=True))
    assert (found["action item"], found["note"]) == (text, note)


def test_command_writes_the_archive_and_says_how_far_it_is(curator, tmp_path, capsys):
    factories.RetrospectiveFactory.create_batch(2, published=True)
    path = tmp_path / "all.zip"
    call_command("export_archive", path, "--as", curator.email.upper())
    assert "2 of 2 retrospectives" in capsys.readouterr().out
    assert zipfile.ZipFile(path).testzip() is None


def test_command_overwrites_nothing_and_knows_its_people(curator, tmp_path):
    path = tmp_path / "all.zip"
    path.write_text("mine")
    with pytest.raises(CommandError, match="already exists"):
        call_command("export_archive", path, "--as", curator.email)
    with pytest.raises(CommandError, match="No member has"):
        call_command("export_archive", tmp_path / "b.zip", "--as", "nobody@example.org")
    assert path.read_text() == "mine"
