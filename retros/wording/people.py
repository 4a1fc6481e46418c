"""Find members' names and @handles in a text, but not ordinary words that look like names."""

import re
from collections import defaultdict
from collections.abc import Iterable

from retros.wording.rules import ALSO

_HANDLE = re.compile(r"(?<![\w@/.-])@[^\W\d_][\w-]{1,38}(?![\w(/-])(?!\.\w{1,40}[/(])")
_NO_PERSON = frozenset(
    ["here", "channel", "all", "everyone", "team", "group", "media", "import", "property", "param"]
)
_WORD = re.compile(r"(?<![@\w])[^\W\d_]+(?:-[^\W\d_]+)*")
_NEXT_WORD = re.compile(r"\s+([^\W_]+)")
_STARTS = re.compile(r"(?:^|[.!?:|]['\")]?\s)[\s\-*•>(#_]*(?:\d{1,2}[.)]\s+)?\Z", re.MULTILINE)
_AFTER_A_CAPITAL = re.compile(r"(?<!\w)[A-Z][\w-]*\s\Z")
# What only people do: "Mark said", "Will rebuilt it"; but not "Mark completed rows", "Will need".
_ACTS = re.compile(
    r"""
    \s+ (?: (?:also|then|just|later|\w{1,20}ly) \s+ )?
    (?: said | told | \w{0,3}wrote | made | re?built | ran | led | held | chose | spent | began
      | drew | thought | forgot | left | felt | took | came | went | knew | saw | got | gave | sent
      | brought | did | didn't | had | hadn't | has | wants | thinks | says | agreed | joined
      | will | won't | would
      | (?! need | feed | seed | speed | proceed | exceed | succeed | embed | indeed ) \w{2,20}ed
        (?= \s+ (?: the | an? | his | her | to | that | in | on | at | us | it | with | for | by | our
                   | and | what | how )\b
          | \s*[.,] )
    )\b
    """,
    re.VERBOSE,
)


def people_in(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Return [(start, end)] of members' first or full `names` and of @handles in `text`.

    A first name that is also a word (Will, May, Mark) counts only where a person can stand.
    """
    found = [m.span() for m in _HANDLE.finditer(text) if m[0][1:].lower() not in _NO_PERSON]
    known = _by_first_word(names)
    if known:
        for word in _WORD.finditer(text):
            if word[0].casefold() in known and word[0][0].isupper():
                end = _end_of_name(text, word, known[word[0].casefold()])
                if end:
                    found.append((word.start(), end))
    return sorted(found)


def first_words(text: str) -> set[str]:
    """Return the capitalized words of `text`, which could start a name."""
    return {word for word in _WORD.findall(text) if word[0].isupper() and len(word) > 1}


def _by_first_word(names):
    known = defaultdict(set)
    for name in names:
        first, _, rest = name.strip().partition(" ")
        if len(first) > 1 and _WORD.fullmatch(first):
            known[first.casefold()].add(rest.strip().casefold())
    return known


def _end_of_name(text, word, surnames):
    end = word.end()
    for surname in surnames:
        following = text[end + 1 : end + 1 + len(surname)]
        if surname and text[end : end + 1].isspace() and following.casefold() == surname:
            return end + 1 + len(surname)
    return end if _is_person(text, word) else None


def _is_person(text, word):
    first, (start, end) = word[0].casefold(), word.span()
    if word[0].isupper() or first in ALSO["also_things"]:
        return False
    if first in ALSO["also_times_and_places"]:
        return bool(_ACTS.match(text, end))
    if first not in ALSO["also_words"] or _ACTS.match(text, end):
        return True
    before = max(0, start - 40)
    following = _NEXT_WORD.match(text, end)
    in_a_title = following and not following[1][0].islower()
    return not (
        in_a_title
        or _STARTS.search(text, before, start)
        or _AFTER_A_CAPITAL.search(text, before, start)
    )
