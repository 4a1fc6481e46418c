"""The package and its command line."""

import subprocess
import sys
import zipfile

import pytest
from django.core.checks.registry import registry
from django.core.management import ManagementUtility

from retros import cli
from retros.management.command import ProductCommand
from retros.setup_checks import OF_OURS
from retros.version import VERSION
from tests.test_settings import ROOT

BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Names of the files in the package."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-c", BUILD, str(folder)]
    built = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    with zipfile.ZipFile(folder / built.stdout.split()[-1]) as package:
        return {name: package.read(name) for name in package.namelist() if "dist-info" in name} | {
            name: b"" for name in package.namelist() if "dist-info" not in name
        }


def kept(folder):
    """What the repository keeps below a folder."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}


@pytest.mark.parametrize(
    ("folder", "inside"),
    [
        ("retros", ""),
        ("accounts", ""),
        ("templates", "retros/assets/"),
        ("static", "retros/assets/"),
    ],
)
def test_package_holds_every_file_of_the_site(wheel, folder, inside):
    assert {f"{inside}{name}" for name in kept(folder)} <= wheel.keys()


def test_package_holds_nothing_else(wheel):
    roots = {name.split("/")[0] for name in wheel}
    assert roots == {"accounts", "retros", f"retros-{VERSION}.dist-info"}
    assert "retros/meaning/model/model.onnx" in wheel or any(
        name.startswith("retros/meaning/model/") for name in wheel
    )


def test_package_brings_the_command_and_the_dependencies(wheel):
    entry = wheel[f"retros-{VERSION}.dist-info/entry_points.txt"].decode()
    assert "retros = retros.cli:main" in entry
    metadata = wheel[f"retros-{VERSION}.dist-info/METADATA"].decode()
    assert "Requires-Dist: django<5.3,>=5.2" in metadata and f"Version: {VERSION}" in metadata


def test_every_command_of_the_product_is_one_of_manage_and_warns_of_settings():
    utility = ManagementUtility()
    commands = [utility.fetch_command(command) for command, _ in cli.COMMANDS.values()]
    assert [it for it in commands if not isinstance(it, ProductCommand)] == []
    ours = [it for it in registry.registered_checks if it.__module__.startswith(OF_OURS)]
    assert len(ours) >= 6
    assert [it for it in ours if not {*it.tags} & {*ProductCommand.requires_system_checks}] == []


def run(monkeypatch, *arguments):
    ran = []
    monkeypatch.setattr(cli, "manage", lambda arguments, run: ran.append(arguments))
    monkeypatch.setattr(sys, "argv", ["retros", *arguments])
    cli.main()
    return ran


def test_command_is_passed_on_with_its_options(monkeypatch):
    assert run(monkeypatch, "backup", "--to", "/backups") == [
        ["backup", "backup", "--to", "/backups"]
    ]


def test_help_of_a_command_names_it_once_and_only_its_own_options(capsys):
    with pytest.raises(SystemExit):
        cli._run(["export", "export_archive", "--help"])
    printed = capsys.readouterr().out
    assert printed.startswith("usage: retros export [-h] --as EMAIL FILE\n")
    assert "--settings" not in printed


def test_what_a_command_refuses_is_a_sentence(db):
    with pytest.raises(SystemExit, match=r"^No open account has the email address nobody\.$"):
        cli._run(["create-link", "create_link", "nobody"])


@pytest.mark.parametrize("arguments", [(), ("help",), ("--help",)])
def test_help_lists_every_command(monkeypatch, capsys, arguments):
    assert run(monkeypatch, *arguments) == []
    printed = capsys.readouterr().out
    assert all(f"  {name} " in printed for name in cli.COMMANDS)


def test_version_is_printed(monkeypatch, capsys):
    run(monkeypatch, "--version")
    assert capsys.readouterr().out == f"{VERSION}\n"


def test_unknown_command_is_named(monkeypatch):
    with pytest.raises(SystemExit, match=r"There is no command dance\."):
        run(monkeypatch, "dance")
