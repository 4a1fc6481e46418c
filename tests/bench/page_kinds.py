"""The pages that are measured, and how each is asked for."""

import re
from urllib.parse import quote, urlencode

from tests.bench.asking import Pages, connect

SAMPLE = 20  # addresses of each kind of page
SLIDES = "/wall/screen/slides/?turn=7"
_CARRIED = re.compile(r'name="(version|base|client_id)" value="([^"]*)"')


def texts():
    """({name: text} of everything that search finds, the same of some whole retrospectives)."""
    from retros.exchange import address_here, retrospective_markdown
    from retros.models import Retrospective, SearchEntry

    held = SearchEntry.objects.exclude(kind="wall-post").order_by("pk")
    parts = {
        f"e{pk}": f"{title}\n{body}" for pk, title, body in held.values_list("pk", "title", "body")
    }
    records = Retrospective.objects.order_by("pk")[:SAMPLE]
    whole = {f"r{it.pk}": retrospective_markdown(it, address_here).lstrip("# ") for it in records}
    return parts, whole


def asked(site, signed_in, cookies, reader, questions):
    """{page: (what asks for it, its kind in a wiki, words to search for)}."""
    from retros.models import Decision, Lesson, Retrospective
    from tests.bench import briefs

    def page(paths, kind=None, words=(), headers=signed_in):
        return Pages(site.port, paths, headers), kind, words

    def addresses(model):
        return [it.get_absolute_url() for it in model.objects.order_by("pk")[:SAMPLE]]

    by_kind = questions.by_kind()
    common, rare = by_kind["one common word"], by_kind["a rare word"]
    two = [text for text in by_kind["two or three words"] if len(text.split()) == 2]
    found = {
        "read a retrospective": page(addresses(Retrospective), "retrospective"),
        "read a lesson": page(addresses(Lesson), "lesson"),
        "read a decision": page(addresses(Decision), "lesson"),
    }
    for name, words in (("common word", common), ("two words", two), ("rare word", rare)):
        paths = [f"/search/?q={quote(text)}" for text in words]
        found[f"search, {name}"] = page(paths, "search", words)
    found |= {
        "list of retrospectives": page(["/retrospectives/"], "list"),
        "list of lessons": page(["/lessons/"], "list"),
        "home, signed in": page(["/"]),
        "the wall": page(["/wall/"], headers={}),
        "the wall, 304": page(["/wall/"], headers={"If-None-Match": etag(site, "/wall/")}),
        "news of the wall, 304": page([SLIDES], headers={"If-None-Match": etag(site, SLIDES)}),
        "kickoff of 80 words": page(briefs.kickoffs(reader, questions)),
        "editor": page([f"{path}edit/" for path in addresses(Retrospective)[:SAMPLE]]),
        "save a lesson, form and POST": (Saves(site, cookies, reader), "save", ()),
    }
    return found


class Saves:
    """Asks for the form of a lesson and sends it with other words, each client its own lesson."""

    def __init__(self, site, cookies, reader):
        from retros.models import Lesson

        own = Lesson.objects.filter(retrospective__created_by=reader)
        pairs = own.order_by("pk").values_list("retrospective_id", "pk")
        self.paths = [f"/retrospectives/{record}/edit/lessons/{pk}/" for record, pk in pairs]
        self.port, self.cookies = site.port, cookies

    def client(self, number):
        """Return a function that saves the next lesson."""
        connection, turn = connect(self.port), number
        path = self.paths[number]

        def ask():
            nonlocal turn
            turn += 1
            page = self._request(connection, "GET", path)
            typed = dict(_CARRIED.findall(page))
            typed |= {"statement": f"Rehearse the cut-over, time {turn}.", "category": "team"}
            typed |= {"detail": f"On a copy of production, {turn} times.", "tags": "launch"}
            typed |= {"csrfmiddlewaretoken": self.cookies["csrftoken"]}
            self._request(connection, "POST", path, urlencode(typed))

        return ask

    def _request(self, connection, method, path, body=None):
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        if answer.status != (302 if body else 200):
            raise SystemExit(f"{answer.status} for {method} {path!r}")
        return page


def etag(site, path):
    connection = connect(site.port)
    connection.request("GET", path)
    return connection.getresponse().headers["ETag"]
