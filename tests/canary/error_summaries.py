"""Looks at summaries of errors above forms: in the order of the page, each ended once."""

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from tests.canary.crawl import Reader, undone

SUMMARY = re.compile(r'<div class="problem.*?</ul>', re.DOTALL)
ENTRY = re.compile(r'<li><a href="#([^"]+)">(.*?)</a></li>', re.DOTALL)
BAD = "x" * 3_000 + "@"
# Written by the page, not by people.
KEPT = {"csrfmiddlewaretoken", "version", "client_id", "base", "changed_at", "query"}


@dataclass
class ErrorReader(Reader):
    """Also sends each form once with what no field takes, and keeps what is wrong with the answers.

    The forms that a route takes for different rows are the same if they have the same fields.
    """

    summaries: int = 0
    wrong: set = field(default_factory=set)

    def submit(self, address, method, action, fields):
        key = ("nonsense", _route(urljoin(address, action)), *sorted(fields))
        if method != "get" and key not in self.seen and "logout" not in action:
            self.seen.add(key)
            self._send_nonsense(address, action, fields)
        return super().submit(address, method, action, fields)

    def _send_nonsense(self, address, action, fields):
        target = urljoin(address, action)
        typed = {name: value if name in KEPT else BAD for name, value in fields.items()}
        for sent in (typed, {name: typed[name] for name in KEPT & typed.keys()}):
            with undone(self.client):
                response = self.client.post(target, sent)
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


def _route(address):
    try:
        return resolve(urlsplit(address).path).route
    except Resolver404:
        return address
