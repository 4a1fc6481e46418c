"""What a document lacks: its project by its title, and its gaps in words."""

import re

from retros.exchange.inline import cut
from retros.exchange.reading.dates import find_date

_PROJECT_LENGTH = 120
_ABOUT_ITSELF = re.compile(
    r"\b(?:an? )?(?:(?:project |sprint |blameless |incident |delayed ship date )?(?:retrospectives?|retros?)"
    r"|post[- ]?mortems?(?: analysis)?|(?:post[- ])?incident (?:reports?|reviews?)|after[- ]action re(?:port|view)s?"
    r"|lessons[- ]learned(?: report)?|(?:sprint[- ])?retrospektiven?(?: projekt| team)?|r[ée]trospectives?(?: du projet)?"
    r"|retrospectivas?(?: del? proyecto| do projeto)?|retrospectief|incidentrapport|återblick)\b"
    r"|振り返り|ふりかえり|レトロスペクティブ",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s+[-–—|]\s+|:\s+")
# Parts of a title that name no project: "Sprint 9 – …", "… – 4Ls", "… - notes".
_NO_PROJECT = re.compile(
    r"(?:(?:of|du|de|del|do|da|des|zum|van|av|till)\s+)?(?:the\s+)?(?:sprint|iteration|itération|iteración|iteração)"
    r"\s*#?\d{1,4}|4 ?ls|kpt|daki|notes?|start[ /,-]+stop[ /,-]+continue|sailboat|mad[ /,-]+sad[ /,-]+glad",
    re.IGNORECASE,
)


def finish(document):
    """Name the project after the title if nothing else does, and say what is missing."""
    if not document.project_name:
        document.project_name = project_in(document.title)
    if not document.summary:
        document.warnings.append("No summary was found. Please write one before you publish.")
    if not document.lessons:
        document.warnings.append("No lessons were found. Please add one before you publish.")
    else:
        document.warnings.append("What each lesson is about is a guess. Please look at it.")


def project_in(title):
    """Return the title without its date and without what it says about itself."""
    name = _ABOUT_ITSELF.sub(" ", title)
    found = find_date(name)
    if found:
        before = re.sub(r"\b(?:on|of|from|for)\s*$", "", name[: found.start])
        name = before + name[found.end :]
    name = re.sub(r"[(（]\s*[)）]", " ", name)
    name = re.sub(r"\s+(?=[:,])", "", " ".join(name.split())).strip(" -–—:,.()[]#")
    parts = _DASH.split(name)
    named = [part for part in parts if not _NO_PROJECT.fullmatch(part.strip())]
    name = " – ".join(named) if named and len(named) < len(parts) else name
    name = re.sub(r"^(?:of|on|for|from)\s+(?:the\s+)?", "", name)
    return cut(name if len(name) > 2 else title, _PROJECT_LENGTH)
