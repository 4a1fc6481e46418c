"""Build the image, run it, and tell what is not as promised."""

import json
import os
import re
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.image.building import ROOT, build, lacking
from tests.image.containers import SERVICE, UID, Container

MEGABYTE = 1_000_000
MOST, MOST_COMPRESSED = 200 * MEGABYTE, 90 * MEGABYTE
STATUS = "import os; print(os.getuid(), os.getgid(), open('/proc/self/status').read())"
WRITE = "open('/srv/x', 'w')"
CREATE = (
    "from accounts.models import User;"
    "User.objects.create_superuser('ada@example.org', 'four words made up', display_name='Ada')"
)


def main():
    if missing := lacking():
        say(f"== Image: NOT TRIED, lacking {' '.join(missing)}: Debian has them as packages")
        sys.exit(os.geteuid() == 0 and Path("/etc/debian_version").exists())  # there it has to work
    if os.geteuid():
        say("== Image: NOT TRIED: only root can build it without an engine such as Docker")
        return
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="retros-image-") as scratch:
        folder = Path(scratch)
        bundle, compressed = build(folder)
        say(f"built in {time.monotonic() - started:.0f} s")
        problems = [*sizes(bundle, compressed), *contents(bundle), *runs(Container(bundle, folder))]
    say(
        "".join(f"NOT AS PROMISED: {problem}\n" for problem in problems).strip()
        or "all as promised"
    )
    sys.exit(1 if problems else 0)


def sizes(bundle, compressed):
    files = [path for path in (bundle / "rootfs").rglob("*") if not path.is_symlink()]
    whole = sum(path.stat().st_size for path in files if path.is_file())
    say(f"{whole / MEGABYTE:.0f} MB, {compressed / MEGABYTE:.0f} MB compressed")
    if whole > MOST or compressed > MOST_COMPRESSED:
        yield f"the image has {whole:,} bytes, {compressed:,} compressed"


def contents(bundle):
    root = bundle / "rootfs"
    names = sorted(path.name for path in (root / "usr/bin").iterdir())
    if names != ["pg_dump", "pg_restore", "python3", "retros"]:
        yield f"the programs inside are {names}"
    parts = json.loads((root / "sbom.json").read_text())["components"]
    say(f"{len(parts)} components in /sbom.json")
    if not {"django", "libc6", "libpq5", "postgresql-client-17"} <= {
        part["name"] for part in parts
    }:
        yield "/sbom.json lacks something"
    open_to_all = [path for path in root.rglob("*") if not path.is_symlink() and writable(path)]
    if open_to_all:
        yield f"everybody may write {open_to_all[:3]}"


def writable(path):
    return path.stat().st_mode & 0o002 and path.name != "tmp"


def runs(container):
    """Start it twice: what the first wrote, the second must have."""
    with container.running() as printed:
        yield from confined(container)
        yield from serves(container, printed)
        container.execute("/usr/bin/python3", "/srv/retros/manage.py", "shell", "--command", CREATE)
    if container.exit_code != 0:
        yield f"SIGTERM ended it with {container.exit_code}"
    with container.running() as printed:
        if "/accounts/first/" in printed:
            yield "the account was gone after a restart"
        for name, *words in (*documented(), ["retros", "drill"], ["retros", "reindex"]):
            code, said = container.execute(f"/usr/bin/{name}", *words)
            say(f"$ {name} {' '.join(words)}\n{said.strip()}")
            expected = 1 if words == ["check"] else 0  # without mail there is something to say
            if code != expected or "Traceback" in said:
                yield f"{name} {' '.join(words)} ended with {code}"
    others = [path for path in container.volumes["/data"].iterdir() if path.stat().st_uid != UID]
    if others:
        yield f"another user wrote {others}"


def documented():
    """The commands that docs/running.md has people run inside the container."""
    text = (ROOT / "docs/running.md").read_text()
    return [
        line.split() for line in re.findall(r"^    docker .* exec retros (retros .*)", text, re.M)
    ]


def confined(container):
    """What somebody who got in could do."""
    _, status = container.execute("/usr/bin/python3", "-c", STATUS)
    rights = re.findall(r"Cap\w+:\s+(\w+)|NoNewPrivs:\s+(\d)", status)
    if not status.startswith(f"{UID} {UID}") or {*map(max, rights)} != {"0" * 16, "1"}:
        yield f"it runs with more rights than promised: {status[:40]} {rights}"
    _, said = container.execute("/usr/bin/python3", "-c", WRITE)
    if "Read-only file system" not in said:
        yield f"the root can be written to: {said}"
    for shell in ("/bin/sh", "/bin/bash", "/usr/bin/dash", "/bin/busybox"):
        if container.execute(shell, "-c", "id")[0] == 0:
            yield f"{shell} is there"


def serves(container, printed):
    if "/accounts/first/" not in printed:
        yield f"the first link was not printed: {printed}"
    address = f"http://127.0.0.1:{container.port}"
    page = urllib.request.urlopen(f"{address}/").read().decode()
    style = re.search(r'href="(/static/[^"]+\.css)"', page)
    if "Retros" not in page or urllib.request.urlopen(address + style[1]).status != 200:
        yield "the first page does not show"
    _, *asks = SERVICE["healthcheck"]["test"]
    asks[-1] = asks[-1].replace(":8000/", f":{container.port}/")
    if container.execute(*asks)[0]:
        yield "the check of its health fails"


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
