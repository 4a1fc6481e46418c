"""Documents of every format that try to run: neither looking nor reading runs anything."""

import pytest
from django.urls import reverse

from retros.exchange import UnreadableDocument, read
from retros.models import Retrospective
from retros.rendering import render_markdown
from tests.exchange.vectors import VECTORS, bytes_of, dangers_in, documents_with
from tests.test_import_page import bring_in, page_of, upload

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("converted_here")]
NAMES = list(documents_with(VECTORS[0]))


@pytest.mark.parametrize("name", NAMES)
def test_each_vector_is_harmless_in_every_text(name):
    for vector in VECTORS:
        try:
            document = read(name, bytes_of(documents_with(vector)[name]), with_authors=True)
        except UnreadableDocument:  # what is refused runs nowhere
            assert name in ("f.csv", "g.csv")
            continue
        for text in document.texts:
            assert dangers_in(render_markdown(text)) == [], vector


@pytest.mark.parametrize("name", NAMES)
def test_pages_of_an_import_and_of_its_draft_run_nothing(as_user, member, name):
    browser, data = as_user(member), bytes_of(documents_with(*VECTORS)[name])
    preview = upload(browser, (name, data), with_authors="on")
    assert dangers_in(page_of(preview)) == []
    assert "Import 1 draft" in page_of(preview)
    assert dangers_in(page_of(bring_in(browser, preview))) == []
    record = Retrospective.objects.get()
    edit = reverse("retrospective_edit", args=[record.pk])
    for address in (record.get_absolute_url(), edit, reverse("retrospectives"), "/projects/"):
        page = browser.get(address)
        assert page.status_code == 200
        assert dangers_in(page.text) == [], address


@pytest.mark.parametrize(
    "html",
    [
        "<script>1</script>", "<script src='https://a.example/a.js'></script>", "<p onclick=a>",
        "<a href='javascript:a'>", "<a href=' javascript:a'>", "<img src='data:a'>", "<iframe>",
        "<form action='javascript:a'>", "<p style='a'>", "<a href='//evil.example'>",
    ],
)  # fmt: skip
def test_what_would_run_is_seen(html):
    assert dangers_in(html)
