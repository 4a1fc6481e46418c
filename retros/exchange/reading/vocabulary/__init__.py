"""The names that people give to the parts of a retrospective, as data: one file a language.

`en.toml` explains the tables. All languages are read together, because teams mix them ("Learnings"
in a German document), so a name stands for one part in all of them.
"""

import re
import tomllib
import unicodedata
from enum import Enum
from functools import cache
from pathlib import Path

_LONGEST_COLUMN = 5  # words; what is longer is no name of a column
_FIRST = "en"  # where patterns of several languages match, its patterns count
_QUOTES = re.compile(r"['’‘`´]")
_REMARK = re.compile(r"\s*[(（][^()（）\d]{0,40}[)）]\s*$")


class Purpose(Enum):
    """Where the text under a heading goes."""

    SUMMARY = "summary"
    CONTEXT = "context"
    PEOPLE = "people"
    THANKS = "thanks"
    GOAL = "goal"
    MEASURED = "measured"
    SURPRISE = "surprise"
    TIMELINE = "timeline"
    STATUS_UPDATE = "status update"  # a timeline entry, if it says when it was posted
    DECISIONS = "decisions"
    WELL = "went well"
    BETTER = "could be better"
    WRONG = "went wrong"
    LUCKY = "lucky"  # it went well, and nobody should count on that: could be better
    CAUSES = "causes"  # a list of conditions went wrong; prose explains, and stays context
    LESSONS = "lessons"
    CONCLUSIONS = "conclusions"  # a list holds lessons; prose rounds off, and stays context
    ACTIONS = "actions"
    PLANS = "plans"  # a list holds actions; prose looks ahead, and stays context


def fold(text: str) -> str:
    """Return `text` without case, accents and apostrophes, to compare names."""
    letters = unicodedata.normalize("NFKD", _QUOTES.sub("", text)).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words_of(text: str) -> str:
    """Return the words of `text`, folded, with one space between them."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def _load():
    paths = sorted(Path(__file__).parent.glob("*.toml"), reverse=True)
    paths.sort(key=lambda path: path.stem != _FIRST)
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in paths}


@cache
def patterns(kind: str) -> list[tuple[Purpose, re.Pattern[str]]]:
    """Return the "patterns" of headings, or those of sentences "announcing" a list.

    Compiled for the first document, as they would take each start a twentieth of a second.
    """
    return [
        (Purpose(part), re.compile(fold(pattern)))
        for language in LANGUAGES.values()
        for part, pattern in language.get(kind, {}).get("list", [])
    ]


def _names(tables):
    """{name: Purpose}, where the first language that has a name says what it stands for."""
    found = {}
    for table in tables:
        for part, names in table.items():
            for name in names:
                found.setdefault(words_of(name), Purpose(part))
    return found


def _first_names():
    lines = (Path(__file__).parent / "first_names.txt").read_text(encoding="utf-8").split("\n")
    return {name for line in lines if not line.startswith("#") for name in line.split()}


LANGUAGES = _load()
FIRST_NAMES = _first_names()  # folded; of Japanese people, surnames
NAMES = _names(language["names"] for language in LANGUAGES.values())
TELLING = {words_of(name) for language in LANGUAGES.values() for name in language["telling"]}


def _frameworks():
    """[{name: Purpose}] of each framework, its names in all languages together."""
    titles = dict.fromkeys(title for each in LANGUAGES.values() for title in each["together"])
    return [
        _names(each["together"][title] for each in LANGUAGES.values() if title in each["together"])
        for title in titles
    ]


FRAMEWORKS = _frameworks()
QUESTIONS = {fold(word) for language in LANGUAGES.values() for word in language["questions"]}
COURTESIES = [
    re.compile(fold(pattern)) for each in LANGUAGES.values() for pattern in each["courtesies"]
]


def _of_all(kind):
    return re.compile("|".join(fold(each[kind]) for each in LANGUAGES.values()))


ADVISING, INTENDING = _of_all("advising"), _of_all("intending")
NO_ACTIONS = _of_all("no_actions")
LACKING = re.compile(fold(LANGUAGES[_FIRST]["lacking"]))
TEMPLATE = re.compile(fold(LANGUAGES[_FIRST]["template"]))


def _columns():
    found = {}
    for language in LANGUAGES.values():
        for role, names in language["columns"].items():
            found.setdefault(role, set()).update(map(words_of, names))
    return found


COLUMNS = _columns()  # {role: names of columns that have it}


_ALIKE = {
    role: re.compile("|".join(fold(each["alike"][role]) for each in LANGUAGES.values()))
    for role in ("owner", "due")
}


_MARKS = {"votes": ("+1", "👍", "#votes"), "number": ("#", "№")}


def has_role(column: str, role: str) -> bool:
    """Tell whether a column says by its name that it holds, for instance, "owner" or "votes"."""
    words = words_of(column)
    if words in COLUMNS[role] or column.strip(" .") in _MARKS.get(role, ()):
        return True
    if role not in _ALIKE:
        return False
    # "Responsable(s)", "期限（目標）", "Owner/DRI"; a figure says more: "Date (2022)"
    names = {words, words_of(_REMARK.sub("", column)), words_of(column.split("/")[0])}
    short = (name for name in names if name.count(" ") < _LONGEST_COLUMN)
    return bool(names & COLUMNS[role]) or any(_ALIKE[role].search(name) for name in short)


# {"done", "dropped" or "open": regular expression of the words that say so, not folded}
STATES = {
    state: "|".join(each["states"][state] for each in LANGUAGES.values())
    for state in ("done", "dropped", "open")
}


def _of_labels(kind):
    return {words_of(name) for each in LANGUAGES.values() for name in each["labels"][kind]}


DATE_LABELS = _of_labels("date")
RETROSPECTIVES = _of_labels("retrospective")  # words by which a document names itself


# {name of a column of registers: what it holds}
REGISTER_COLUMNS = {
    words_of(name): role
    for each in LANGUAGES.values()
    for role, names in each.get("register", {}).items()
    for name in names
}


def _record_sections():
    found = {}
    for language in LANGUAGES.values():
        for field, names in language["record"].items():
            for name in names:
                found.setdefault(words_of(name), field)
    return found


RECORD_SECTIONS = _record_sections()  # {name: field of a decision}
# The first names that each language has for them: one of these every record has.
RECORD_MAIN = {
    words_of(name)
    for language in LANGUAGES.values()
    for field in ("informed_by", "chosen", "expected")
    for name in language["record"][field][:2]
}


def _around(language):
    before = "|".join(map(fold, language["before_names"]))
    return re.compile(
        rf"^(?:(?:{before}) )*(?P<name>.+?)(?: (?:{fold(language['after_names'])}))*$"
    )


_AROUND = [_around(each) for each in LANGUAGES.values() if each["before_names"]]


def core_of(words: str) -> set[str]:
    """Return what is left of folded words without those around names: “our”, “of this sprint”."""
    return {match["name"] for pattern in _AROUND if (match := pattern.match(words))} - {words}
