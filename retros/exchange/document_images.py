"""The pictures of a document: found in its Markdown, re-encoded and counted.

Each that is kept gets the id of the attachment that it becomes, and its address stands in the text
from here on. Nothing is fetched from elsewhere.
"""

import hashlib
import re
import uuid
from base64 import b64decode
from collections import Counter
from urllib.parse import unquote

from django.conf import settings

from retros.exchange.document import number_of_pictures
from retros.exchange.markdown_syntax import outside_code
from retros.models import ATTACHMENT_ADDRESS, ATTACHMENT_ID, ATTACHMENTS_MAX, Attachment
from retros.pictures import NotAPicture, reencode_image

_BASE64 = "[A-Za-z0-9+/=%"
_DATA = re.compile(  # over several lines only between quotes: elsewhere words may follow
    rf"(?P<quote>[\"'])data:image/[\w.+-]{{1,40}};base64,(?P<quoted>{_BASE64}\s]+)(?P=quote)"
    rf"|data:image/[\w.+-]{{1,40}};base64,(?P<plain>{_BASE64}]+)",
    re.IGNORECASE,
)
_IMAGE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]{0,300}\]){0,1000})\]"
    r"\(\s{0,9}(?P<address><[^<>\n]{1,2000}>|(?:[^\s()]|\([^\s()]{0,300}\)){1,2000})"
    r"(?:\s{1,9}[\"'(](?P<title>[^\n]{0,300}?)[\"')])?\s{0,9}\)"
)
_TAG = re.compile(r"<img\b[^<>]{0,3000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(src|alt)\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_OWN = re.compile(
    rf"(?<=\()(?:[\w-]{{1,100}}/{ATTACHMENT_ID}\.(?:png|webp)|https?://[^\s/()]{{1,300}}/attachments/{ATTACHMENT_ID}/)"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)
_INSIDE = "picture-"  # how addresses of pictures begin that came inside of their document
_WHY = {
    "elsewhere": "{} on other sites: only a link, as nothing is fetched from there.",
    "absent": "{} did not come with it; {} instead. A ZIP can hold both.",
    "unreadable": "{} can’t be kept; {} instead. PNG, JPEG, WebP and GIF up to 10 MB can be kept, "
    "drawings such as SVG, EMF and WMF can’t.",
    "many": f"{{}} more than the {ATTACHMENTS_MAX} that a retrospective holds; {{}} instead.",
}


class DocumentPictures:
    """The pictures of one document.

    `beside(address)` gives the bytes of the file at an address relative to it, or None. `kept` is
    {id: retros.pictures.Picture}.
    """

    def __init__(self, beside=None):
        self.kept = {}
        self._beside = beside or (lambda address: None)
        self._inside = {}  # {address: bytes, or None for what could not be taken out}
        self._answers = {}  # {hash of the content: (id or None, why not)}
        self._shown = {}  # {id: its Markdown}
        self._left_out = Counter()
        self._keeps_addresses = True

    def without_data(self, text):
        """Return `text` with an address in place of each embedded picture."""

        def held(match):
            try:
                content = b64decode(unquote(match["quoted"] or match["plain"]))
            except ValueError:
                content = b""
            address = f"{_INSIDE}{hashlib.sha256(content).hexdigest()[:20]}"
            self._inside[address] = content
            quote = match["quote"] or ""
            return f"{quote}{address}{quote}"

        return _DATA.sub(held, text) if "base64," in text else text

    def hold(self, contents):
        """Take {address: base64, or None} of what was inside of a document that became Markdown.

        What is not kept leaves only its description: its address says nothing to anyone.
        """
        self._keeps_addresses = False
        self._inside |= {name: data and b64decode(data) for name, data in contents.items()}

    def taken_from(self, markdown):
        """Return `markdown` with the address of its attachment for each picture that is kept."""
        if "![" not in markdown and "<img" not in markdown.lower():
            return markdown

        def shown(match):
            address, alt = match["address"].strip("<>"), _ESCAPE.sub(r"\1", match["alt"])
            if match["title"] and match["title"] not in alt:
                alt = f"{alt} ({match['title']})".strip()
            kept = self._markdown(address, alt)
            if kept or self._is_worth_keeping(address):
                return kept or match[0]
            return f"({match['alt']})" if match["alt"].strip() else ""

        def shown_tag(match):
            found = {name.lower(): one or two for name, one, two in _ATTRIBUTE.findall(match[0])}
            return self._markdown(found.get("src", ""), found.get("alt", "")) or match[0]

        lines = [
            _TAG.sub(shown_tag, _IMAGE.sub(shown, line)) if is_text else line
            for line, is_text in outside_code(markdown.split("\n"))
        ]
        return "\n".join(lines)

    def taken_from_own(self, markdown):
        """Return our own exported `markdown` with new addresses and no other change."""

        def address(match):
            number, why = self._kept_at(match[0])
            if number is None:
                self._left_out[why] += 1
                return match[0]
            here = Attachment(pk=number).get_absolute_url()
            self._shown.setdefault(number, f"![]({here})")
            return here

        markdown = markdown.replace(f"({settings.SITE_URL}/attachments/", "(/attachments/")
        return _OWN.sub(address, markdown)

    def go_with(self, document):
        """Add to a Document what was kept and say what was not.

        Where its fields have taken only the words of a picture, it is shown in the context.
        """
        texts = ""
        for each in document.each():
            own = "\n".join(each.texts)
            each.pictures = {number: kept for number, kept in self.kept.items() if number in own}
            texts += own
        if not document.also:
            document.pictures = self.kept
        lost = [shown for number, shown in self._shown.items() if number not in texts]
        document.context_parts += ["# Pictures", *lost] if lost else []
        document.warnings += [
            said.format(number_of_pictures(number), _instead(number))
            for why, said in _WHY.items()
            if (number := self._left_out[why])
        ]

    def _is_worth_keeping(self, address):
        """Whether an address says something where its picture is not kept."""
        is_known_only_here = address in self._inside or not self._keeps_addresses
        return _is_on_the_web(address) or not is_known_only_here

    def _markdown(self, address, alt):
        """The Markdown of the picture there, or "" if it is not kept."""
        if ATTACHMENT_ADDRESS.fullmatch(address):
            return ""
        number, why = self._kept_at(address)
        if number is None:
            self._left_out[why] += 1
            return ""
        shown = Attachment(pk=number).markdown(alt)
        self._shown.setdefault(number, shown)
        return shown

    def _kept_at(self, address):
        """(id, None) of the picture there, or (None, why not)."""
        if _ELSEWHERE.match(address):
            return None, "elsewhere" if _is_on_the_web(address) else "absent"
        content = self._inside.get(address)
        if content is None and address not in self._inside:
            content = self._beside(unquote(address.partition("?")[0]))
        if not content:
            return None, "absent"
        fingerprint = hashlib.sha256(content).digest()
        if fingerprint not in self._answers:
            self._answers[fingerprint] = self._keep(content)
        return self._answers[fingerprint]

    def _keep(self, content):
        if len(self.kept) >= ATTACHMENTS_MAX:
            return None, "many"
        try:
            picture = reencode_image(content)
        except NotAPicture:
            return None, "unreadable"
        number = str(uuid.uuid4())
        self.kept[number] = picture
        return number, None


def _instead(number):
    return "its description stands" if number == 1 else "their descriptions stand"


def _is_on_the_web(address):
    return address.lower().startswith(("http://", "https://", "//"))
