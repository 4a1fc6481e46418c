"""The name of a browser in plain words, from what it says of itself. A pure function."""

import re

UNKNOWN = "Unknown browser"
# The first that fits: most browsers also name those that they descend from.
_BROWSERS = [
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|Chromium/|CriOS/"),
    ("Safari", r"Safari/"),
]
_SYSTEMS = [
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh|Mac OS X"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux|X11"),
]


def browser_in_words(user_agent):
    """Return words such as “Firefox on Windows”, without versions. Nothing of the text itself."""
    browser, system = _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)
    if not browser:
        return f"A program on {system}" if system else UNKNOWN
    return f"{browser} on {system}" if system else browser


def _first(named, text):
    return next((name for name, pattern in named if re.search(pattern, text)), "")
