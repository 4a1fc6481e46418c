"""Few children parse at once, whichever process of the server started them."""

import subprocess
import sys
import threading

import pytest

from retros.conversion import Refused, children, slots, to_markdown
from retros.conversion.slots import SLOTS, slot
from retros.exchange import UnreadableDocument, read
from tests.exchange.office import docx, paragraph

HOLD = """
import sys
from pathlib import Path
from retros.conversion.slots import slot
with slot(Path(sys.argv[1])):
    print("holding", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other_processes(tmp_path):
    """As many processes as there are places, each holding one."""
    found = [
        subprocess.Popen(
            [sys.executable, "-c", HOLD, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(SLOTS)
    ]
    for process in found:
        assert process.stdout.readline() == b"holding\n"
    yield found
    for process in found:
        process.kill()
        process.communicate()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(slots, "WAIT_SECONDS", 0.2)


def test_document_is_refused_politely_while_others_are_read(other_processes, impatient, tmp_path):
    with pytest.raises(Refused, match="Other documents are being read right now"):
        to_markdown("html", b"<p>Text", slots=tmp_path)


def test_reader_of_the_preview_sees_why(other_processes, impatient, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    with pytest.raises(UnreadableDocument, match="import this one again in a minute"):
        read("a.docx", docx(paragraph("Text")))


def test_document_waits_its_turn(other_processes, tmp_path):
    waiting = threading.Timer(0.2, other_processes[0].kill)
    waiting.start()
    assert "Text" in to_markdown("html", b"<p>Text", slots=tmp_path).markdown


def test_place_gets_free_when_its_holder_is_killed(other_processes, impatient, tmp_path):
    other_processes[1].kill()
    other_processes[1].wait()
    with slot(tmp_path):
        pass


def test_child_holds_its_place_without_its_parent(impatient, tmp_path):
    """A killed worker leaves its child behind, for seconds."""
    sleepers = []
    try:
        for _ in range(SLOTS):
            with slot(tmp_path) as lock:
                sleepers.append(
                    subprocess.Popen(
                        [sys.executable, "-c", "input()"],
                        stdin=subprocess.PIPE,
                        pass_fds=[lock.fileno()],
                    )
                )
        with pytest.raises(Refused), slot(tmp_path):
            pass
    finally:
        for sleeper in sleepers:
            sleeper.kill()
            sleeper.communicate()


def test_no_more_children_run_at_once_than_there_are_places(monkeypatch, tmp_path):
    running, most, lock = set(), [], threading.Lock()
    run = subprocess.run

    def counted(*args, **kwargs):
        assert kwargs["pass_fds"]
        with lock:
            running.add(threading.get_ident())
            most.append(len(running))
        try:
            return run(*args, **kwargs)
        finally:
            with lock:
                running.discard(threading.get_ident())

    monkeypatch.setattr(children.subprocess, "run", counted)
    monkeypatch.setattr(slots, "WAIT_SECONDS", 60)
    readers = [
        threading.Thread(target=to_markdown, args=("html", b"<p>Text"), kwargs={"slots": tmp_path})
        for _ in range(3 * SLOTS)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(most) == 3 * SLOTS and max(most) <= SLOTS
