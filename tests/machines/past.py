"""The version before, from the history of this repository: it runs while machines are updated in turn."""

import io
import subprocess
import sys
import tarfile

from tests.machines.places import PARTS, ROOT
from tests.upgrade.test_both_versions import BEFORE

# Its own factories make one row of each kind, in the columns that it knows; then its pages are opened.
EVERYTHING = """
from django.conf import settings
from django.test import Client
from django.utils import timezone
from taggit.models import Tag
from tests import factories
settings.ALLOWED_HOSTS.append("testserver")
found = [it for name, it in sorted(vars(factories).items()) if name.endswith("Factory")]
found = [factory for factory in found if not factory._meta.abstract]
for factory in found:
    factory.reset_sequence(10_000, force=True)  # what is there already has the first numbers
given = {
    factories.InvitationFactory: {"expires_at": timezone.now()},
    factories.MembershipFactory: {"user": factories.UserFactory(), "team": factories.TeamFactory()},
    factories.TagAliasFactory: {"tag": Tag.objects.create(name="from before", slug="from-before")},
}
made = [factory(**given.get(factory, {})) for factory in found]
client = Client(HTTP_HOST="localhost")
client.force_login(factories.UserFactory(is_superuser=True))
addresses = {"/", "/search/?q=a", "/lessons/", "/wall/", "/retrospectives/", "/trash/", "/system/"}
addresses |= {it.get_absolute_url() for it in made if hasattr(it, "get_absolute_url")}
answers = {address: client.get(address).status_code for address in addresses}
print(len(made), "kinds of rows,", len(answers), "pages")
wrong = {address: status for address, status in answers.items() if status not in (200, 302, 404)}
assert len(made) > 20 and list(answers.values()).count(200) > 10 and not wrong, wrong
"""


def past_build(folder):
    """Unpack the last version that lacks the migrations after BEFORE; None without its history."""
    newer = [
        str(path.relative_to(ROOT))
        for app, last in BEFORE.items()
        for path in (ROOT / app / "migrations").glob("0*.py")
        if path.name[:4] > last
    ]
    added = git("log", "--reverse", "--diff-filter=A", "--format=%H", "--", *newer).split()
    archive = added and git("archive", f"{added[0].decode()}^", *PARTS, "tests")
    if not archive:
        return None
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    return folder


def use(build):
    """Let it write a row of each kind and open its pages, on the tables of now: (whether it could, words)."""
    for command in (["collectstatic", "--no-input"], ["shell", "--command", EVERYTHING]):
        arguments = [sys.executable, "manage.py", *command]
        done = subprocess.run(arguments, cwd=build, capture_output=True, text=True)
    return done.returncode == 0, (done.stdout + done.stderr).strip()


def git(*arguments):
    """Return what git prints, which is nothing where there is no history."""
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True).stdout
