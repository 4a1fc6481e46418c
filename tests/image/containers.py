"""Run a bundle with runc, by what deploy/compose.yaml says: rights, volumes, variables, health."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import yaml

from tests.image.building import ROOT
from tests.machines.programs import free_port

UID = 10001
SERVICE = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())["services"]["retros"]
DEFAULT = re.compile(r"\$\{\w+:-([^}]*)\}")  # of a variable that the shell lacks
START_SECONDS = 120
SHARED = {"network", "cgroup"}  # namespaces that would need bridges and rights


class Container:
    """One container of the image, with volumes that stay when it goes."""

    def __init__(self, bundle, folder):
        self.bundle, self.name, self.port = bundle, f"retros-{os.getpid()}", free_port()
        self.runc = ["runc", f"--root={folder}/runc"]
        self.log = folder / "container.log"
        volumes = [it.split(":") for it in SERVICE["volumes"]]
        self.volumes = {inside: folder / name for name, inside in volumes}
        for volume in self.volumes.values():
            volume.mkdir()
            os.chown(volume, UID, UID)
        self._configure()

    def _configure(self):
        path = self.bundle / "config.json"
        config = json.loads(path.read_text())
        config["root"]["readonly"] = SERVICE["read_only"]
        process = config["process"]
        process["terminal"] = False
        process["noNewPrivileges"] = "no-new-privileges:true" in SERVICE["security_opt"]
        if SERVICE["cap_drop"] == ["ALL"]:
            process["capabilities"] = {kind: [] for kind in process["capabilities"]}
        given = {name: DEFAULT.sub(r"\1", it) for name, it in SERVICE["environment"].items()}
        given |= {"PORT": str(self.port)}  # it shares the network of this machine
        process["env"] += [f"{name}={value}" for name, value in given.items()]
        linux = config["linux"]
        linux["namespaces"] = [it for it in linux["namespaces"] if it["type"] not in SHARED]
        linux.pop("resources", None)
        own = [
            {"destination": path, "type": "tmpfs", "source": "tmpfs", "options": ["mode=1777"]}
            for path in SERVICE["tmpfs"]
        ]
        for inside, outside in self.volumes.items():
            own.append({"destination": inside, "source": str(outside), "options": ["bind", "rw"]})
        taken = {mount["destination"] for mount in own}
        config["mounts"] = [it for it in config["mounts"] if it["destination"] not in taken] + own
        path.write_text(json.dumps(config))

    @contextmanager
    def running(self):
        """Serve inside the block, then stop as an engine does; yield what it printed."""
        with self.log.open("w") as log:
            command = [*self.runc, "run", "--no-new-keyring", f"--bundle={self.bundle}", self.name]
            process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            self._wait(process)
            if process.poll() is not None:
                sys.exit(f"The container ended.\n{self.log.read_text()}")
            yield self.log.read_text()
            subprocess.run([*self.runc, "kill", self.name, "TERM"], check=True)
            self.exit_code = process.wait(30)
        finally:
            process.kill()
            process.wait()
            subprocess.run([*self.runc, "delete", "--force", self.name], capture_output=True)

    def _wait(self, process):
        """Wait until it answers, or has ended."""
        end = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < end:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5)
                return
            except OSError:
                time.sleep(0.2)

    def execute(self, *command):
        """Run a program in the container; return (exit code, what it said)."""
        done = subprocess.run(
            [*self.runc, "exec", self.name, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return done.returncode, done.stdout
