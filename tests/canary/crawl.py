"""A reader that knows no page by name: it tries every address and follows everything it meets."""

import io
import re
import zipfile
from collections import Counter, defaultdict
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from unittest import mock
from urllib.parse import urljoin, urlsplit

from django.db import connection, transaction
from django.http import QueryDict

from tests.canary.addresses import NO_ROW, SKIPPED, fill, routes
from tests.canary.html import elements
from tests.canary.markers import COMMON

CSRF = re.compile(
    r'(csrfmiddlewaretoken" value=)"[^"]+"|(client_id" value=)"[^"]+"|[0-9a-f]{8}-[0-9a-f-]{27}'
)
LEADING = ("href", "hx-get", "data-feed", "src", "formaction")
FILLED_IN = {"input", "button", "textarea"}
COMPARED = re.compile(r'"(\w+)"\."(\w+)" = $')
QUERIES = 24  # query strings tried at one path: filters link to each other without end
MOST = 6000  # requests by one reader; reaching it fails the test, so that nothing is left unread


@dataclass
class Answer:
    address: str
    status: int
    headers: str
    text: str

    @property
    def everything(self):
        return f"{self.headers}\n{self.text}"

    @property
    def refuses(self):
        return self.status == 405 or "Location: /accounts/login/" in self.headers

    @property
    def is_elsewhere(self):
        """Whether there is nothing here: not found, or moved for good."""
        return self.status in {301, 404}

    def comparable(self):
        """The answer without what is new in each: tokens against forgery, ids made for forms."""
        return self.status, self.headers, CSRF.sub("", self.text)


