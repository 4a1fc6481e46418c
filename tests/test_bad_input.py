"""Whatever is sent anywhere, the answer is never an error of ours."""

from dataclasses import dataclass
from functools import cache

import pytest
from django.db import transaction

from accounts.models import User
from retros.insights import counting
from tests import factories
from tests.canary.addresses import routes
from tests.canary.crawl import Links, noting_parameters

# What is nothing but text to every database is sent on one of them.
PLAIN_TEXT = ["‮gnihtemos‬", "<script>alert(1)</script>", "[" * 3_000]
NASTY = [
    "\x00",
    "a\x00b\x07\x1b[31m",
    "'\" OR 1=1; --",
    "x" * 100_001,
    "9" * 30,
    "-1",
    "1e400",
    "٣",
    "NEAR(a b) AND * ^ : { } -",
    "%s %(x)s {0} {{ 7*7 }} ${x}",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "0000-00-00",
]
TEXTS = [*PLAIN_TEXT, *(pytest.param(text, marks=pytest.mark.both_databases) for text in NASTY)]
PLAIN = [f"/{route}" for route, converters in routes() if not converters and "<" not in route]


@dataclass
class Site:
    """What can be sent where: the parameters that each page looks up, the fields of each form."""

    person: User
    parameters: dict
    forms: dict


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, as_user):
    """Discovered once, which takes longer than a test; each test works in its own savepoint.

    A page that looks up no parameter and a form with nothing to fill in take no text. Insights say
    nothing about so little, so each page with them would count again.
    """
    patch = pytest.MonkeyPatch.context()
    with django_db_blocker.unblock(), transaction.atomic(), patch as patched:
        patched.setattr(counting, "recount", cache(counting.recount))
        person = factories.CuratorFactory(teams=[factories.TeamFactory()])
        lesson = factories.LessonFactory(published=True, retrospective__created_by=person)
        factories.WallPostFactory(lesson=lesson)
        factories.KickoffFactory(created_by=person)
        yield Site(person, *discovered(as_user(person), lesson))
        transaction.set_rollback(True)


@pytest.fixture
def browser(site, as_user, db):
    return as_user(site.person)


def discovered(browser, lesson):
    """Return the names that each page looks up in its query string, {address: names}, and where the
    pages send what people type, {address: fields}.
    """
    pages = [*PLAIN, f"/retrospectives/{lesson.retrospective_id}/edit/", lesson.get_absolute_url()]
    kinds = ("timeline", "decisions", "observations", "lessons", "actions")
    pages += [f"/retrospectives/{lesson.retrospective_id}/edit/{kind}/new/" for kind in kinds]
    parameters, forms = {}, {}
    for page in pages:
        with noting_parameters() as names:
            answer = browser.get(page)
        if names and page in PLAIN and page != "/accounts/logout/":
            parameters[page] = names
        is_page = "html" in answer.headers.get("Content-Type", "")
        links = Links(b"".join(answer).decode(errors="replace") if is_page else "")
        for method, action, fields in links.forms:
            typed = fields.keys() - {"csrfmiddlewaretoken"}
            if method == "post" and typed and "logout" not in action:
                forms[action or page] = {name: fields[name] for name in typed}
    return parameters, forms


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:20])
def test_no_query_string_is_an_error(browser, site, text):
    short = text[:3_000]
    for address, names in site.parameters.items():
        answer = browser.get(address, dict.fromkeys(names, short))
        assert answer.status_code < 500, address


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:20])
def test_no_form_is_an_error(browser, site, text):
    assert len(site.forms) > 15
    for address, fields in site.forms.items():
        everywhere = dict.fromkeys(fields, text)
        where_empty = {name: fields[name] or text for name in fields}
        for typed in [everywhere, where_empty] if where_empty != everywhere else [everywhere]:
            with transaction.atomic():
                assert browser.post(address, typed).status_code < 500, address
                transaction.set_rollback(True)
