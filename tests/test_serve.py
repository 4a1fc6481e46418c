"""The one command that prepares everything and serves the site."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from accounts.models import AuditEntry, Installation
from retros import server
from retros.management import preparing
from retros.management.commands import serve
from retros.models import Retrospective
from tests import factories
from tests.machines.programs import answer, free_port
from tests.prepared import migrated_copy

ASKING = (
    b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
)
LINK = re.compile(r"http://127\.0\.0\.1:\d+(/accounts/first/\S+/)")


@pytest.fixture
def start(db, settings, monkeypatch, capsys):
    """`start()` prepares as `serve` does and returns what it printed, and the server's command."""
    settings.PORT = free_port()
    commands, prepared = [], []
    monkeypatch.setattr(os, "execv", lambda program, command: commands.append(command))
    for module in (serve, preparing):
        monkeypatch.setattr(module, "call_command", lambda *args, **_: prepared.append(args[0]))

    def started(**options):
        call_command("serve", **options)
        return capsys.readouterr().out, commands[-1]

    started.prepared = prepared
    return started


@pytest.mark.both_databases
def test_first_start_loads_examples_and_prints_a_link_that_opens(start, client):
    printed, _ = start()
    assert Retrospective.objects.published().exists()
    assert client.get(LINK.search(printed)[1]).status_code == 200


@pytest.mark.both_databases
def test_each_start_prints_a_fresh_link_until_someone_came(start, client):
    factories.RetrospectiveFactory()
    first, second = (LINK.search(start()[0])[1] for _ in range(2))
    assert client.get(first).status_code == 404
    person = {"display_name": "Ada", "email": "a@example.org", "password": "four words made up"}
    client.post(second, person)
    assert not LINK.search(start()[0])


@pytest.mark.both_databases
def test_what_people_wrote_is_left_alone(start):
    factories.RetrospectiveFactory(title="Ours")
    start()
    assert Retrospective.objects.get().title == "Ours"


def test_each_start_empties_the_trash_once_the_tables_are_there(start):
    factories.RetrospectiveFactory()
    start()
    assert start.prepared.index("migrate") < start.prepared.index("empty_bin")


@pytest.mark.both_databases
def test_start_notes_which_settings_changed_and_none_of_their_values(start, monkeypatch, settings):
    def started_with(**values):
        monkeypatch.setattr(serve, "values_set", lambda: values)
        start()
        found = AuditEntry.objects.filter(kind="setting_changed").order_by("pk")
        return list(found.values_list("object_kind", flat=True))

    assert started_with(FAIL_WALL="public", MFA="off") == []
    assert started_with(FAIL_WALL="public", MFA="off") == []
    assert started_with(FAIL_WALL="screens", LANGUAGE_CODE="de") == [
        *("FAIL_WALL", "LANGUAGE_CODE", "MFA"),
    ]
    assert "screens" not in str(Installation.objects.get().settings_digests)
    settings.SECRET_KEY = "another one"
    assert started_with(FAIL_WALL="public")[3:] == ["SECRET_KEY"]
    assert not list(AuditEntry.broken())


def test_start_without_migrating_needs_the_tables_of_this_version(start, monkeypatch):
    factories.RetrospectiveFactory()
    start(no_migrate=True)
    assert "migrate" not in start.prepared
    monkeypatch.setattr(preparing, "_missing", lambda executor: ["0101_next"])
    with pytest.raises(CommandError, match=r"lacks 1 migration of this .*retros migrate"):
        start(no_migrate=True)


def test_each_start_closes_the_files_of_earlier_releases_before_it_uses_them(start, monkeypatch):
    factories.RetrospectiveFactory()
    monkeypatch.setattr(serve, "close_to_others", lambda: start.prepared.append("closed"))
    start()
    assert start.prepared[:2] == ["closed", "migrate"]


def test_server_keeps_no_log_of_who_asked_for_what(start):
    factories.RetrospectiveFactory()
    _, command = start()
    assert command[1:] == ["-m", "gunicorn", "--config=python:retros.server"]
    assert not hasattr(server, "accesslog")


def test_port_in_use_is_reported():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is in use already.*PORT={port + 1}"):
            serve.ensure_free("127.0.0.1", port)


def test_host_that_is_not_ours_is_reported():
    with pytest.raises(CommandError, match="Can't serve at"):
        serve.ensure_free("203.0.113.1", free_port())


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_start_waits_for_another_one(settings, tmp_path):
    """With PostgreSQL also for one on another machine, which has files of its own."""
    is_prepared = threading.Event()

    def start_elsewhere():
        if connection.vendor == "postgresql":
            settings.DATA_DIR = tmp_path
        with serve.one_at_a_time():
            is_prepared.set()
        connection.close()

    other = threading.Thread(target=start_elsewhere)
    with serve.one_at_a_time():
        other.start()
        assert not is_prepared.wait(0.5)
    other.join()
    assert is_prepared.is_set()


@pytest.mark.both_databases
def test_absent_database_is_reported(start, monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    monkeypatch.setattr(serve, "is_empty_site", refuse)
    with pytest.raises(CommandError, match="The database can't be used: connection refused"):
        start()


def wait_until(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)


def group_is_gone(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize(("end", "starts"), [(signal.SIGINT, "new"), (signal.SIGTERM, "migrated")])
def test_real_server_comes_up_and_leaves_nothing_behind(tmp_path, end, starts):
    if starts == "migrated":
        migrated_copy(tmp_path / "retros.sqlite3")
    port = free_port()
    environment = os.environ | {"RETROS_TEST_DIR": str(tmp_path), "PORT": str(port)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", "serve"]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        wait_until(lambda: answer(port) == 200)
        assert answer(port, "/accounts/login/") == 200
        with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
            client.sendall(ASKING)
            assert client.recv(100).startswith(b"HTTP/1.1 100")  # the request is under way
            os.killpg(process.pid, end)
            client.sendall(b"a=1")
            assert b"HTTP/1.1 200" in b"".join(iter(lambda: client.recv(1000), b""))
        assert process.wait(timeout=60) == 0
        wait_until(lambda: group_is_gone(process.pid))
    finally:
        if not group_is_gone(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
