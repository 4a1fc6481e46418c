"""Pictures are drawn anew: only pixels survive, and only so many."""

import struct
import zlib
from io import BytesIO
from random import Random

import pytest
from PIL import Image, PngImagePlugin

from retros.models.attachment import ATTACHMENT_MAX_BYTES
from retros.pictures import NotAPicture, reencode_image

SECRET = b"hidden-words-of-somebody"


def sent(kind="PNG", size=(60, 40), mode="RGB", **options):
    out = BytesIO()
    Image.new(mode, size, 128).save(out, kind, **options)
    return out.getvalue()


def opened(picture):
    return Image.open(BytesIO(picture.content))


@pytest.mark.parametrize(
    ("kind", "mode", "media_type"),
    [
        ("PNG", "RGB", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "LA", "image/png"),
        ("PNG", "I;16", "image/png"),
        ("GIF", "P", "image/png"),
        ("JPEG", "RGB", "image/webp"),
        ("JPEG", "CMYK", "image/webp"),
        ("WEBP", "RGBA", "image/webp"),
    ],
)
def test_every_usual_kind_is_taken(kind, mode, media_type):
    picture = reencode_image(sent(kind, mode=mode))
    assert (picture.media_type, picture.width, picture.height) == (media_type, 60, 40)
    opened(picture).load()


def test_where_a_photo_was_taken_is_gone():
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (59.0, 20.0, 0.0)
    content = sent("JPEG", exif=exif, icc_profile=SECRET, comment=SECRET)
    assert SECRET in content
    picture = reencode_image(content)
    assert SECRET not in picture.content
    assert not opened(picture).getexif()
    assert not {"icc_profile", "comment", "exif"} & opened(picture).info.keys()


def test_words_in_a_png_are_gone():
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET.decode())
    assert SECRET not in reencode_image(sent(pnginfo=words, icc_profile=SECRET)).content


@pytest.mark.parametrize("kind", ["PNG", "GIF", "JPEG", "WEBP"])
def test_file_of_two_formats_keeps_only_the_picture(kind):
    content = sent(kind) + b"<script>alert(1)</script>PK\x03\x04" + SECRET
    picture = reencode_image(content)
    assert SECRET not in picture.content and b"<script" not in picture.content


def test_turned_photo_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = reencode_image(sent("JPEG", exif=exif))
    assert (picture.width, picture.height) == (40, 60)


def test_only_the_first_frame_is_kept():
    frames = [Image.new("RGB", (60, 40), color) for color in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert getattr(opened(reencode_image(out.getvalue())), "n_frames", 1) == 1


def test_large_picture_is_made_smaller():
    picture = reencode_image(sent("JPEG", size=(5000, 2500)))
    assert (picture.width, picture.height) == (2000, 1000)


def test_noise_ends_below_a_megabyte():
    out = BytesIO()
    noise = Random(1).randbytes(700 * 700 * 3)
    Image.frombytes("RGB", (700, 700), noise).save(out, "PNG")
    assert out.tell() > ATTACHMENT_MAX_BYTES
    assert len(reencode_image(out.getvalue()).content) <= ATTACHMENT_MAX_BYTES


def bomb(width, height):
    """A PNG of a few bytes that claims a size."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(8_000, 8_000), (60_000, 60_000), (2**31 - 1, 1)])
def test_bomb_is_refused_before_it_unfolds(size):
    with pytest.raises(NotAPicture):
        reencode_image(bomb(*size))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.4",
        b"BM" + bytes(100),
        sent("TIFF"),
        sent("ICO"),
        sent("BMP"),
        sent()[:60],
        sent("JPEG")[:200],
        b"x" * (10 * 1024 * 1024 + 1),
    ],
    ids=lambda content: ascii(content[:12]),
)
def test_anything_else_is_refused_in_words(content):
    with pytest.raises(NotAPicture, match=r"PNG|10 MB"):
        reencode_image(content)
