"""Markdown that Google Docs downloads."""

import pytest

from retros.exchange import read

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
TEXT = f"""\
# **Harbor retro** {{#harbor}}

**What went well**

* The tide table was right

![crane][image1]

![][image1]

[image1]: <data:image/png;base64,{DOT}>
"""


def test_pictures_by_reference_come_along_and_ids_of_headings_do_not():
    document = read("harbor.md", TEXT.encode())
    assert document.title == "Harbor retro"
    assert len(document.pictures) == 1
    assert "base64" not in str(document.texts)


@pytest.mark.parametrize("text", ["![][image1]", "[image1]: <data:image/png;base64,x>\n\n# A"])
def test_half_of_a_reference_does_no_harm(text):
    assert "base64" not in str(read("a.md", text.encode()).texts)
