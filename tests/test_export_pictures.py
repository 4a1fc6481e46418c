"""Pictures in what is taken out, and the way back."""

import io
import json
import re
import tracemalloc
import zipfile

import pytest
from django.urls import reverse
from PIL import Image

from retros.exchange import archive, read, read_text, store
from retros.exchange.reading import archives
from retros.models import Attachment, Retrospective
from retros.models.attachment import ATTACHMENT_ADDRESS
from retros.pictures import reencode_image
from tests import factories
from tests.exchange.round_trip import said_by
from tests.exchange.test_document_pictures import BOARD, CURVE
from tests.test_import_page import bring_in, page_of, upload


@pytest.fixture
def record(curator):
    """A retrospective with a drawing in its context and a photo in a lesson."""
    record = factories.RetrospectiveFactory(published=True, title="Vans", created_by=curator)
    drawing, photo = (
        Attachment.objects.store(record, reencode_image(data)) for data in (CURVE, BOARD)
    )
    record.context = (
        f"Before\n\n{drawing.markdown('A_curve [1]')}\n\n```\n{drawing.markdown()}\n```"
    )
    record.save()
    lesson = factories.LessonFactory(
        retrospective=record, detail=f"See\n\n{photo.markdown('Board')}"
    )
    factories.ObservationFactory(
        retrospective=record, text=f"{lesson.detail} and more\n\n# Heading"
    )
    return record


def package_of(person):
    return zipfile.ZipFile(io.BytesIO(b"".join(archive(person))))


def without_ids(value):
    return re.sub(ATTACHMENT_ADDRESS, "/attachments/…/", str(value))


def pixels(attachment):
    return Image.open(io.BytesIO(bytes(attachment.content))).convert("RGB").tobytes()


def assert_same(made, record):
    """The same words, and the same pictures at the same places."""
    assert without_ids(said_by(made)) == without_ids(said_by(record))
    for text, before in ((made.context, record.context), (lesson_of(made), lesson_of(record))):
        new, old = (
            Attachment.objects.get(pk=ATTACHMENT_ADDRESS.search(t)[1]) for t in (text, before)
        )
        assert (new.width, new.height, new.media_type) == (old.width, old.height, old.media_type)
        assert new.retrospective == made
        # PNG keeps each pixel; WebP is drawn with a little less each time.
        most = 0 if new.media_type == "image/png" else 6
        assert max(abs(a - b) for a, b in zip(pixels(new), pixels(old), strict=True)) <= most


def lesson_of(record):
    return record.lessons.get().detail


def test_archive_holds_each_picture_beside_its_document(curator, record):
    package = package_of(curator)
    name = f"retrospectives/{record.pk}-vans"
    said = json.loads(package.read(f"{name}.json"))["attachments"]
    text = package.read(f"{name}.md").decode()
    assert len(said) == 2
    for each in said:
        attachment = record.attachments.get(pk=each["id"])
        assert package.read(f"retrospectives/{each['file']}") == bytes(attachment.content)
        assert f"]({each['file']})" in text
    assert "/attachments/" not in text


def test_archive_comes_in_again_with_its_pictures(as_user, curator, record):
    person = factories.UserFactory()
    preview = upload(as_user(person), ("all.zip", b"".join(archive(curator))))
    assert "Includes 2 pictures." in page_of(preview)
    bring_in(as_user(person), preview)
    assert_same(Retrospective.objects.get(created_by=person), record)


def test_json_of_an_archive_is_no_document_that_failed(as_user, curator, record):
    page = page_of(upload(as_user(curator), ("all.zip", b"".join(archive(curator)))))
    assert "It is JSON" not in page
    assert "schema.json" in page


def test_one_document_with_its_folder_comes_in_again(curator, record, member):
    package = package_of(curator)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as some:
        for name in package.namelist():
            if name.startswith("retrospectives/") and not name.endswith(".json"):
                some.writestr(name.removeprefix("retrospectives/"), package.read(name))
    found = archives.files_in(stream.getvalue())
    (name,) = found.files
    made = store(
        read(name, found.content(name), beside=found.beside(name)), owner=member
    ).retrospective
    assert_same(made, record)


def test_document_alone_shows_its_pictures_to_members(as_user, curator, record, settings):
    text = as_user(curator).get(reverse("retrospective_markdown", args=[record.pk])).text
    drawing = ATTACHMENT_ADDRESS.search(record.context)[0]
    assert f"]({settings.SITE_URL}{drawing})" in text


def test_document_alone_comes_in_again_with_copies(as_user, curator, record, member):
    text = as_user(curator).get(reverse("retrospective_markdown", args=[record.pk])).text
    made = store(read_text("vans.md", text), owner=member).retrospective
    assert_same(made, record)
    record.delete()
    assert made.attachments.count() == 2


def test_pictures_that_one_may_not_see_are_not_copied(as_user, curator, record, member):
    text = as_user(curator).get(reverse("retrospective_markdown", args=[record.pk])).text
    Retrospective.objects.update(status="draft")
    made = store(read_text("vans.md", text), owner=member).retrospective
    assert made.attachments.count() == 0
    assert without_ids(said_by(made)) == without_ids(said_by(record))


def test_document_of_another_site_keeps_links(as_user, curator, record, member, settings):
    text = as_user(curator).get(reverse("retrospective_markdown", args=[record.pk])).text
    settings.SITE_URL = "https://other.example"
    document = read_text("vans.md", text)
    assert document.pictures == {}
    assert any("on other sites" in warning for warning in document.warnings)


def test_no_more_than_one_picture_is_in_memory(curator, record):
    def peak():
        tracemalloc.start()
        for _ in archive(curator):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak()
    one = peak()
    for number in range(12):
        factories.AttachmentFactory(retrospective=record, content=bytes([number]) * 900_000)
    assert peak() < one + 5 * 900_000
