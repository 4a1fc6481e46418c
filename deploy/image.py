"""Put together the files of the image: what Python, Retros and pg_dump need, and nothing else.

    python3 /image.py FOLDER        (inside the build, see Containerfile)

The Debian packages that the files come from, and the Python packages, are listed in /sbom.json.
"""

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

UID = 10001
PACKAGES = Path("/srv/packages")
STDLIB = Path(f"/usr/lib/python3.{sys.version_info.minor}")
FILES = [
    *("/etc/debian_version", "/etc/ssl/certs/ca-certificates.crt", "/usr/lib/os-release"),
    "/usr/bin/python3",
]
POSTGRESQL = ("pg_dump", "pg_restore")  # not Debian's wrappers, which need Perl
# What the site never reads: of Python, of packages as a whole, and of parts of others. Retros runs
# onnxruntime by its C interface, which needs no numpy; rapidfuzz and pysqlite3 bring what they need.
LEFT_OUT = re.compile(
    r"/python3\.\d+/(test|ensurepip|idlelib|pydoc_data|sqlite3|venv|_pyrepl|config-[^/]+)/"
    r"|/lib-dynload/(readline|_curses|_dbm|_gdbm|_sqlite3|_test|_xxtestfuzz|xx)"
    r"|/packages/(bin|numpy|flatbuffers|google|protobuf)[-./]"
    r"|/(tests|__pycache__)/|/locale/(?!en/|__init__)|/packages/[^/]+/(.+/)?static/"
    r"|/contrib/(gis|admindocs)/.*templates/|/providers/(?!base/|oauth|openid_connect/|[^/]+$)"
    r"|/onnxruntime/(?!capi/libonnxruntime\.so|__init__)|/rapidfuzz/.*_avx2\.|/_avif\.|libavif"
    r"|\.(pyi|pyx|pxd|h|hpp|a|po)$|/RECORD$"
)
OF_MEANING = re.compile(r"/packages/onnxruntime\b|/meaning/model/")
COMMAND = "#!/usr/bin/python3\nfrom retros.cli import main\n\nmain()\n"
NAMES = {
    "passwd": f"root:x:0:0::/:/none\nretros:x:{UID}:{UID}::/nonexistent:/none\n",
    "group": f"root:x:0:\nretros:x:{UID}:\n",
    "nsswitch.conf": "hosts: files dns\n",
}


def main(image):
    for path in map(Path, FILES):
        copy(path, image / path.relative_to("/"))
    for folder in (STDLIB, PACKAGES, Path("/srv/retros"), Path("/usr/share/zoneinfo")):
        copy_folder(folder, image)
    for name in POSTGRESQL:
        copy(max(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), image / "usr/bin" / name)
    for path in sorted(find_libraries(image)):
        copy(path, image / path.parent.resolve().relative_to("/") / path.name)
    collect_static(image)
    compile_to_bytecode(image)
    (image / "sbom.json").write_text(json.dumps(bill_of_materials(image), indent=1))
    lay_out(image)


def lay_out(image):
    """Add what a system needs beside its programs, and let everybody read all of it."""
    for name in ("lib", "lib64"):
        (image / name).symlink_to(f"usr/{name}")
    for name in ("tmp", "proc", "sys", "dev"):
        (image / name).mkdir()
    for name, text in NAMES.items():
        (image / "etc" / name).write_text(text)
    (image / "usr/bin/retros").write_text(COMMAND)
    subprocess.run(["chmod", "-R", "a+rX,go-w", image], check=True)
    for path in (image / "usr/bin").iterdir():
        path.chmod(0o755)
    (image / "tmp").chmod(0o1777)
    Path("/empty").mkdir()  # what /data and /backups are made of


def copy(path, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(path.resolve(), target)
    if ".so" in target.name and ".libs/" not in str(target):
        subprocess.run(["strip", "--strip-unneeded", target], check=True)


def copy_folder(folder, image):
    left_out = [LEFT_OUT, *([OF_MEANING] if os.environ.get("MEANING") == "off" else [])]
    for path in folder.rglob("*"):
        if path.is_file() and not any(each.search(str(path)) for each in left_out):
            copy(path, image / path.relative_to("/"))


def find_libraries(image):
    """Return the paths of Debian's libraries that the programs and modules in the image load."""
    binaries = [*(image / "usr/bin").iterdir(), *image.rglob("*.so*")]
    listed = subprocess.run(["ldd", *binaries], check=False, capture_output=True, text=True).stdout
    found = {Path(path) for path in re.findall(r"(?:=>\s+)?(/\S+) \(0x", listed)}
    return {path for path in found if not path.is_relative_to(image)}


def compile_to_bytecode(image):
    """Compile everything, since nothing is written at run time; keep only our own sources."""
    command = [sys.executable, "-m", "compileall", "-qf", "--invalidation-mode=unchecked-hash"]
    command += ["-s", image, "-p", "/"]
    subprocess.run([*command, image / "srv/retros"], check=True)
    for folder in (STDLIB, PACKAGES):
        inside = image / folder.relative_to("/")
        subprocess.run([*command, "-b", inside], check=True)
        for path in inside.rglob("*.py"):
            path.unlink()


def bill_of_materials(image):
    """Return what is inside, in the form of CycloneDX."""
    parts = [*python_packages(image), *debian_packages(image)]
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": parts}


def python_packages(image):
    for package in importlib.metadata.distributions(path=[str(image / PACKAGES.relative_to("/"))]):
        name = re.sub(r"[-_.]+", "-", package.name).lower()
        yield component(name, package.version, f"pkg:pypi/{name}@{package.version}")


def debian_packages(image):
    """Yield the Debian packages that files of the image come from, and copy their licenses."""
    paths = [f"/{path.relative_to(image)}" for path in (image / "usr").rglob("*") if path.is_file()]
    owned = ask_dpkg(
        "--search", *paths, *map(str, Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))
    )
    names = {line.split(":")[0] for line in owned} | {"ca-certificates", "python3-minimal"}
    form = "--showformat=${Package} ${Version} ${Architecture}\n"
    for line in sorted(set(ask_dpkg("--show", form, *names))):
        name, version, architecture = line.split()
        terms = Path(f"/usr/share/doc/{name}/copyright")
        copy(terms, image / terms.relative_to("/"))
        yield component(name, version, f"pkg:deb/debian/{name}@{version}?arch={architecture}")


def ask_dpkg(*arguments):
    """Return the lines of an answer of dpkg-query, which fails where nobody owns one of the files."""
    run = subprocess.run(["dpkg-query", *arguments], capture_output=True, text=True)
    return run.stdout.splitlines()


def component(name, version, url):
    return {"type": "library", "name": name, "version": version, "purl": url, "bom-ref": url}


def collect_static(image):
    own = {
        "DJANGO_SETTINGS_MODULE": "retros.settings",
        "PYTHONPATH": f"/srv/retros:{PACKAGES}",
        "DATA_DIR": "/nonexistent",
        "STATIC_ROOT": str(image / "srv/static"),
    }
    command = [sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(command, env=os.environ | own, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
