"""Which part of our structure a heading of somebody else's document stands for.

The phrases are the usual ones in some 2,500 published retrospectives and incident reports.
A heading that is not known stays a heading, in the context.
"""

import html
import re
from enum import Enum


class Purpose(Enum):
    """Where the text under a heading goes."""

    SUMMARY = "summary"
    CONTEXT = "context"
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


_PHRASES = {
    Purpose.SUMMARY: "summary; executive summary; incident summary; issue summary; outage summary; "
    "tldr; tl dr; in short; abstract; overview; incident overview; in brief",
    Purpose.CONTEXT: "context; background; introduction; about; impact; scope; detection; "
    "resolution; recovery; mitigation; remediation; root cause; root cause analysis; trigger; "
    "references; links; resources; attendees; attendance; participants; agenda; appendix; stats; "
    "project overview; supporting information; impact analysis; how it was resolved; reflection; "
    "detection and response; retro assessment; retro outcome; retro outcome assessment; "
    "what helped us detect this; acknowledgements; thanks; guidelines; moving forward; the future; "
    "footnotes; comments; header and footer of the pages; also in the document; around the page; "
    "postmortem; post mortem; incident; the incident; preamble; issue; details",
    Purpose.GOAL: "goal; goals; objective; objectives; success criteria; "
    "what we wanted to achieve; what would success have looked like",
    Purpose.MEASURED: "measured; what was measured; metrics; key metrics; results; kpis; "
    "what the metric did",
    Purpose.SURPRISE: "surprise; surprises; what surprised us; what surprised you",
    Purpose.TIMELINE: "timeline; timelines; key events; chronology; sequence of events; history; "
    "timeline of events; incident timeline; what happened; course of events",
    Purpose.STATUS_UPDATE: "resolved; monitoring; identified; investigating; update; updates",
    Purpose.DECISIONS: "decision; decisions; decisions made; key decisions; decision log; "
    "critical decisions",
    Purpose.WELL: "went well; what went well; what went right; things that went well; well; "
    "things that went right; what worked; what worked well; good; glad; liked; continue; keep; "
    "continue what went well; what was good; what helped us learn; positives; successes; highlights; wins; "
    "what helped us learn let us move forward; key accomplishments; key achievements; pros; "
    "what we did well; what we did right; what have you done well; the good",
    Purpose.BETTER: "could be better; what could be better; what can be improved; what can we "
    "improve; what could be improved; what could have gone better; how can we improve; start; "
    "stop; things to improve; longed for; what could we do to improve; improve; the ugly; "
    "what can we improve to help us learn better; what needs to be improved; what to improve; "
    "what could we do to improve learning what can we invent; invent what can we improve; "
    "start stop continue; areas for improvement; ideas; what would we do differently; delta",
    Purpose.WRONG: "went wrong; what went wrong; what went poorly; what went badly; wrong; "
    "things that went wrong; what didnt go well; what did not go well; what didnt go so well; "
    "what did not go so well; challenges; difficulties; problems; bad; mad; sad; lacked; cons; "
    "what held us back; what stopped us from learning what held us back; stop what held us back; "
    "what stopped us from learning; what was difficult; what we did wrong; what didnt work; "
    "what did not work; what was bad; negatives; pain points; the bad; obstacles",
    Purpose.LUCKY: "where we got lucky; where did we get lucky; what went well by luck; lucky",
    Purpose.CAUSES: "contributing factors; causes; cause; root causes; incident causes; "
    "why it slipped",
    Purpose.LESSONS: "lessons; lesson; lessons learned; lessons learnt; what we learned; "
    "what we learnt; what did we learn; learned; learnings; learning; takeaways; key takeaways; "
    "key lessons; rule that emerged; learned what did the team learn; recommendations; "
    "what have we learned; insights; more insights; further insights",
    Purpose.CONCLUSIONS: "conclusion; conclusions; in conclusion; closing thoughts; outcomes; "
    "epilogue",
    Purpose.ACTIONS: "action items; action item; actions; action; actionables; action plan; "
    "action points; points of action; corrective actions; review actions; next steps; "
    "future actions; whats next; follow up; follow ups; followups; todo; to do; to dos; "
    "preventive actions; corrective and preventative measures; what will we do; "
    "corrective and preventative measure; actions taken; planned actions; experiment change; experiment; experiments; next experiment; next experiments; "
    "experiment for next sprint; what will we try; what to try next",
}
EXACT = {
    phrase.strip(): purpose for purpose, text in _PHRASES.items() for phrase in text.split(";")
}

