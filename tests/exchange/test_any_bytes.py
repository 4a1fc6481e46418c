"""Whatever a file holds, it is read or refused with a reason; nothing else happens."""

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retros.exchange import ENDINGS, UnreadableDocument, documents_in, read
from tests.exchange import samples
from tests.exchange.office import docx, odt, paragraph, zipped
from tests.exchange.test_web_pages import CONFLUENCE, PAGE

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("converted_here")]
WORD = docx(paragraph("What went well", style="heading1"), paragraph("Pairing", number=1))
GOOD = (
    WORD,
    odt("<text:h>Lessons</text:h><text:list><text:list-item/></text:list>"),
    PAGE.encode(),
    CONFLUENCE.encode(),
    *(text.encode() for text in samples.ALL.values()),
)
QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def parts_of(data):
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@QUIET
@given(st.binary(max_size=400), st.sampled_from([*ENDINGS, ".zip", ".pdf", ""]))
def test_any_bytes_are_read_or_refused(data, ending):
    with suppress(UnreadableDocument):
        read(f"a{ending}", data)


@QUIET
@given(st.sampled_from(GOOD), st.data())
def test_damaged_files_are_read_or_refused(good, data):
    at = data.draw(st.integers(0, len(good) - 1))
    until = data.draw(st.integers(at, min(at + 40, len(good))))
    damaged = good[:at] + data.draw(st.binary(max_size=40)) + good[until:]
    with suppress(UnreadableDocument):
        read("a.md", damaged)
    assert list(documents_in("a.zip", damaged))


@QUIET
@given(st.sampled_from(sorted(parts_of(WORD))), st.data())
def test_damaged_parts_of_a_word_document_are_read_or_refused(name, data):
    parts = parts_of(WORD)
    part = parts[name]
    at = data.draw(st.integers(0, len(part) - 1))
    until = data.draw(st.integers(at, min(at + 60, len(part))))
    parts[name] = part[:at] + data.draw(st.sampled_from([b"", b"x", b"0", b"<a/>"])) + part[until:]
    with suppress(UnreadableDocument):
        read("a.docx", zipped(parts))
