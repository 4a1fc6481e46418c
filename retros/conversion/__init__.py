"""Documents of other formats to Markdown, and workbooks and boards to CSV.

`to_markdown(kind, data, …)` gives a `Converted`. The parsers run in a child process with limits on
time, memory and number (`python -m retros.conversion`), so that no document can stop the site; packages
(.docx, .odt, .zip) are looked over before that, by `packages`. Nothing here knows of the rest of
Retros or of Django, so that the child starts fast. Dependence runs packages, html ← word, odt,
web_page ← answering, children.
"""

from retros.conversion.children import Converted, to_markdown
from retros.conversion.packages import Refused, open_package, read_part

__all__ = [
    "Converted",
    "Refused",
    "open_package",
    "read_part",
    "to_markdown",
]
