"""Re-encode the pictures that people upload: only pixels survive.

What was sent is never stored. So nothing hidden in it does harm or tells anything: a place where a
photo was taken, a script behind the last pixel, a file that is two formats at once.
"""

from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageOps

from retros.models import ATTACHMENT_MAX_BYTES

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")  # never SVG, which is a document that runs
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
PIXELS_MAX = 32_000_000  # in memory four bytes each, whatever the file's size
SIDE_MAX = 2_000
SMALLEST_SIDE_MAX = 400
QUALITIES = (85, 70, 50)


class Picture(NamedTuple):
    content: bytes
    media_type: str
    width: int
    height: int


class NotAPicture(Exception):
    """In words for the person who sent it."""


def reencode_image(content: bytes) -> Picture:
    """Re-encode `content` as a Picture: its first frame, at most 2,000 pixels a side and 1 MB.

    Takes up to about a second: call it outside of transactions. Raises NotAPicture.
    """
    if len(content) > UPLOAD_MAX_BYTES:
        raise NotAPicture("Please choose a picture of up to 10 MB.")
    try:
        drawn, keep_exact = _drawn(content)
    except NotAPicture:
        raise
    except Exception as error:  # decoders raise whatever they like on a broken file
        raise NotAPicture(
            "This file can’t be read as a picture. Please choose a PNG, JPEG, WebP or GIF file."
        ) from error
    return _encoded(drawn, keep_exact)


def _drawn(content):
    """(the pixels upright and in size, whether a lossless format suits them)."""
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        if image.width * image.height > PIXELS_MAX:
            raise NotAPicture(
                "This picture has more than 32 million pixels. Please make it smaller."
            )
        keep_exact = image.format in {"PNG", "GIF"}
        image.draft("RGB", (SIDE_MAX, SIDE_MAX))  # lets a large JPEG be decoded small
        image.load()
        upright = ImageOps.exif_transpose(image)
    upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    upright.thumbnail((SIDE_MAX, SIDE_MAX))
    drawn = Image.new(upright.mode, upright.size)  # carries over no profile, comment or date
    drawn.paste(upright)
    return drawn, keep_exact


def _encoded(drawn, keep_exact):
    if keep_exact:
        picture = _saved(drawn, "PNG", compress_level=6)
        if len(picture.content) <= ATTACHMENT_MAX_BYTES:
            return picture
    side = SIDE_MAX
    while True:
        drawn.thumbnail((side, side))
        for quality in QUALITIES:
            picture = _saved(drawn, "WEBP", quality=quality, method=2)
            if len(picture.content) <= ATTACHMENT_MAX_BYTES or side <= SMALLEST_SIDE_MAX:
                return picture
        side //= 2


def _saved(drawn, kind, **options):
    out = BytesIO()
    drawn.save(out, kind, **options)
    return Picture(out.getvalue(), f"image/{kind.lower()}", *drawn.size)
