"""DokuWiki and Fossil with the texts of the filled database, where they are installed.

Each runs on loopback, from a folder of the bench, open to everyone: no reader has to be looked up.
Both are Debian packages.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path
from urllib.parse import quote, urlencode

from tests.bench.asking import Pages, connect
from tests.machines.programs import free_port, program

_SOURCE = Path("/usr/share/dokuwiki")
_SETTINGS = """<?php
$conf['title'] = 'Bench';
$conf['useacl'] = 0;
$conf['savedir'] = '{data}';
$conf['updatecheck'] = 0;
$conf['dformat'] = '%Y-%m-%d';
"""
_PRELOAD = "<?php\nif(!defined('DOKU_CONF')) define('DOKU_CONF', '{conf}/');\n"
_FOLDERS = "attic cache index locks log media media_attic media_meta meta pages tmp"


def installed(folder, texts, whole):
    """Return the wikis of this machine, filled with {name: text}; `whole` are retrospectives.

    What `folder` holds from the other database, which had the same texts, is not filled again.
    """
    found = []
    if _SOURCE.exists() and program("php"):
        found.append(DokuWiki(Path(folder) / "dokuwiki", texts, whole))
    if program("fossil"):
        found.append(Fossil(Path(folder) / "fossil", texts, whole))
    return found


class DokuWiki:
    """DokuWiki on two processes of PHP's own server, compiled pages kept in memory."""

    name = "DokuWiki"

    def __init__(self, folder, texts, whole):
        self.texts, self.whole = list(texts), list(whole)
        if not folder.exists():
            self._fill(folder, texts | whole)
        self._start(folder)

    def _fill(self, folder, texts):
        shutil.copytree(_SOURCE, folder)
        conf, data = folder / "conf", folder / "data"
        shutil.copytree("/etc/dokuwiki", conf, ignore_dangling_symlinks=True)
        (conf / "local.php").write_text(_SETTINGS.format(data=data))
        preload = folder / "inc" / "preload.php"
        cascade = preload.read_text().split("$config_cascade", 1)[1]
        paths = cascade.replace("DOKU_MAIN_CONF.'/", "DOKU_CONF.'")
        paths = paths.replace("DOKU_MAIN_CONF", "DOKU_CONF")
        preload.write_text(_PRELOAD.format(conf=conf) + "$config_cascade" + paths)
        for name in _FOLDERS.split():
            (data / name).mkdir(parents=True)
        for name, text in texts.items():
            title, _, body = text.partition("\n")
            (data / "pages" / f"{name}.txt").write_text(f"====== {title} ======\n\n{body}\n")
        listed = "".join(f"  * [[{name}]]\n" for name in self.texts[:20])
        (data / "pages" / "list.txt").write_text(f"====== List ======\n\n{listed}")
        index = ["php", "bin/indexer.php", "-q"]
        subprocess.run(index, cwd=folder, check=True, stderr=subprocess.DEVNULL)

    def _start(self, folder):
        self.port = free_port()
        command = ["php", "-d", "opcache.enable_cli=1", "-d", "display_errors=0"]
        command += ["-S", f"127.0.0.1:{self.port}", "-t", str(folder)]
        self.process = subprocess.Popen(
            command,
            env=os.environ | {"PHP_CLI_SERVER_WORKERS": "2"},
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_for(self.port)

    def pages(self, kind, questions):
        """Return what to ask for a kind of page; None where it has none."""
        paths = {
            "retrospective": [f"/doku.php?id={name}" for name in self.whole],
            "lesson": [f"/doku.php?id={name}" for name in self.texts[:20]],
            "search": [f"/doku.php?do=search&q={quote(text)}" for text in questions],
            "list": ["/doku.php?id=list"],
        }.get(kind)
        if kind == "save":
            return Saves(self.port, self.texts[-40:])
        return Pages(self.port, paths) if paths else None

    def kill(self):
        os.killpg(self.process.pid, 15)
        self.process.wait()


class Saves:
    """Asks for the form of a page and sends it, each time another page."""

    def __init__(self, port, names):
        self.port, self.names = port, names

    def client(self, number):
        """Return a function that saves the next page."""
        turn = number * 7

        def ask():
            nonlocal turn
            turn += 1
            name = self.names[turn % len(self.names)]
            self._request("GET", f"/doku.php?id={name}&do=edit")
            typed = {"id": name, "do[save]": "1", "prefix": ".", "suffix": "", "summary": ""}
            typed["wikitext"] = f"====== Saved {turn} ======\n\nRehearse the cut-over, time {turn}."
            self._request("POST", f"/doku.php?id={name}", urlencode(typed))

        return ask

    def _request(self, method, path, body=None):
        connection = connect(self.port)
        sent = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status not in (200, 302):
            raise SystemExit(f"{answer.status} for {method} {path!r}")


class Fossil:
    """Fossil, whose server starts a process for each request, with documents and their index."""

    name = "Fossil"

    def __init__(self, folder, texts, whole):
        self.environment = os.environ | {"HOME": str(folder), "USER": "bench"}
        self.repository = folder / "bench.fossil"
        self.texts, self.whole = list(texts), list(whole)
        if not folder.exists():
            folder.mkdir(parents=True)
            self._fill(texts | whole)
        self._start()

    def _fill(self, texts):
        told = [
            b"commit refs/heads/trunk\ncommitter bench <bench@example.org> 1700000000 +0000\n"
            b"data 5\nTexts\n"
        ]
        for name, text in texts.items():
            content = f"# {text}\n".encode()
            told.append(f"M 644 inline {name}.md\ndata {len(content)}\n".encode() + content + b"\n")
        self._run("import", "--git", str(self.repository), input=b"".join(told))
        for words in ("enable d", "stemmer on", "index on"):
            self._run("fts-config", *words.split(), "-R", str(self.repository))
        held = "('doc-branch','trunk',1),('doc-glob','*.md',1)"
        statement = f"INSERT OR REPLACE INTO config(name,value,mtime) VALUES {held}"
        self._run("sqlite3", "-R", str(self.repository), statement)
        self._run("fts-config", "reindex", "-R", str(self.repository))

    def _start(self):
        self.port = free_port()
        command = ["fossil", "server", "--localhost", f"--port={self.port}", str(self.repository)]
        self.process = subprocess.Popen(
            command,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_for(self.port)

    def _run(self, *command, **options):
        quiet = {"stdout": subprocess.DEVNULL, "check": True, "env": self.environment}
        subprocess.run(["fossil", *command], **quiet, **options)

    def pages(self, kind, questions):
        """Return what to ask for a kind of page; None where it has none."""
        paths = {
            "retrospective": [f"/doc/trunk/{name}.md" for name in self.whole],
            "lesson": [f"/doc/trunk/{name}.md" for name in self.texts[:20]],
            "search": [f"/search?s={quote(text)}&y=d" for text in questions],
            "list": ["/timeline?n=20"],
        }.get(kind)
        return Pages(self.port, paths) if paths else None

    def kill(self):
        os.killpg(self.process.pid, 15)
        self.process.wait()


def wait_for(port):
    """Return when a server answers; give up after 30 seconds."""
    for _ in range(300):
        try:
            connection = connect(port)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"no server came up on port {port}")
