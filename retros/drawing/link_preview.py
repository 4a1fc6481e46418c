"""The picture that chats and social networks show beside a link to a wall post."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from retros.drawing.wall_card import ring_points
from retros.models import LEARNED_ABOUT, Category

WIDTH, HEIGHT = 1200, 630  # as the Open Graph's readers crop least
MARGIN = 72
# tokens.css, light: --paper, --line, --ink, --ink-3; then --c and --c-tint of each category.
PAPER, LINE, INK, INK_3 = "#fbf9f5", "#dfdcd5", "#1c222e", "#5a5f6a"
COLORS = {
    Category.PROCESS: ("#085491", "#e1f0ff"),
    Category.TEAM: ("#5d408a", "#f1ebff"),
    Category.CUSTOMER: ("#006655", "#dbf5ef"),
    Category.PRODUCT: ("#744700", "#fbecdb"),
    Category.SELF: ("#7e3261", "#fde7f3"),
}
_SERIF = "source-serif-4-latin-opsz-normal.woff2"
_SANS = "atkinson-hyperlegible-next-latin-wght-normal.woff2"
_SIZES = range(76, 39, -4)  # of the learning, the largest that fits first
_TOP, _BOTTOM = 190, 510  # of the room for it
_LEADING = 1.2


def link_preview(post):
    """Draw `post` as a PNG of 1200 × 630 and return its bytes. Cached by its text."""
    team = post.team.name if post.team else ""
    return _drawn(post.learned, post.category, (team, post.signature), post.pk)


@lru_cache(maxsize=64)  # about 40 KB each
def _drawn(learned, category, said_by, seed):
    color, tint = COLORS[category]
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pencil = ImageDraw.Draw(picture)
    for points in ring_points(seed):
        around = [(x * 1.1 + 420, y * 1.1 - 240) for x, y in points]
        pencil.line(around + around[:1], fill=tint, width=4)
    pencil.rectangle((0, 0, 14, HEIGHT), fill=color)
    small = _font(_SANS, 34, [600])
    pencil.text(
        (MARGIN, 84), f"What we learned about {LEARNED_ABOUT[category]}", font=small, fill=color
    )
    _write_large(pencil, learned if _has_letters(small, learned) else "Read it on the Fail Wall")
    pencil.line((MARGIN, 540, WIDTH - MARGIN, 540), fill=LINE, width=2)
    pencil.text((MARGIN, 562), "Fail Wall", font=small, fill=INK)
    foot = " · ".join(said for said in said_by if said and _has_letters(small, said))
    if foot:
        at = MARGIN + pencil.textlength("Fail Wall", font=small) + 28
        room = WIDTH - MARGIN - at
        pencil.text((at, 562), _cut(pencil, foot, small, room), font=small, fill=INK_3)
    file = BytesIO()
    picture.quantize(128).save(file, "PNG", optimize=True)
    return file.getvalue()


def _write_large(pencil, text):
    for size in _SIZES:
        font = _font(_SERIF, size, [600, 48])
        lines = _lines(pencil, text, font, WIDTH - 2 * MARGIN)
        if len(lines) * size * _LEADING <= _BOTTOM - _TOP:
            break
    lines = _evenly(pencil, text, font, lines)
    top = _TOP + (_BOTTOM - _TOP - len(lines) * size * _LEADING) / 2
    for number, line in enumerate(lines):
        pencil.text((MARGIN, top + number * size * _LEADING), line, font=font, fill=INK)


def _evenly(pencil, text, font, lines):
    """As many lines, of about the same length."""
    for room in range(WIDTH - 2 * MARGIN, 300, -20):
        narrower = _lines(pencil, text, font, room)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _lines(pencil, text, font, room):
    """`text` in lines that are at most `room` wide; a longer word is broken where it has to be."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pencil.textlength(longer, font=font) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if pencil.textlength(lines[-1] + letter, font=font) > room:
                lines.append("")
            lines[-1] += letter
    return lines


def _cut(pencil, text, font, room):
    if pencil.textlength(text, font=font) <= room:
        return text
    while text and pencil.textlength(f"{text}…", font=font) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _has_letters(font, text):
    """Whether the fonts can draw all of `text`: they have Latin letters, and no other script."""
    missing = bytes(font.getmask("\uffff"))
    return not any(bytes(font.getmask(letter)) == missing for letter in set(text) if letter > "~")


def _font(name, size, axes):
    """Load a new font: FreeType's can't be shared between threads."""
    font = ImageFont.truetype(Path(settings.ASSETS_DIR, "static", "fonts", name), size)
    font.set_variation_by_axes(axes)
    return font
