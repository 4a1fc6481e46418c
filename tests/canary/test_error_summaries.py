"""The summary of errors above a form lists them as the page does, each ended once."""

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin

import pytest
from django.db import transaction

from tests.canary import crawl, worlds
from tests.canary.crawl import Reader

SUMMARY = re.compile(r'<div class="problem.*?</ul>', re.DOTALL)
ENTRY = re.compile(r'<li><a href="#([^"]+)">(.*?)</a></li>', re.DOTALL)
BAD = "x" * 3_000 + "@"
# Written by the page, not by people.
KEPT = {"csrfmiddlewaretoken", "version", "client_id", "base", "changed_at", "query"}


@dataclass
class ErrorReader(Reader):
    """Sends each form with what no field takes, and keeps what is wrong with the answers."""

    summaries: int = 0
    wrong: set = field(default_factory=set)

    def submit(self, address, method, action, fields):
        key = ("post", action or address, *sorted(fields))
        if method != "get" and key not in self.seen and "logout" not in action:
            self.seen.add(key)
            self._send_nonsense(address, action, fields)
        return set()

    def _send_nonsense(self, address, action, fields):
        target = urljoin(address, action)
        typed = {name: value if name in KEPT else BAD for name, value in fields.items()}
        for sent in (typed, {name: typed[name] for name in KEPT & typed.keys()}):
            with transaction.atomic():
                response = self.client.post(target, sent)
                transaction.set_rollback(True)
            is_page = "html" in response.headers.get("Content-Type", "")
            if is_page and not response.streaming:
                self._look_at(target, response.text)

    def _look_at(self, address, page):
        for summary in SUMMARY.finditer(page):
            entries = ENTRY.findall(summary[0])
            self.summaries += bool(entries)
            below = page[summary.end() :]
            places = [below.find(f'id="{target}"') for target, _ in entries]
            if -1 in places or places != sorted(places):
                self.wrong.add((address, "order", tuple(target for target, _ in entries)))
            ends = [words for _, words in entries if re.search(r"[^.]$|[.?!…]\s*\.$", words)]
            self.wrong |= {(address, "full stop", words) for words in ends}


@pytest.mark.parametrize("role", ["visitor", "member a", "curator"])
def test_summaries_of_errors_follow_the_page(as_user, db, monkeypatch, role):
    monkeypatch.setattr(crawl, "QUERIES", 1)
    world = worlds.build()
    person = None if role == "visitor" else world.objects[role]
    reader = ErrorReader(as_user(person), world)
    reader.everything()
    assert reader.summaries
    assert not reader.wrong, "\n".join(map(str, sorted(reader.wrong)))
