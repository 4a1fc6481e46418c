"""What happens to three machines under load, and what must be true afterwards."""

import subprocess
import sys
import threading
import time
from collections import Counter
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import connection

from accounts.models import User
from retros.models import Notification, Observation
from tests import factories
from tests.machines import places
from tests.machines.load import Load
from tests.machines.past import past_build, use
from tests.machines.programs import answer
from tests.notifications.conftest import Chat

BACK_SECONDS = 5  # after PostgreSQL was told to restart
RETRIED_MAX = 0.01  # of requests, while machines are killed
NOTICES = 20


def run(stack, folder, postgresql, port):
    """Start everything, let it happen, and return what is not as promised."""
    pgbouncer, pooled = places.start_pgbouncer(folder, postgresql)
    stack.callback(pgbouncer.terminate)
    chat = Chat()
    threading.Thread(target=chat.serve_forever, daemon=True).start()
    stack.callback(chat.shutdown)
    direct = {"NOTIFICATION_HOSTS": chat.url}
    migrate(places.ROOT)
    pooling, problems = places.set_up_pooling(postgresql, pooled)
    through = direct | pooling
    newer, older = places.newer_build(folder / "newer"), past_build(folder / "older")
    load = people(SimpleNamespace(port=port), chat)
    machines = [
        places.Machine(
            folder / f"data{number}", older or places.ROOT, through if number else direct
        )
        for number in range(3)
    ]
    for machine in machines:
        machine.start()
        stack.callback(machine.kill)
    nginx = places.start_nginx(folder, port, machines)
    stack.callback(nginx.terminate)
    places.wait_until(lambda: answer(port) == 200, "nginx")
    load.start()
    try:
        happened = happen(load, machines, newer, postgresql)
        return [*problems, *happened, *guess(machines), *past(older)]
    finally:
        load.stop()


def migrate(build):
    command = [sys.executable, "manage.py", "prepare_database"]
    subprocess.run(command, cwd=build, check=True, stderr=subprocess.DEVNULL)


def people(site, chat):
    """Prepare who writes and who is told of it; return the load."""
    settings.ALLOWED_HOSTS.append("testserver")
    person = factories.UserFactory()
    User.objects.create_user("ada@example.org", "four words made up", display_name="Ada")
    channel = factories.ChannelFactory(service="webhook", address=f"{chat.url}/hook")
    load = Load(site, person, factories.RetrospectiveFactory(created_by=person))
    load.chat, load.channel = chat, channel
    return load


def announce(load):
    """Queue notifications; return the ids that the chat will hear."""
    posts = [factories.WallPostFactory() for _ in range(NOTICES)]
    for post in posts:
        factories.NotificationFactory(channel=load.channel, kind="wall", subject_id=post.pk)
    return {f"wall-{post.pk}" for post in posts}


def happen(load, machines, newer, postgresql):
    """Let each thing happen to each machine, then tell what was not as promised."""
    time.sleep(5)
    load.phase = "stopped softly and replaced"
    told_softly = announce(load)
    migrate(newer)
    for machine in machines:
        machine.stop_softly()
        machine.build = newer
        machine.start()
    load.phase = "killed"
    told = told_softly | announce(load)
    for machine in machines:
        time.sleep(1)
        machine.kill()
        machine.start()
    connection.close()
    load.phase = "PostgreSQL restarted"
    restarted_at = time.monotonic()
    places.restart(postgresql)
    time.sleep(BACK_SECONDS + 5)
    back = load.longest_pause(restarted_at)
    load.phase = "steady again"
    time.sleep(3)
    load.stop()
    return [*lost(load), *failures(load, back), *notices(load, told, told_softly)]


def lost(load):
    stored = Counter(Observation.objects.values_list("text", flat=True))
    gone = set(load.acknowledged) - set(stored)
    twice = [text for text in set(load.acknowledged) if stored[text] > 1]
    say(f"{len(load.acknowledged)} saves acknowledged, {len(gone)} lost, {len(twice)} twice")
    if gone or twice:
        yield f"{len(gone)} acknowledged saves are lost, {len(twice)} are stored twice"


def failures(load, back):
    for phase, answered in load.answered.items():
        failed = load.failed[phase]
        say(f"{phase}: {answered} answered, {len(failed)} failed {Counter(failed).most_common(3)}")
        allowed = {"killed": RETRIED_MAX * answered, "PostgreSQL restarted": answered}.get(phase, 0)
        if len(failed) > allowed:
            yield f"{phase}: {len(failed)} of {answered} requests failed"
    say(f"PostgreSQL restarted: {back:.1f} s at most without a save")
    if back > BACK_SECONDS:
        yield f"it took {back:.1f} s until saves were acknowledged again"


def notices(load, told, told_softly):
    places.wait_until(lambda: not Notification.objects.filter(state="waiting").exists(), "notices")
    heard = Counter(payload["id"] for payload in load.chat.payloads)
    say(f"{len(told)} notifications, {sum(heard.values()) - len(heard)} of them repeated")
    if set(heard) != told:
        yield f"{len(told - set(heard))} notifications were not sent"
    if any(heard[name] > 1 for name in told_softly):
        yield "a notification was repeated though no machine was killed"


def guess(machines):
    """20 wrong passwords, each at the next machine: 5 are looked at."""
    token, seen = "a" * 32, Counter()
    for number in range(20):
        address = f"http://127.0.0.1:{machines[number % 3].port}/accounts/login/"
        fields = {"login": "ada@example.org", "password": "wrong", "csrfmiddlewaretoken": token}
        sent = {"Cookie": f"csrftoken={token}", "X-Forwarded-For": f"198.51.100.{number}"}
        try:
            seen[urlopen(Request(address, urlencode(fields).encode(), sent)).status] += 1
        except HTTPError as refused:
            seen[refused.code] += 1
    say(f"20 guesses at three machines: {dict(seen)}")
    return [] if seen == {200: 5, 429: 15} else [f"guesses were answered {dict(seen)}"]


def past(older):
    """The version before writes rows of all kinds on tables that were migrated twice since."""
    if older is None:
        say("the version before: NOT TRIED, the history of the repository is not here")
        return []
    works, said = use(older)
    say(f"the version before: {said.splitlines()[-1]}")
    return [] if works else [f"the version before fails on today's tables: {said[-2000:]}"]


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
