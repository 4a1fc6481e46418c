"""The lines of docs/running.md are run as they stand there, on an installation of their own."""

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.installations import manage, new_installation
from tests.prepared import migrated_copy

TEXT = (Path(__file__).parent.parent / "docs" / "running.md").read_text(encoding="utf-8")
LINES = [line[4:] for line in TEXT.splitlines() if line.startswith("    ")]
INSIDE = re.compile(r"docker compose .* exec retros (?=retros )")  # the same command in a container
SHORT = dict.fromkeys(INSIDE.sub("", line) for line in LINES)
COMMANDS = [line for line in SHORT if re.match(r"retros (?!serve)", line)]
CRON = [line for line in LINES if re.match(r"[\d*]+ [\d*]+ \* \* \*  ", line)]
SERVICES = [line.removeprefix("ExecStart=") for line in LINES if line.startswith("ExecStart=")]
# What cron and systemd write before the command, which `run` finds and gives by itself.
SAME = re.compile(r"^(RETROS_CONFIG=/etc/retros\.env )?/srv/retros/bin/retros ")
PERSON = (
    "from accounts.models import User;"
    "User.objects.create_superuser('ada@example.org', 'four words made up', display_name='Ada')"
)
SHIM = "#!{python}\nimport sys\nsys.path.insert(0, {root!r})\nfrom retros.cli import main\nmain()\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with an installation, its settings and the command, as the document says."""
    folder = tmp_path_factory.mktemp("machine")
    data = new_installation(folder / "data")
    migrated_copy(data / "retros.sqlite3")
    manage(data, "shell", "--verbosity=0", "--command", PERSON)
    (folder / "retros.env").write_text(f"DATA_DIR={data}\nSITE_URL=https://retros.example.org\n")
    shim = folder / "retros"
    shim.write_text(SHIM.format(python=sys.executable, root=str(Path(__file__).parent.parent)))
    shim.chmod(0o700)
    assert run(folder, f"retros backup --to {folder}/backups").returncode == 0
    return folder


@pytest.fixture(scope="module")
def done(place):
    """`done(line)`: what a line did, or another one that gives the same command."""

    @cache
    def outcome(command):
        return run(place, command)

    return lambda line: outcome(SAME.sub("retros ", line))


def run(folder, line):
    """Run a line as cron does: with almost no environment, in the user's home."""
    (made, *_) = [*sorted((folder / "backups").glob("*.tar")), folder / "none"]
    here = {
        "/etc/retros.env": str(folder / "retros.env"),
        "/srv/restored": str(folder / "restored"),
        "/backups/retros-2026-11-28T041502Z.tar": str(made),
        " /backups": f" {folder}/backups",
    }
    for written, real in here.items():
        line = line.replace(written, real)
    environment = {
        "HOME": str(folder),
        "PATH": f"{folder}:/usr/bin:/bin",
        "RETROS_CONFIG": str(folder / "retros.env"),
    }
    return subprocess.run(
        line, shell=True, env=environment, cwd=folder, capture_output=True, text=True
    )


def test_document_has_lines_of_each_kind():
    assert len(COMMANDS) >= 5 and len(CRON) == 4 and len(SERVICES) == 3


@pytest.mark.parametrize("line", COMMANDS)
def test_command_does_what_the_document_says(done, line):
    ran = done(line)
    assert "Traceback" not in ran.stderr
    expected = 1 if line == "retros check" else 0  # without mail and backups there is something
    assert ran.returncode == expected, ran.stderr


@pytest.mark.parametrize("line", CRON)
def test_line_for_cron_works_without_an_environment(done, line):
    ran = done(line.split("  ", 1)[1])
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("line", [line for line in SERVICES if not line.endswith("serve")])
def test_line_for_systemd_works(done, line):
    assert done(line).returncode == 0


@pytest.mark.parametrize("name", ["retros.service", "retros-backup.service", "retros-backup.timer"])
def test_unit_is_understood_by_systemd(place, tmp_path, name):
    start = TEXT.index("\n    [", TEXT.index(f"{name}`"))
    unit = re.match(r"(?:    .*\n|\n)+", TEXT[start + 1 :])[0]
    unit = "\n".join(line[4:] for line in unit.splitlines())
    unit = unit.replace("/srv/retros/bin/retros", "/bin/true").replace("User=retros\n", "")
    (tmp_path / name).write_text(unit)
    (tmp_path / "retros-backup.service").touch()
    assert re.search(r"^\[(Service|Timer)\]$", unit, re.M)
    if analyze := shutil.which("systemd-analyze"):
        environment = os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"}
        checked = subprocess.run(
            [analyze, "verify", "--recursive-errors=no", tmp_path / name],
            env=environment,
            capture_output=True,
            text=True,
        )
        complaints = [line for line in checked.stderr.splitlines() if f"{name}:" in line]
        assert complaints == []
