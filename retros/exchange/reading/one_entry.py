"""One thing that was said, put where its purpose belongs: an observation, lesson, decision, action."""

import re

from retros.exchange.inline import plain
from retros.exchange.reading import entries
from retros.exchange.reading.action_status import parted_at_status
from retros.exchange.reading.dates import find_date
from retros.exchange.reading.headings import Purpose
from retros.exchange.reading.markdown.line_headings import PICTURE_ALONE
from retros.exchange.reading.markdown.marked_actions import marked
from retros.exchange.reading.vocabulary import ADVISING, COURTESIES, LACKING, TEMPLATE, words_of
from retros.exchange.reading.y_statements import decision_in_statement

KINDS = {
    Purpose.WELL: "well",
    Purpose.BETTER: "better",
    Purpose.LUCKY: "better",
    Purpose.WRONG: "wrong",
    Purpose.CAUSES: "wrong",
}
OF_LESSONS = (Purpose.LESSONS, Purpose.CONCLUSIONS)
OF_ACTIONS = (Purpose.ACTIONS, Purpose.PLANS)
OF_ENTRIES = {*KINDS, *OF_LESSONS, *OF_ACTIONS, Purpose.DECISIONS}
_COMPLETED = re.compile(r"\b(?:completed?|done|taken|finished)\b", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"</?(?:figure|figcaption|video|audio|iframe|img|source|embed|object|script|style|picture|svg|p|div|br)\b"
    r"[^<>]{0,2000}>",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\bsrc=[\"']?([^\"'\s<>]{1,500})", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.DOTALL)
_MEASURED = re.compile(r"^[<>≈~±+-]?\s*\d[\d.,\s]*(?:%|[^\W\d_]{1,3})?$")  # "1.97ms", "67 %"
_STATUS_ALONE = re.compile(
    r"^(?:status|state|statut|estado|estatus|situação|stand|stato|tila|ステータス|状態|状況)\s?[:：]\s*"
    r"(?:ej |delvis |teilweise )?(?:att göra|klart?|pågår|genomförd\w*|implementera[dt]|åtgärda[dt]|offen|erledigt|umgesetzt|"
    r"in arbeit|à faire|fait|terminé|en cours|en place|pendiente|hecho|implementado|en curso|pendente|feito|"
    r"em andamento|te doen|klaar|bezig|afgerond|open|to ?do|未着手|未対応|完了|対応済み?|対応中)[.。]?$",
    re.IGNORECASE,
)
_RATED = re.compile(
    r"^(?:(?:estimated|total|fix) )?(?:priority|severity|effort|risk|category|type|estimate)\s?:\s*\S+(?: \S+)?$",
    re.IGNORECASE,
)
_ABOUT_NOTE = re.compile(  # not what was noted, but how bad it was and who found it
    r"^(?:priority|severity|status|effort|fix effort|discovery|(?:discovered|found|detected|reported) by|time lost)"
    r"\s?:\s*\S+(?: [^\s.]+){0,3}$",
    re.IGNORECASE,
)
_HOW_IT_ENDED = re.compile(  # not what went wrong, but what was done about it
    r"^(?:(?:the )?(?:fix|resolution|solution|correction|workaround)|what we did(?: about it)?|how we fixed it)\s?:|"
    r"^(?:the|this) (?:issue|problem|outage|incident|error|bug|failure) (?:was|has been|got) (?:\w+ )?"
    r"(?:resolved|fixed|solved|mitigated|corrected)\b|"
    r"^(?:in order )?to (?:solve|fix|resolve|address|correct|mitigate) (?:this|it)\b",
    re.IGNORECASE,
)
_ADDRESS_ALONE = re.compile(r"^<?https?://\S+>?$")
_EXAMPLE = re.compile(r"^\W{0,3}(?:for )?example\s?:\s", re.IGNORECASE)  # of a template
_PLACEHOLDER = re.compile(
    r"(?<!\[)\[[^\[\]]{3,300}\](?!\()|<[^<>:]{3,100}>|\{{1,2}[^{}]{3,100}\}{1,2}"
)
_ADVICE = re.compile(
    r"\b(?:should|must|needs? to|ought|next time|future|always|learn\w*|lessons?|better|(?:would|could)(?: have|ve))\b"
)
_LESSON = re.compile(
    r"\b(?:should|must|ought|next time|in (?:the )?future|lessons?|(?<!not )(?<!nt )learn(?:ed|t)|"
    r"(?:would|could)(?: have|ve) (?:prevented|avoided|helped|caught|saved|been (?:prevented|avoided|caught)))\b"
)
_PLANNED = re.compile(
    r"^we (?:are planning to|plan to|will(?! (?:never|always|not))|are going to) \w+ "
)
_HOPED = re.compile(r"\b(?:similar|such) (?:\w+ ){1,4}in (?:the )?future\b")  # rounds off
_SPARED = re.compile(r"\b(?:was|were|did|is|are)(?:nt| not) (?:\w+ )?affect(?:ed)?\b")
CONCEDED = re.compile(r"\b(?:even though|although|despite)\b[^,.;!?]*", re.IGNORECASE)
_ASKED = re.compile(r"^(?:maybe |perhaps )?we (?:should|could|need|must)\b")  # carefully said
_SMILE = re.compile(r"\s[:;]-?[()DPp/|](?!\w)")
_THANKING = re.compile(
    r"^Thank (?!you\b|u\b)\w+ \w+ \w+"
)  # "Thank the bakers in writing" is a task
_FACT = re.compile(
    r"^(?:project|programme|program|last updated?|updated|version|author|prepared by|written by|document owner|"
    r"status|date|reference|department|organi[sz]ation|client|sponsor|location|venue|customer|budget|"
    r"(?:\w+ )?(?:manager|lead|leader|owner|facilitator)|closed|closed on|period|start date|end date|prepared for)\s?:\s",
    re.IGNORECASE,
)
_LABEL_OF_LESSON = re.compile(
    r"^(\*\*|__)?(?:Key )?(?:Lesson|Learning|Takeaway|Insight)(?: learned)?(?: \d{1,2})?(?(1)(?::\1|\1:)|:)\s+(?=\S)"
)
_LONGEST_COURTESY = 14  # words


def read_entry(reading, markdown, purpose, under, item=None):
    """Take one entry of a section of `purpose`; what says nothing goes to the context."""
    if not plain(markdown):
        return
    if purpose is Purpose.CONCLUSIONS and went_wrong(plain(markdown)):
        purpose = Purpose.WRONG
    if purpose is Purpose.CONCLUSIONS and _PLANNED.match(words_of(markdown)):
        purpose = Purpose.ACTIONS
    if purpose in KINDS and _LABEL_OF_LESSON.match(markdown):
        purpose, under = Purpose.LESSONS, ""  # "**Learning:** pin it" below a problem
    if is_no_entry(markdown, purpose):
        reading.keep(f"- {embedded_as_links(markdown)}" if item else embedded_as_links(markdown))
        return
    document = reading.document
    lead, below = (item.lead, item.below) if item and item.lead else (markdown, "")
    if under:
        reading.use_heading(under)
    if purpose in OF_LESSONS:
        lead = _LABEL_OF_LESSON.sub("", lead)
        document.lessons.append(entries.lesson_from(lead, below=below, under=under))
    elif purpose is Purpose.DECISIONS:
        made = decision_in_statement(markdown)
        document.decisions.append(
            made or entries.decision_from(markdown, under=under, near=reading.near)
        )
    elif purpose in OF_ACTIONS:
        *before, last = parted_at_status(lead)
        for each in before:
            if is_no_entry(each, purpose):
                reading.keep(each)
                continue
            add_action(reading, each, under=under)
        add_action(reading, last, below=below, under=under, is_done=bool(item and item.is_done))
    else:
        document.observations.append(
            entries.observation_from(KINDS[purpose], markdown, under=under)
        )


def went_wrong(text):
    """Tell whether an entry below "Conclusions" says what was missing, and not what to do about it."""
    words = words_of(CONCEDED.sub(" ", text))
    return bool(LACKING.search(_SPARED.sub(" ", words))) and not _ADVICE.search(words)


def advises(text):
    """Tell whether a sentence says what holds for the next time, too."""
    return bool(_LESSON.search(_HOPED.sub(" ", words_of(text))))


def add_action(reading, markdown, *, below="", under="", is_done=False):
    """Take an action item; what its fields do not hold goes to the context."""
    is_done = is_done or any(_COMPLETED.search(heading) for heading in reading.headings)
    action, rest = entries.action_from(
        markdown,
        below=below,
        under=under,
        is_done=is_done,
        near=reading.near,
        people=reading.people,
    )
    reading.document.actions.append(action)
    reading.keep(rest)


def is_no_entry(markdown, purpose):
    """Tell whether it says nothing of the kind: a film, an address, a courtesy, a line to fill in."""
    text = plain(_EMBEDDED.sub(" ", _COMMENT.sub(" ", markdown)))
    own = re.sub(r"^[^:\n]{1,40}:\s*", "", _SMILE.sub("", text))  # without who says so
    if not re.search(r"[^\W\d_]", own) or _ADDRESS_ALONE.match(text):
        return True
    if PICTURE_ALONE.match(markdown):
        return True
    if (
        purpose in OF_LESSONS
        and _FACT.match(text)
        and len(words_of(text).split()) <= _LONGEST_COURTESY
    ):
        return True
    if purpose in KINDS and _MEASURED.match(text):
        return True
    if purpose in OF_ACTIONS and (_STATUS_ALONE.match(text) or _RATED.match(text)):
        return True
    if purpose in KINDS and _ABOUT_NOTE.match(text):
        return True
    if purpose in (Purpose.WRONG, Purpose.CAUSES) and _HOW_IT_ENDED.match(text):
        return True
    if _EXAMPLE.match(text) or TEMPLATE.search(words_of(text)):
        return True
    if not words_of(_PLACEHOLDER.sub("", markdown)):
        return True
    words = words_of(own)
    if purpose in OF_LESSONS and (
        _is_day(text) or (text.endswith("?") and not _ASKED.match(words))
    ):
        return True
    if purpose is Purpose.CONCLUSIONS and not ADVISING.search(words):  # it sums up
        return True
    if purpose in OF_ACTIONS and (marked(text) or _THANKING.match(own)):
        return False
    is_polite = any(pattern.search(words) for pattern in COURTESIES)
    return is_polite and purpose is not Purpose.WELL and len(words.split()) <= _LONGEST_COURTESY


def _is_day(text):
    found = find_date(text)
    return bool(found) and found.end - found.start == len(text.strip(" .,"))


def embedded_as_links(markdown):
    """Return `markdown` with links to what is embedded as HTML."""
    if not _EMBEDDED.search(markdown):
        return markdown
    sources = _SOURCE.findall(markdown)  # "</a.mp4>" would be a tag, and not be seen
    links = " ".join(f"<{it}>" if "://" in it else f"`{it}`" for it in sources)
    return "\n\n".join(filter(str.strip, [_EMBEDDED.sub(" ", markdown).strip(), links]))
