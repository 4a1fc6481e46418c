"""`manage.py import_retrospectives`, as an operator sees it."""

import signal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from retros.management.commands import import_retrospectives
from retros.models import Retrospective
from tests import factories
from tests.exchange import samples
from tests.exchange.office import zipped
from tests.exchange.test_decision_records import MADR, NYGARD
from tests.exchange.test_later_versions import FIRST, SECOND

pytestmark = pytest.mark.both_databases

LATE = "The van was late on the first day"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.md").write_text(samples.SPRINT_NOTES)
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "b.txt").write_text(samples.PLAIN_TEXT)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.md").write_text("# Hidden")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "a.md").write_text("# What macOS adds to a ZIP")
    (tmp_path / "d.exe").write_bytes(b"MZ")
    return tmp_path


def run(*arguments):
    out = StringIO()
    call_command("import_retrospectives", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def test_folder_is_walked_and_each_file_reported(member, folder):
    said = run(folder, "--owner", member.email)
    assert "1/2" in said
    assert "2 went well, 1 went wrong, 2 lessons, 2 action items" in said
    assert "2 imported, 0 already imported, 0 not imported, 3 left out." in said
    assert "d.exe: left out. This file type is not supported" in said
    assert ".git: left out. This is a hidden file." in said
    assert "__MACOSX: left out. This is a hidden file." in said
    assert Retrospective.objects.drafts().filter(created_by=member).count() == 2


@pytest.mark.parametrize(("options", "stays"), [((), False), (("--with-authors",), True)])
def test_people_are_left_out_unless_asked_for(member, tmp_path, options, stays):
    (tmp_path / "a.md").write_text("# Vans\n\nAttendees: Ada Berg, Bo Ek\n\n- Ada Berg: late vans")
    run(tmp_path, "--publish", *options)
    made = Retrospective.objects.get()
    assert ("Ada Berg" in made.context) == stays
    assert "late vans" in made.context
    assert made.taking_part == "2 people"


def test_several_retrospectives_in_a_file_become_several(member, tmp_path):
    sprints = "\n".join(f"## Sprint {n}\n\n### Went well\n\n- Note {n}\n" for n in (1, 2, 3))
    (tmp_path / "a.md").write_text(f"# Retros of the vans\n\n{sprints}")
    assert "3 imported" in run(tmp_path, "--owner", member.email)
    assert "3 already imported" in run(tmp_path, "--owner", member.email)


def test_second_run_brings_in_nothing(member, folder):
    run(folder, "--owner", member.email)
    assert "0 imported, 2 already imported" in run(folder, "--owner", member.email)
    assert Retrospective.objects.count() == 2


def test_one_bad_file_does_not_stop_the_others(db, folder):
    (folder / "bad.md").write_bytes(b"\x00")
    said = run(folder, folder / "d.exe", "--publish")
    assert "bad.md: not imported. This is not a text file." in said
    assert "2 imported, 0 already imported, 2 not imported, 3 left out." in said


def test_documents_in_a_zip_are_brought_in(member, tmp_path):
    dump_signed = tmp_path / "retros.zip"
    dump_signed.write_bytes(
        zipped({"2026/a.md": "# Vans\n\n- a", "b.exe": "MZ", ".c.md": "# Hidden"})
    )
    said = run(dump_signed, "--owner", member.email)
    assert "b.exe: left out. This file type is not supported" in said
    assert ".c.md: left out. This is a hidden file." in said
    assert "1 imported, 0 already imported, 0 not imported, 2 left out." in said


def test_nothing_but_bad_files_ends_with_an_error(db, folder):
    with pytest.raises(CommandError, match="No file could be imported"):
        run(folder / "d.exe", "--publish")


def test_drafts_that_nobody_could_read_are_refused(db, folder):
    with pytest.raises(CommandError, match="Nobody could read these drafts"):
        run(folder)
    assert not Retrospective.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--owner", "nobody@example.org"], "No member has the email address"),
        (["--team", "No such team"], "There is no team named"),
    ],
)
def test_unknown_owner_or_team_is_said(db, folder, arguments, words):
    with pytest.raises(CommandError, match=words):
        run(folder, *arguments)


def test_missing_path_is_said(db, tmp_path):
    with pytest.raises(CommandError, match="There is no file or folder"):
        run(tmp_path / "nowhere.md", "--publish")


