"""A backup gives back what was there, also one made while people write."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.models import Team
from retros import search
from retros.backups import drill, last_proven_backup, make_backup
from retros.backups.files import BackupError, open_backup
from retros.models import Erasure, Lesson, Retrospective, WallPost
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def test_every_row_and_the_key_come_back(restored, tmp_path):
    lesson = factories.LessonFactory(statement="Rehearse the cut-over with real data.")
    made = make_backup(tmp_path)
    with restored(made.path) as report:
        assert Lesson.objects.get().statement == lesson.statement
        assert (report.rows, report.tables) == (made.rows, made.tables) and report.rows > 100
        assert search.check() == []
    assert (tmp_path / "restored" / "secret_key").read_text() == settings.SECRET_KEY


def test_backup_and_what_is_restored_are_for_their_owner_alone(restored, tmp_path):
    made = make_backup(tmp_path / "backups")
    with restored(made.path):
        pass
    for folder in (tmp_path / "backups", tmp_path / "restored"):
        assert [path for path in [folder, *folder.iterdir()] if path.stat().st_mode & 0o077] == []


def test_backup_that_is_made_while_people_write_is_of_one_moment(restored, tmp_path):
    stop, written = threading.Event(), []

    def write():
        while not stop.is_set():
            number = len(written)
            Team.objects.create(name=f"Team {number}", slug=f"team-{number}")
            written.append(number)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(written) < 5:
            assert writer.is_alive()
        before = len(written)
        made = make_backup(tmp_path)
    finally:
        stop.set()
        writer.join()
    with restored(made.path):
        assert before <= Team.objects.count() <= len(written)


def test_drill_proves_the_latest_backup_and_leaves_nothing_behind(programs, tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    member = factories.UserFactory()
    factories.LessonFactory.create_batch(3, retrospective__published=True)
    search.reindex()
    make_backup(tmp_path)
    proof = drill()
    assert proof.searches == Lesson.objects.visible_to(member).offerable().count() == 3
    assert proof.pages == 6  # with no post on the wall
    assert last_proven_backup().proven_at and list(settings.DATA_DIR.iterdir()) == []


def test_drill_refuses_a_backup_whose_pages_do_not_open(programs, tmp_path, monkeypatch):
    factories.UserFactory()
    made = make_backup(tmp_path)
    monkeypatch.setattr("retros.views.site.home._for_member", lambda request: 1 / 0)
    with pytest.raises(BackupError, match="The restored copy answers 500 at /"):
        drill(made.path)
    assert last_proven_backup() is None


def test_drill_refuses_a_backup_in_which_a_row_is_missing(programs, tmp_path, monkeypatch):
    made = make_backup(tmp_path)
    manifest = open_backup(made.path).manifest
    manifest["tables"]["accounts_team"]["rows"] += 1
    monkeypatch.setattr("retros.backups.files.json.load", lambda stream: manifest)
    with pytest.raises(BackupError, match="not as they were in the backup: accounts_team"):
        drill(made.path)
    assert last_proven_backup() is None


def test_drill_without_a_backup_says_how_to_make_one():
    with pytest.raises(BackupError, match="There is no backup yet"):
        drill()


def test_erased_words_stay_erased_after_a_restore(restored, tmp_path, capsys):
    kept = factories.LessonFactory(retrospective__published=True, statement="Kept")
    gone = factories.LessonFactory(retrospective__published=True, statement="Unspeakable")
    lost = factories.LessonFactory(retrospective=kept.retrospective, statement="Unmentionable")
    post = factories.WallPostFactory(learned="Unutterable")
    made = make_backup(tmp_path)
    month_ago = timezone.now() - timedelta(days=31)
    Retrospective.objects.filter(pk=gone.retrospective_id).update(removed_at=month_ago)
    Lesson.objects.filter(pk=lost.pk).update(removed_at=month_ago)
    WallPost.objects.filter(pk=post.pk).update(taken_down_at=month_ago)
    call_command("empty_bin")
    assert str(made.path) in capsys.readouterr().out
    with restored(made.path) as report:
        assert report.erased == 3
        assert [lesson.statement for lesson in Lesson.with_removed.all()] == ["Kept"]
        assert not WallPost.objects.exists()
    everything = b"".join(path.read_bytes() for path in (tmp_path / "restored").iterdir())
    assert b"Unspeakable" not in everything and b"Unmentionable" not in everything


def test_erasure_keeps_numbers_and_no_words(programs, tmp_path):
    risk = factories.RiskFactory(text="Unspeakable", removed_at=timezone.now() - timedelta(days=31))
    make_backup(tmp_path)
    call_command("empty_bin", verbosity=0)
    erasure = Erasure.objects.get()
    assert (erasure.erased_kind, erasure.erased_ids) == ("risk", [str(risk.pk)])
    (ledger,) = tmp_path.glob("retros-erased-*.jsonl")
    assert str(risk.pk) in ledger.read_text() and "Unspeakable" not in ledger.read_text()


def test_a_trial_run_of_emptying_notes_no_erasure():
    factories.RiskFactory(removed_at=timezone.now() - timedelta(days=31))
    call_command("empty_bin", dry_run=True, verbosity=0)
    assert not Erasure.objects.exists()
