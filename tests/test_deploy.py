"""The files in deploy/ fit each other, the program and its settings. `make image` runs the image."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from deploy import image
from retros import server
from retros.cli import COMMANDS

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
SETTINGS = set(re.findall(r"^\| `(\w+)`", (ROOT / "docs/settings.md").read_text(), re.M))
CONTAINERFILE = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
QUADLET = (DEPLOY / "retros.container").read_text()
COMPOSE, WITH_POSTGRESQL = (
    yaml.safe_load((DEPLOY / name).read_text())
    for name in ("compose.yaml", "compose.postgres.yaml")
)
DEPLOYMENT, SERVICE, *CLAIMS = yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text())
POD = DEPLOYMENT["spec"]["template"]["spec"]
(INSIDE,) = POD["containers"]
VOLUMES = {"/data", "/backups"}
OF_PYTHON = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "SSL_CERT_FILE"}


def of_containerfile(instruction):
    """What stands after an instruction, wherever it stands."""
    return [
        line.split(maxsplit=1)[1]
        for line in CONTAINERFILE.splitlines()
        if line.startswith(instruction)
    ]


def test_every_variable_is_a_setting():
    in_image = {part.split("=")[0] for part in of_containerfile("ENV")[0].split()}
    in_compose = COMPOSE["services"]["retros"]["environment"].keys()
    with_database = WITH_POSTGRESQL["services"]["retros"]["environment"].keys()
    in_kubernetes = {variable["name"] for variable in INSIDE["env"]}
    named = (in_image - OF_PYTHON) | in_compose | with_database | in_kubernetes
    assert {name.removesuffix("_FILE") for name in named} <= SETTINGS
    assert {"DATA_DIR", "HOST", "STATIC_ROOT", "SITE_URL"} <= named


def test_all_run_as_the_same_user_who_is_not_root():
    security = POD["securityContext"]
    users = {*of_containerfile("USER"), f"{security['runAsUser']}:{security['runAsGroup']}"}
    assert users == {f"{image.UID}:{image.UID}"} and image.UID > 9999
    assert security["fsGroup"] == image.UID


def test_all_run_on_a_root_that_nothing_can_write_to_and_without_rights():
    service, inside = COMPOSE["services"]["retros"], INSIDE["securityContext"]
    assert service["read_only"] and inside["readOnlyRootFilesystem"] and "ReadOnly=true" in QUADLET
    assert service["cap_drop"] == inside["capabilities"]["drop"] == ["ALL"]
    assert "DropCapability=all" in QUADLET and "NoNewPrivileges=true" in QUADLET
    assert not inside["allowPrivilegeEscalation"]


def test_all_keep_the_same_volumes():
    assert set(yaml.safe_load(of_containerfile("VOLUME")[0])) == VOLUMES
    assert {it.split(":")[1] for it in COMPOSE["services"]["retros"]["volumes"]} == VOLUMES
    assert set(re.findall(r"^Volume=\S+:(\S+)$", QUADLET, re.M)) == VOLUMES
    assert {it["mountPath"] for it in INSIDE["volumeMounts"]} == {*VOLUMES, "/tmp"}
    claimed = {it["persistentVolumeClaim"]["claimName"] for it in POD["volumes"][:2]}
    assert claimed == {claim["metadata"]["name"] for claim in CLAIMS}


def test_health_is_asked_for_in_the_same_way():
    (in_image,) = re.findall(r"HEALTHCHECK.* CMD (\[.*\])", CONTAINERFILE)
    asked = yaml.safe_load(in_image)
    assert COMPOSE["services"]["retros"]["healthcheck"]["test"] == ["CMD", *asked]
    assert yaml.safe_load(re.search(r"HealthCmd=(.*)", QUADLET)[1]) == asked
    for probe in (INSIDE["readinessProbe"], INSIDE["livenessProbe"]):
        assert probe["httpGet"]["httpHeaders"] == [{"name": "Host", "value": "localhost"}]


def test_engines_wait_until_the_server_has_stopped():
    drain = next(int(it["value"]) for it in INSIDE["env"] if it["name"] == "DRAIN_SECONDS")
    assert POD["terminationGracePeriodSeconds"] > drain + server.graceful_timeout
    assert COMPOSE["services"]["retros"]["stop_grace_period"] == "15s"
    assert server.graceful_timeout < 15 and "TimeoutStopSec=15" in QUADLET


def test_image_gets_what_the_site_is_made_of_and_nothing_else():
    let_in = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.M)
    copied = [source for line in of_containerfile("COPY") for source in shlex.split(line)[:-1]]
    copied = [source for source in copied if not source.startswith(("--", "/"))]
    assert sorted(copied) == sorted(let_in)
    assert all((ROOT / name).exists() for name in copied)


@pytest.mark.parametrize("instruction", ["ENTRYPOINT", "CMD"])
def test_image_starts_a_command_that_exists(instruction):
    (started,) = yaml.safe_load(of_containerfile(instruction)[0])
    assert started in {"/usr/bin/retros", *COMMANDS}


def test_lines_for_docker_name_files_that_exist():
    text = (ROOT / "docs/running.md").read_text()
    named = [
        *re.findall(r"^ .*--file (\S+)", text, re.M),
        *re.findall(r"--file (deploy/\S+)", CONTAINERFILE),
    ]
    assert len(named) > 4 and all((ROOT / name).is_file() for name in named)


def test_image_is_named_alike_everywhere():
    named = {COMPOSE["services"]["retros"]["image"], INSIDE["image"]}
    named |= set(re.findall(r"Image=localhost/(\w+):latest", QUADLET))
    assert named == {"retros"}


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_no_address_of_a_registry_stands_in_a_file(path):
    assert path.is_dir() or not re.search(
        r"https?://(?!127\.0\.0\.1|retros\.example)", path.read_text()
    )
