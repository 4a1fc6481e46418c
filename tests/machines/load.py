"""People who write and read through the balancer, and what came of it in each phase."""

import http.client
import itertools
import re
import threading
import time
import uuid
from collections import Counter, defaultdict

from tests.bench.writers import Browser, cookies_of

WRITERS, READERS = 12, 4
PAGES = ("/", "/search/?q=deployment", "/lessons/", "/wall/", "/retrospectives/")
_FILES = re.compile(r'(?:href|src)="(/static/[^"]+)"')


class Load:
    """16 clients. `phase` names what happens now; `failed` and `answered` count by phase."""

    def __init__(self, site, person, retrospective):
        self.site, self.person = site, person
        self.start_at = f"/retrospectives/{retrospective.pk}/edit/observations/new/"
        self.phase, self.is_over = "steady", threading.Event()
        self.answered, self.failed = Counter(), defaultdict(list)
        self.acknowledged, self.saved_at = [], []
        work = [self._write] * WRITERS + [self._read] * READERS
        cookies = [cookies_of(person) for _ in work]
        self.threads = [
            threading.Thread(target=each, args=[number, cookies[number]], daemon=True)
            for number, each in enumerate(work)
        ]

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join(60)

    def longest_pause(self, since):
        """Return the most seconds without an acknowledged save after `since`."""
        times = [since, *(at for at in list(self.saved_at) if at > since)]
        return max((b - a for a, b in itertools.pairwise(times)), default=0)

    def _write(self, number, cookies):
        browser = Browser(self.site, cookies)
        for count in itertools.count():
            if self.is_over.is_set():
                return
            text = f"n{number}x{count}"
            typed = {"text": text, "kind": "well", "version": 0, "client_id": str(uuid.uuid4())}
            phase, before = self.phase, browser.repeated
            status, said = browser.save(self.start_at, typed)
            if status != http.client.OK:
                self.failed[phase].append(f"{status} for a save: {said}")
                continue
            self.failed[phase] += ["a save was repeated"] * (browser.repeated - before)
            self.answered[phase] += 1
            self.acknowledged.append(text)
            self.saved_at.append(time.monotonic())

    def _read(self, number, cookies):
        for page in itertools.islice(itertools.cycle(PAGES), number, None):
            if self.is_over.is_set():
                return
            text = self._get(page, cookies)
            for path in _FILES.findall(text)[:8]:
                self._get(path, cookies)

    def _get(self, path, cookies):
        phase = self.phase
        try:
            client = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=30)
            sent = {"Cookie": f"sessionid={cookies['sessionid']}"}
            client.request("GET", path, headers=sent)
            response = client.getresponse()
            content = response.read()
            client.close()
        except (OSError, http.client.HTTPException) as error:
            self.failed[phase].append(f"{type(error).__name__} for {path}")
            return ""
        self.answered[phase] += 1
        if response.status != http.client.OK:
            self.failed[phase].append(f"{response.status} for {path}")
        return content.decode("utf-8", "replace") if not path.startswith("/static/") else ""