def test_team_reads_and_writes_what_was_brought_in_for_it(db, folder):
    team = factories.TeamFactory()
    colleague = factories.UserFactory(teams=[team])
    run(folder, "--team", team.name.upper())
    assert Retrospective.objects.editable_by(colleague).count() == 2


def test_published_ones_can_be_read_by_everyone(member, folder):
    run(folder, "--publish")
    assert Retrospective.objects.visible_to(member).published().count() == 2


def test_folder_of_decision_records_becomes_one_retrospective(member, tmp_path):
    folder = tmp_path / "route-planner" / "docs" / "adr"
    folder.mkdir(parents=True)
    (folder / "0012-queue.md").write_text(NYGARD)
    (folder / "0014-use-a-broker.md").write_text(MADR)
    (folder / "sprint.md").write_text(samples.SPRINT_NOTES)
    call_command("import_retrospectives", folder, owner=member.email)
    record = Retrospective.objects.get(title="Decisions of route-planner")
    assert (record.decisions.count(), record.project.name) == (2, "route-planner")
    assert Retrospective.objects.count() == 2


ISSUES = """\
Issue key,Summary,Kind,Recommendation
HB-1,Steel,Client,Order steel with the permit
HB-2,Fog,Team,Walk the site at night
"""


def test_table_of_unknown_columns_says_the_way_on(member, tmp_path):
    (tmp_path / "a.csv").write_text(ISSUES.replace("Recommendation", "Remark"))
    with pytest.raises(CommandError):
        run(tmp_path / "a.csv", "--owner", member.email)
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("import_retrospectives", tmp_path, owner=member.email, stderr=said)
    assert "Say what they are with --columns, or import this file on the site." in said.getvalue()


def test_columns_can_be_named(member, tmp_path):
    (tmp_path / "a.csv").write_text(ISSUES.replace("Recommendation", "Remark"))
    run(tmp_path, "--owner", member.email, "--columns", "lesson=remark,category=Kind")
    lessons = Retrospective.objects.get().lessons.order_by("position")
    assert [(each.statement, each.category) for each in lessons] == [
        ("Order steel with the permit", "customer"),
        ("Walk the site at night", "team"),
    ]


@pytest.mark.parametrize("columns", ["lesson", "fruit=Apple", "kind=Kind", "text=A,lesson=B", "="])
def test_columns_that_say_nothing_are_refused(db, folder, columns):
    with pytest.raises(CommandError, match="--columns"):
        run(folder, "--publish", "--columns", columns)


def test_interrupted_import_says_how_far_it_came_and_goes_on(member, tmp_path, monkeypatch):
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(f"# Move {name}\n\n- The van was late")
    store_document = import_retrospectives.store

    def interrupted_at_b(document, **options):
        report = store_document(document, **options)
        if document.title == "Move b":
            signal.raise_signal(signal.SIGINT)
        return report

    monkeypatch.setattr(import_retrospectives, "store", interrupted_at_b)
    out = StringIO()
    with pytest.raises(CommandError, match="run the same command again") as stopped:
        call_command("import_retrospectives", tmp_path, owner=member.email, stdout=out)
    assert stopped.value.returncode == 130
    assert "So far: 2 imported, 0 already imported, 0 not imported." in out.getvalue()
    monkeypatch.undo()
    assert "1 imported, 2 already imported" in run(tmp_path, "--owner", member.email)


def test_later_version_replaces_the_earlier_one_only_when_asked(member, tmp_path):
    file = tmp_path / "depot.md"
    file.write_text(FIRST)
    run(file, "--owner", member.email)
    made = Retrospective.objects.get()
    made.observations.filter(text__contains="van").update(text=f"{LATE}, by an hour")
    file.write_text(SECOND)
    said = run(file, "--owner", member.email, "--replace")
    assert f"replaced number {made.pk}, “Depot move”" in said
    assert "1 added, 1 deleted, 1 in conflict" in said
    assert f"In conflict, not changed: Observation “{LATE}, by an hour”\n" in said
    assert "0 imported, 0 already imported, 0 not imported, 1 replaced." in said
    assert "1 already imported" in run(file, "--owner", member.email, "--replace")
    file.write_text(FIRST)
    assert f"number {made.pk}. A later version has replaced it there." in run(
        file, "--owner", member.email
    )
    file.write_text(f"{SECOND}- Order paper\n")
    beside = run(file, "--owner", member.email)
    assert "1 imported" in beside
    assert f"Number {made.pk} looks like an earlier version." in beside
    assert Retrospective.objects.count() == 2
