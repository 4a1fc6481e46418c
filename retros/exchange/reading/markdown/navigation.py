"""What a wiki puts around a page, in the text of its printed page: it goes to the end."""

import re

# MediaWiki: "… Category: Incidents Page Discussion Read View source View history Search Main page …"
_NAVIGATION = re.compile(
    r"[ \t]*(?:\bCategor(?:y|ies): [A-Z][^\n:]{1,80})?\b(?:Page|Article|Project page) (?:Discussion|Talk) "
    r"Read (?:Edit |View source )?View history\b[^\n]*$"
    r"|(?<=\S)[ \t]+Category: [A-Z][\w ]{2,60}$",
    re.MULTILINE,
)


def without_navigation(text):
    """Return `text` with a wiki's navigation below a heading of its own at the end."""
    found = [match[0].strip() for match in _NAVIGATION.finditer(text) if match[0].strip()]
    if not found:
        return text
    around = "\n\n".join(found)
    return f"{_NAVIGATION.sub('', text).rstrip()}\n\n# Around the page\n\n{around}\n"
