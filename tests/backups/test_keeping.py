"""Which backups stay, how old the last one is, and what a start does."""

import io
import json
import sys
import tarfile
from datetime import UTC, datetime, timedelta

import pytest
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from accounts.models import Installation
from retros.backups import backups_problem, files, make_backup
from retros.backups.retention import read_keep, remove_old
from retros.management import preparing
from retros.models import Backup

NOW = datetime(2026, 11, 28, 4, 15, tzinfo=UTC)


def backup_of(folder, made_at, installation="ours"):
    """A file that says when it was made, and by whom."""
    own = {"format": 1, "made_at": made_at.isoformat(), "installation": installation}
    content = json.dumps(dict.fromkeys(files.PARTS) | own).encode()
    path = folder / f"retros-{made_at:%Y-%m-%dT%H%M%SZ}-{installation}.tar"
    with tarfile.open(path, "w") as tar:
        member = tarfile.TarInfo("manifest.json")
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))
    return path


def test_days_weeks_and_months_are_kept(tmp_path):
    made = [backup_of(tmp_path, NOW - timedelta(hours=12 * number)) for number in range(200)]
    remove_old(tmp_path, read_keep("7d,4w,12m"), "ours")
    left = sorted(path.name[7:17] for path in tmp_path.iterdir())
    assert left == [
        *("2026-08-31", "2026-09-30", "2026-10-31", "2026-11-08", "2026-11-15"),
        *("2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"),
        *("2026-11-27", "2026-11-28"),
    ]
    assert made[0].exists()


def test_other_installations_and_other_files_stay(tmp_path):
    ours = [backup_of(tmp_path, NOW), backup_of(tmp_path, NOW - timedelta(days=1))]
    others = [backup_of(tmp_path, NOW - timedelta(days=n), "theirs") for n in (1, 2)]
    (tmp_path / "retros-notes.tar").write_text("mine")
    assert remove_old(tmp_path, {"d": 1}, "ours") == [ours[1]]
    assert all(path.exists() for path in others) and (tmp_path / "retros-notes.tar").exists()


@pytest.mark.parametrize("text", ["", "7", "0d", "7d;4w", "-1d", "7y"])
def test_wrong_choice_of_what_is_kept_is_refused(text):
    with pytest.raises(ValueError, match="7d,4w,12m"):
        read_keep(text)


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_backups_in_one_second_are_two_files(programs, tmp_path):
    made = [make_backup(tmp_path) for _ in range(3)]
    assert len({each.path for each in made}) == 3
    assert Backup.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hours", "problem"),
    [
        (1, ""),
        (47, ""),
        (49, "The last backup is 49 hours old."),
        (None, "There is no backup yet."),
    ],
)
def test_old_backups_are_a_problem(hours, problem):
    Installation.objects.update_or_create(pk=1, defaults={"claimed_at": NOW - timedelta(days=99)})
    if hours:
        made_at = timezone.now() - timedelta(hours=hours, minutes=1)
        Backup.objects.create(made_at=made_at, file_path="/backups/a.tar", size=1)
    assert backups_problem() == problem


@pytest.mark.django_db
def test_new_installation_has_time_for_its_first_backup(settings):
    Installation.objects.update_or_create(pk=1, defaults={"claimed_at": timezone.now()})
    assert backups_problem() == ""


@pytest.mark.django_db
def test_zero_hours_turn_the_reminder_off(settings):
    settings.BACKUP_MAX_AGE_HOURS = 0
    Installation.objects.update_or_create(pk=1, defaults={"claimed_at": NOW - timedelta(days=99)})
    assert backups_problem() == ""


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("plan", [["a migration"], []], ids=["update", "same version"])
def test_start_backs_up_before_it_migrates(programs, tmp_path, settings, monkeypatch, capsys, plan):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda executor, nodes: plan)
    monkeypatch.setattr(preparing, "_migrate", lambda stdout: None)
    preparing.bring_up_to_date(sys.stdout)
    assert len(list(tmp_path.rglob("*.tar"))) == len(plan)
    assert ("Backup before the update" in capsys.readouterr().out) is bool(plan)
