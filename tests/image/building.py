"""Build the image with Debian’s buildah, and unpack it with umoci."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.run import APT

ROOT = Path(__file__).parent.parent.parent
PROGRAMS = ("buildah", "mmdebstrap", "runc", "umoci")
BASE, PYTHON = "trixie", "3.13"  # what deploy/Containerfile starts from, and its Python
PLATFORMS = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_17", "manylinux2014")


def lacking():
    """Return the programs that are not there, after an attempt to install them."""
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run([*APT, "update"], **quiet)
        subprocess.run([*APT, "install", "-y", "--no-install-recommends", *missing], **quiet)
    return [name for name in PROGRAMS if not shutil.which(name)]


def build(folder):
    """Build the image in `folder`; return (its bundle for runc, the bytes of it compressed)."""
    buildah = ["buildah", f"--root={folder}/storage", f"--runroot={folder}/run"]
    buildah += ["--storage-driver=vfs"]
    download_wheels(folder / "wheels")
    make_base(buildah, folder)
    run(
        *(*buildah, "build", "--quiet", "--isolation=chroot", "--layers=false", "--format=docker"),
        *("--from=localhost/base", f"--volume={folder}/wheels:/wheels:ro"),
        *("--build-arg=PIP_NO_INDEX=1", "--build-arg=PIP_FIND_LINKS=/wheels"),
        *("--tag=localhost/retros", "--file=deploy/Containerfile", "."),
    )
    run(*buildah, "push", "--quiet", "localhost/retros", f"oci:{folder}/oci:retros")
    run("umoci", "unpack", f"--image={folder}/oci:retros", folder / "bundle")
    blobs = (folder / "oci" / "blobs").rglob("*")
    return folder / "bundle", sum(blob.stat().st_size for blob in blobs if blob.is_file())


def download_wheels(folder):
    """Let pip of this machine, which knows its index, get the packages for the image’s Python."""
    machine = os.uname().machine
    run(
        *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"),
        *("--only-binary=:all:", f"--python-version={PYTHON}", "--implementation=cp"),
        *(f"--abi={abi}" for abi in (f"cp{PYTHON.replace('.', '')}", "abi3", "none")),
        *(f"--platform={platform}_{machine}" for platform in PLATFORMS),
        *("--requirement=requirements.txt", f"--dest={folder}"),
    )


def make_base(buildah, folder):
    run("mmdebstrap", "--quiet", "--variant=minbase", BASE, folder / "base.tar")
    container = run(*buildah, "from", "scratch").strip()
    run(*buildah, "add", "--quiet", container, folder / "base.tar", "/")
    run(*buildah, "commit", "--quiet", "--rm", container, "localhost/base")


def run(*command):
    """Run a program in the repository and return what it printed; exit with what it complained of."""
    done = subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(
            f"{' '.join(map(str, command[:3]))}… failed.\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
        )
    return done.stdout
