"""Finished HTML of pages that many people read, kept in the memory of the process.

The one rule: HTML is given out only if every row behind its page still reads as it did when the HTML
was made. A single query reads those rows, raw: that takes a fraction of making objects and HTML of
them, and holds for each way of writing them, from a form to SQL. `behind` names the rows of each
page; a test changes every column of every table that a page reads and sees whether it follows.

Who may read is asked before, and never kept. HTML differs by `rights` only. Where a draft is linked,
readers see different things, and nothing is kept unless `rights` name the drafts of the reader. It
is rendered without a request, so that no token, message or name of a reader can be in it. Nothing is
written to disk; when somebody erases something, each process forgets everything.
"""

import hashlib
import secrets
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from retros.kept_html.behind import Page, statement_of
from retros.kept_html.rows import DRAFT, ERASED
from retros.kept_html.store import Store

BETWEEN_PARTS = "<!--next part-->"  # in templates; not in what people write, where it is escaped
_TOKEN = secrets.token_hex(32)  # stands where a form has its token; nobody can write it
_NO_ROWS = b"no rows"
_store, _by_values = Store(), Store()


def kept_html(page: Page, rights: Hashable, render: Callable[[], str]) -> list[SafeString]:
    """Return the parts of what `render` returns; don’t call it if nothing behind the page changed.

    `rights` is all that the HTML depends on beside the rows. One query.
    """
    return [mark_safe(part) for part in kept_text(page, rights, render).split(BETWEEN_PARTS)]


def kept_text(page: Page, rights: Hashable, render: Callable[[], str]) -> str:
    """Return the same of text that is no HTML, in one part."""
    state = state_of(page)
    text = _store.get((page, rights), state) if state else None
    if text is None:
        text = render()
        if state:
            _store.set((page, rights), state, text)
    return text


def kept_for(values: Hashable, render: Callable[[], str]) -> SafeString:
    """Return what `render` returns, which depends on these values and on no row. No query."""
    html = _by_values.get(values, _NO_ROWS)
    if html is None:
        html = render()
        _by_values.set(values, _NO_ROWS, html)
    return mark_safe(html)


def render_to_keep(template: str, context: Mapping[str, Any]) -> SafeString:
    """Render without a request. Where a form has its token, `with_token` puts it."""
    return render_to_string(template, {**context, "csrf_token": _TOKEN})


def with_token(html: SafeString, request: HttpRequest) -> SafeString:
    """Return `html` with the token of the request in its forms."""
    return mark_safe(html.replace(_TOKEN, get_token(request))) if _TOKEN in html else html


def state_of(page: Page) -> bytes | None:
    """Return a digest of the day and the rows behind a page; None if a draft is among them that may not be kept."""
    values = page.values
    sql, places = statement_of(page.kind, len(values), page.shape, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [values[it] for it in places])
        rows = cursor.fetchall()
    erased = "".join(str(row) for name, row in rows if name == ERASED)
    for store in (_store, _by_values):
        store.forget_if_erased(erased)
    if any(name == DRAFT for name, _ in rows):
        return None
    digest = hashlib.blake2b(str(timezone.localdate()).encode(), digest_size=16)
    for name, row in sorted(rows):  # PostgreSQL moves a row that is written, though nothing changes
        digest.update(f"{name} {row}\n".encode())
    return digest.digest()
