"""What commit 92ab753 exported comes in with today's code: all of it, and as it was."""

from base64 import b64decode
from io import BytesIO
from statistics import mean
from zipfile import ZipFile

import pytest
from PIL import Image

from tests.upgrade.documents import (
    ARCHIVE,
    DOCUMENT,
    DOCUMENT_FROM,
    PARTS,
    STORY,
    bring_in,
    chosen,
    made_by,
    pictures,
    told,
    without_ids,
)
from tests.upgrade.old_database import old_contents

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
IN_ARCHIVE = [1, 2, 3, 8, 11]  # ids of retrospectives


@pytest.fixture
def was():
    return old_contents()


def test_archive_holds_what_the_curator_could_read(was):
    names = [name for name in ZipFile(ARCHIVE).namelist() if name.endswith(".md")]
    numbers = sorted(int(name.split("/")[1].split("-")[0]) for name in names)
    assert numbers == IN_ARCHIVE
    assert all(any(told(was, STORY)[table]) for table in PARTS)


@pytest.mark.parametrize("number", IN_ARCHIVE)
def test_archive_comes_in_as_it_was(was, member, number):
    now = bring_in(ARCHIVE, member)
    found = made_by(now, member)
    assert len(found) == len(IN_ARCHIVE)
    before = told(was, number)
    assert without_ids(told(now, found[before["own"]["title"]])) == without_ids(before)


def test_pictures_of_an_archive_come_in_where_they_were(was, member):
    now = bring_in(ARCHIVE, member)
    made = made_by(now, member)[told(was, STORY)["own"]["title"]]
    before, after = pictures(was, STORY), pictures(now, made)
    assert len(before) == len(after) == 2
    for old, new in zip(before, after, strict=True):
        size = ("media_type", "width", "height")
        assert chosen(new, size) == chosen(old, size)
        # PNG keeps each pixel; WebP is drawn with a little less each time, most at edges.
        most = 0 if old["media_type"] == "image/png" else 2
        pairs = zip(_pixels(old), _pixels(new), strict=True)
        assert mean(abs(a - b) for a, b in pairs) <= most


def _pixels(picture):
    return Image.open(BytesIO(b64decode(picture["content"]))).convert("RGB").tobytes()


def test_document_comes_in_as_it_was(was, member, settings):
    settings.SITE_URL = DOCUMENT_FROM
    now = bring_in(DOCUMENT, member)
    (made,) = made_by(now, member).values()
    links = without_ids(told(now, made)).replace(settings.SITE_URL, "")
    assert links == without_ids(told(was, STORY))