_PATTERNS = [
    (Purpose.WRONG, r"\b(?:not|didnt|doesnt|wasnt|never)\b.*\b(?:well|right|work)\b"),
    (Purpose.WRONG, r"\b(?:go|goes|went|gone|do|did|done) (?:so )?(?:wrong|badly|poorly)\b"),
    (Purpose.WRONG, r"\bheld (?:us|me) back\b"),
    (Purpose.LUCKY, r"\bg[eo]t lucky\b"),
    (Purpose.BETTER, r"\b(?:could|can|should|would|to) .*\b(?:better|improved?|differently)\b"),
    (Purpose.BETTER, r"\bwhat would make\b"),
    (
        Purpose.WELL,
        r"\b(?:go|going|goes|went|gone|do|doing|did|done|worked) (?:\w+ ){0,3}(?:well|right)\b",
    ),
    (Purpose.BETTER, r"\bshould (?:avoid|stop)\b"),
    (Purpose.LESSONS, r"\b(?:lessons?|learned|learnt|takeaways)\b"),
    (
        Purpose.ACTIONS,
        r"\baction (?:items?|plan|points?)\b|\b(?:plan of|planned|future) actions?\b",
    ),
    (Purpose.ACTIONS, r"\b(?:immediate|corrective|follow up) actions?\b|\bnext steps\b"),
    (Purpose.ACTIONS, r"\bdecide what to do\b"),
    (Purpose.TIMELINE, r"^(?:\w+ )?timeline\b"),
    (Purpose.DECISIONS, r"\bdecisions? (?:made|taken|log)\b"),
    (Purpose.SUMMARY, r"^(?:\w+ )?summary$"),
]
_COMPILED = [(purpose, re.compile(pattern)) for purpose, pattern in _PATTERNS]
_TIME_BOX = re.compile(r"[\[(][^\])]{0,40}\bmin(?:s|utes)?\b[^\])]{0,20}[\])]", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.)]|[ivx]{1,4}[.)])\s+")
_LONGEST = 12  # words; what is longer is a sentence
_TELLING = {"start", "stop", "continue", *map(str.strip, _PHRASES[Purpose.LUCKY].split(";"))}
_QUESTION = re.compile(r"^(?:what|how|where|why|things|which)\b")


def normalized(heading):
    """Return a heading without numbers, marks, time boxes and a final “why”."""
    text = _NUMBER.sub("", _TIME_BOX.sub(" ", html.unescape(heading)).strip(" *_#`:"))
    text = re.sub(r"['’‘`]", "", text.casefold())
    found = re.findall(r"[^\W_]+", text)
    if found[-1:] == ["why"] and len(found) > 1:
        found.pop()
    return " ".join(found)


def is_known(heading):
    """Return whether the heading is one of the usual names."""
    return normalized(heading) in EXACT


def is_plain_title(heading):
    """Return whether the heading is a usual name and nothing else, not even a number of minutes."""
    text = _NUMBER.sub("", html.unescape(heading).casefold())
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’‘`]", "", text))) in EXACT


def is_status_word(heading):
    """Return whether it is a state of an incident, as on status pages: "Resolved"."""
    return EXACT.get(normalized(heading)) is Purpose.STATUS_UPDATE


def has_more_words(heading):
    """Return whether a heading says more than a usual name, so that its entries have to carry it."""
    words = normalized(heading)
    return words.startswith(("start ", "stop ", "continue ", "long")) or words in _TELLING


def purpose_of(heading, *, inside=None):
    """Return the Purpose that `heading` stands for, or None.

    `inside` is the purpose of the section around it. There, only usual names and questions count,
    so that “Outreach should be improved” among lessons stays a lesson.
    """
    words = normalized(heading)
    if words in EXACT:
        return EXACT[words]
    if not words or len(words.split()) > _LONGEST:
        return None
    if inside not in (None, Purpose.CONTEXT) and not _QUESTION.match(words):
        return None
    return next((purpose for purpose, pattern in _COMPILED if pattern.search(words)), None)