@contextmanager
def undone(client):
    """Undo what the browser sends meanwhile, with the cookies that it got, such as a new session’s."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


class LookedUp:
    """Notes where statements look `value` up."""

    def __init__(self, value):
        self.value = value
        self.columns = set()  # the (table, column) that are compared with it
        self.anywhere = False  # whether it is a parameter at all

    def note(self, execute, sql, params, many, context):
        self.anywhere |= str(self.value) in str(params)
        if not many and self.value in (params or ()):
            parts = sql.split("%s")
            for before, given in zip(parts, params, strict=False):
                column = COMPARED.search(before)
                if given == self.value and column:
                    self.columns.add(column.groups())
        return execute(sql, params, many, context)


def worth_reading(addresses, columns):
    """The addresses whose last id is in one of the columns."""
    ids = {address: last_id(address) for address in addresses}
    with connection.cursor() as cursor:
        for table, column in columns:
            cursor.execute(f'SELECT "{column}" FROM "{table}"')
            held = {held for (held,) in cursor.fetchall()}
            yield from (address for address, pk in ids.items() if pk in held)


def last_id(address):
    return int(re.findall(r"/(\d+)", address)[-1])


def asks_about_no_row(address):
    return f"/{NO_ROW}/" in f"{address}/"


def groups(addresses):
    """Lists of addresses, of which each begins with one that asks about no row, if there are such."""
    group = []
    for address in addresses:
        if group and asks_about_no_row(address):
            yield group
            group = []
        group.append(address)
    yield group


@contextmanager
def noting_parameters():
    """Gives a set that fills with the names that code looks up in query strings."""
    asked = set()

    def noting(name, look_up):
        def noted(query, key, *rest):
            asked.add(key)
            return look_up(query, key, *rest)

        return mock.patch.object(QueryDict, name, noted)

    with (
        noting("__getitem__", QueryDict.__getitem__),
        noting("getlist", QueryDict.getlist),
        noting("__contains__", QueryDict.__contains__),
    ):
        yield asked


class Links:
    """Addresses and forms of a page."""

    def __init__(self, text=""):
        self.addresses, self.forms = set(), []
        for element in elements(text):
            self.addresses.update(filter(None, map(element.get, LEADING)))
            if element.tag == "form":
                method = (element.get("method") or "get").lower()
                self.forms.append((method, element.get("action") or "", {}))
            elif self.forms and element.get("name") and element.tag in FILLED_IN:
                self.forms[-1][2].setdefault(element.get("name"), element.get("value") or "")


@dataclass
class Reader:
    """Reads as one role. `under` keeps it to a part of the site, `skipped` out of others."""

    client: object
    world: object
    under: str = "/"
    posts: bool = True
    skipped: tuple = SKIPPED
    answers: list = field(default_factory=list)
    seen: set = field(default_factory=set)
    asked: Counter = field(default_factory=Counter)  # query strings tried, by path
    whole_lists: set = field(default_factory=set)  # paths without ids, whose parameters are tried
    looked_up: dict = field(default_factory=lambda: defaultdict(set))  # parameters, by path

    def everything(self):
        """Answers to all addresses that fit the urlconf, and all that they lead to."""
        return [answer for some in self.as_they_come() for answer in some]

    def as_they_come(self):
        """Yield the same, a few answers at a time, for readers that stop when something is found.

        The first address of a group is asked about no row at all. If it refuses before it looks one
        up (405, sign-in, nothing here), its others do, too; and ids that no looked-up column holds
        would be answered like the first.
        """
        queue = []
        for route, converters in routes():
            for first, *others in groups(fill(route, converters, self.world)):
                queue.append((first, others))
            if not converters:
                self.whole_lists.add(first)
                queue.append((f"{first}?q={COMMON}", []))
        while queue:
            address, others = queue.pop(0)
            known = len(self.answers)
            looked_up = LookedUp(NO_ROW)
            with connection.execute_wrapper(looked_up.note):
                links = self.read(address)
            new = self.answers[known:]
            yield new
            if looked_up.columns:
                links += worth_reading(others, looked_up.columns)
            elif not self.refuse_all(address, new, looked_up):
                links += others
            queue += [(link, []) for link in links]
            assert len(self.seen) < MOST, "the site leads to more addresses than are read"

    def refuse_all(self, address, answers, looked_up):
        """Whether what was answered at `address`, which asks about no row, is answered for each row."""
        if any(answer.refuses for answer in answers):
            return True
        is_asked = looked_up.anywhere or not asks_about_no_row(address)
        return not is_asked and bool(answers) and answers[0].is_elsewhere

    def with_private_words(self, path, names):
        """`path` with a private word in each parameter that its code has just looked up."""
        new = sorted(names - self.looked_up[path] - {"next"})
        self.looked_up[path] |= names
        private = next((w for w, o in self.world.owners.items() if o[0] == "draft"), "pppp")
        return [f"{path}?{name}={private}" for name in new]

    def read(self, address):
        """Ask for `address`; return the addresses it names."""
        path, query = urlsplit(address).path, urlsplit(address).query
        if address in self.seen or not path.startswith(self.under) or path.startswith(self.skipped):
            return []
        if query and self.asked[path] >= QUERIES:
            return []
        self.asked[path] += bool(query)
        self.seen.add(address)
        with noting_parameters() as asked:
            response = self.client.get(address)
        answer = self.keep(address, response)
        is_page = "html" in response.headers.get("Content-Type", "")
        links = Links(answer.text if is_page else "")
        first = self.with_private_words(path, asked) if path in self.whole_lists else []
        if response.headers.get("Location"):
            links.addresses.add(response.headers["Location"])
        for form in links.forms:
            links.addresses |= self.submit(address, *form)
        joined = (urljoin(address, link).split("#")[0] for link in links.addresses)
        return first + [link for link in joined if link.startswith("/")]

    def submit(self, address, method, action, fields):
        """The addresses that a form leads to: a query, or what sending it as it is answers."""
        action = urljoin(address, action).split("?")[0]
        if method == "get":
            return (
                {f"{action}?" + "&".join(f"{name}={COMMON}" for name in fields)}
                if fields
                else set()
            )
        key = ("post", action, *sorted(fields))
        if not self.posts or key in self.seen or "logout" in action:
            return set()
        self.seen.add(key)
        with undone(self.client):
            response = self.client.post(action, fields)
            self.keep(f"POST {action}", response)
        return set()

    def keep(self, address, response):
        headers = "\n".join(f"{name}: {value}" for name, value in without_id(response))
        content = b"".join(response) if response.streaming else response.content
        text = unpacked(content).decode(errors="replace")
        answer = Answer(address, response.status_code, headers, text)
        assert answer.status < 500, address
        self.answers.append(answer)
        return answer


def without_id(response):
    """Its headers, but for the id that each answer has of its own."""
    return sorted(header for header in response.items() if header[0] != "X-Request-ID")


def unpacked(content):
    """The files in a ZIP with their names, one after the other; anything else as it is."""
    if not content.startswith(b"PK\x03\x04"):
        return content
    package = zipfile.ZipFile(io.BytesIO(content))
    return b"\n".join(name.encode() + b"\n" + package.read(name) for name in package.namelist())


def leaks(answers, world, role, may_see):
    """Markers that `role` met but may not: {(address, owner)}.

    The word that was asked for is allowed to come back in its own answer.
    """
    found = set()
    for answer in answers:
        for owner in world.found_in(answer.everything):
            letters = next(word for word, whose in world.owners.items() if whose == owner)
            if letters not in answer.address.lower() and not may_see(role, owner):
                found.add((answer.address, owner))
    return found


def rows():
    """Every row of every table without its serial number, for comparing whole databases."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(str(row[1:]) for row in cursor.fetchall())
    return found
