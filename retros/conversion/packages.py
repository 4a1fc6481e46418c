"""What a ZIP package holds, looked over before any parser sees it.

A few kilobytes can unfold to gigabytes, by packing or by XML entities: sizes are added up from the
directory, each part is read no further than it says, and XML with a DOCTYPE is refused.
"""

import re
import zipfile
from io import BytesIO

MOST_ENTRIES = 2_000
MOST_UNPACKED = 100_000_000
MOST_XML = 20_000_000  # of all XML parts of a document together: a book has some five
_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DAMAGED = "This file is damaged. Please save it again."


class Refused(Exception):
    """A file that is not read; its text says why, for the person who tried."""


def open_package(data: bytes) -> zipfile.ZipFile:
    """Open the ZIP in `data` if its number of entries and unpacked size are reasonable.

    Raises Refused.
    """
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RecursionError):
        raise Refused(_DAMAGED) from None
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Refused(f"This file contains {len(entries):,} files. The limit is {MOST_ENTRIES:,}.")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused(f"This file is larger than {MOST_UNPACKED // 1_000_000} MB when unpacked.")
    return package


def read_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo | str, limit: int) -> bytes:
    """Read an entry (a ZipInfo, or a name) of at most `limit` bytes.

    Raises Refused, also for encrypted or damaged entries.
    """
    try:
        with package.open(entry) as stream:
            data = stream.read(limit + 1)
    except RuntimeError:  # zipfile says so of a missing password
        raise Refused(
            "This file is password-protected. Please remove the password and try again."
        ) from None
    except Exception as problem:  # a damaged archive may fail anywhere in zlib, bz2 or lzma
        raise Refused(_DAMAGED) from problem
    if len(data) > limit:
        raise Refused(f"This file contains a part larger than {limit // 1_000_000} MB.")
    return data


def xml_parts(package):
    """Return {name: bytes} of all XML in a document's package, safe to parse.

    Raises Refused.
    """
    left, parts = MOST_XML, {}
    for entry in package.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            if entry.file_size > left:
                raise Refused(
                    f"This file contains more than {MOST_XML // 1_000_000} MB of text and formatting."
                )
            data = read_part(package, entry, left)
            left -= len(data)
            _must_be_plain(data)
            parts[entry.filename] = data
    return parts


def _must_be_plain(data):
    """Refuse entities, also those behind an encoding that hides them from this search."""
    named = _ENCODING.match(data)
    encoding = named[1].decode("ascii", "replace").lower() if named else "utf-8"
    if b"\x00" in data[:200] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace") + data.decode("utf-16-be", "replace")
    elif encoding in ("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1"):
        text = data.decode("latin-1")
    else:
        raise Refused("Its XML uses an unusual encoding. Please save it again.")
    if _DECLARATION.search(text):
        raise Refused("Its XML declares a document type or entities, which is not allowed.")
