"""Pictures of a retrospective: added by its writers, served to its readers, to nobody else."""

from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from retros.models import Attachment
from retros.models.attachment import ATTACHMENTS_MAX
from retros.pictures import reencode_image
from tests import factories

SCRIPT = {"HX-Request": "true"}


def png():
    out = BytesIO()
    Image.new("RGB", (60, 40), 200).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def retrospective(member):
    return factories.RetrospectiveFactory(created_by=member)


@pytest.fixture
def writer(as_user, member):
    return as_user(member)


@pytest.fixture
def picture(retrospective):
    return Attachment.objects.store(retrospective, reencode_image(png()))


def add(
    browser, retrospective, content=None, name="a.png", media_type="image/png", alt="", **options
):
    file = SimpleUploadedFile(name, png() if content is None else content, media_type)
    address = f"/retrospectives/{retrospective.pk}/edit/pictures/"
    return browser.post(address, {"file": file, "alt": alt}, **options)


def test_script_gets_the_markdown_of_a_picture(writer, retrospective):
    answer = add(writer, retrospective, alt="Orders [2026] fell", headers=SCRIPT)
    made = Attachment.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {"markdown": rf"![Orders \[2026\] fell](/attachments/{made.pk}/)"}


def test_plain_form_gives_the_markdown_to_paste(writer, retrospective):
    page = add(writer, retrospective, alt="A chart").text
    assert f"![A chart](/attachments/{Attachment.objects.get().pk}/)" in page


def test_picture_is_served_as_nothing_but_a_picture(writer, picture):
    answer = writer.get(picture.get_absolute_url())
    assert answer.content == bytes(picture.content)
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline; filename=")
    assert "private" in answer["Cache-Control"] and "no-cache" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]


def test_kept_copy_is_asked_for_again(writer, picture, as_user):
    etag = writer.get(picture.get_absolute_url())["ETag"]
    asked = {"If-None-Match": etag}
    assert writer.get(picture.get_absolute_url(), headers=asked).status_code == 304
    other = as_user(factories.UserFactory())
    assert other.get(picture.get_absolute_url(), headers=asked).status_code == 404


def test_picture_of_a_draft_is_for_its_writers(as_user, picture):
    other = as_user(factories.UserFactory())
    nothing = picture.get_absolute_url().replace(str(picture.pk), str(UUID(int=1)))
    assert (
        other.get(picture.get_absolute_url()).status_code == other.get(nothing).status_code == 404
    )
    assert as_user().get(picture.get_absolute_url()).status_code == 302
    picture.retrospective.publish()
    assert other.get(picture.get_absolute_url()).status_code == 200


def test_picture_goes_to_the_trash_with_its_retrospective(writer, picture):
    picture.retrospective.remove()
    assert writer.get(picture.get_absolute_url()).status_code == 404
    picture.retrospective.delete()
    assert not Attachment.objects.exists()


def test_only_writers_add(as_user, retrospective):
    other = as_user(factories.UserFactory())
    assert add(other, retrospective).status_code == 404
    retrospective.publish()
    assert add(other, retrospective).status_code == 404
    assert add(as_user(), retrospective).status_code == 307
    assert add(as_user(), retrospective, headers=SCRIPT).status_code == 401
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            "can’t be read as a picture",
        ),
        (b"x" * (10 * 1024 * 1024 + 1), "10 MB"),
    ],
    ids=["empty", "svg", "large"],
)
def test_what_is_no_picture_is_refused_in_words(writer, retrospective, content, says):
    answer = add(writer, retrospective, content, headers=SCRIPT)
    assert answer.status_code == 422
    assert says in answer.json()["error"]
    page = add(writer, retrospective, content, alt="Kept words")
    assert page.status_code == 422
    assert says in page.text and "Kept words" in page.text


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a.svg", "<script>.png", "x" * 300 + ".png", "a\x00b.png", ""]
)
def test_name_of_the_file_is_kept_nowhere(writer, retrospective, name):
    add(writer, retrospective, name=name or "unnamed", media_type="text/html")
    for made in Attachment.objects.all():
        assert writer.get(made.get_absolute_url())["Content-Type"] == "image/png"
        assert "script" not in made.markdown()


def test_number_of_pictures_has_an_end(writer, retrospective):
    factories.AttachmentFactory.create_batch(ATTACHMENTS_MAX, retrospective=retrospective)
    answer = add(writer, retrospective, headers=SCRIPT)
    assert answer.status_code == 422
    assert f"up to {ATTACHMENTS_MAX}" in answer.json()["error"]


def test_without_a_file_and_with_other_methods(writer, retrospective, picture):
    address = f"/retrospectives/{retrospective.pk}/edit/pictures/"
    assert writer.post(address, {"file": "words"}).status_code == 422
    assert writer.put(address).status_code == 405
    assert writer.post(picture.get_absolute_url()).status_code == 405


def test_picture_is_shown_in_the_text_and_never_on_the_wall(writer, as_user, picture):
    record = picture.retrospective
    record.context = picture.markdown("A chart")
    record.save()
    factories.LessonFactory(retrospective=record, detail=picture.markdown())
    assert f'<img src="{picture.get_absolute_url()}"' in writer.get(record.get_absolute_url()).text
    factories.WallPostFactory(learned=picture.markdown()[:140])
    for page in ("/wall/", "/wall/feed.atom", "/wall/feed.json"):
        assert f'src="{picture.get_absolute_url()}' not in as_user().get(page).text


def test_pictures_of_a_text_are_found(picture):
    text = f"words {picture.markdown('x')} and ![](/attachments/{UUID(int=1)}/)"
    assert list(Attachment.objects.in_text(text)) == [picture]


def test_number_of_queries_does_not_grow(writer, retrospective, django_assert_max_num_queries):
    address = f"/retrospectives/{retrospective.pk}/edit/pictures/"
    factories.AttachmentFactory.create_batch(2, retrospective=retrospective)
    with django_assert_max_num_queries(20) as few:
        writer.get(address)
    factories.AttachmentFactory.create_batch(8, retrospective=retrospective)
    with django_assert_max_num_queries(len(few)):
        writer.get(address)
