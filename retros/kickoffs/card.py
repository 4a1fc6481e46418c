"""One thing found for a kickoff as its page shows it."""

from dataclasses import dataclass, field
from html import unescape

from django.utils.html import strip_tags
from django.utils.text import Truncator

from retros.forms.kickoffs import ChoiceForm
from retros.kickoffs.finding import first_of_duplicates
from retros.kickoffs.kinds import record_of, repeats
from retros.models import BECOME_LESSONS, KickoffLesson, Lesson, Question
from retros.rendering import plain_text

WORDS, RISKS = 5, 2  # shown as reasons of one card
LEAST = 12  # characters of a passage in which no word was asked for
OPENING = 240  # characters of an observation that stand for it where no passage was found


@dataclass
class Card:
    """What was found: why it is there, what was decided, and the form to decide.

    `item` is a row of `kind`: "lesson", "observation", "decision" or "retrospective".
    """

    kind: str
    item: object
    title: str = ""
    why: str = ""
    words: tuple[str, ...] = ()  # that it shares with the brief and the risks
    risks: list[str] = field(default_factory=list)  # texts of the risks that it speaks of
    is_similar: bool = False  # close by what it means, not by words
    nearest: str = ""  # the sentence of it that means most alike, if that is not shown anyway
    copies: list = field(default_factory=list)  # others of the same words
    is_first_weaker: bool = False
    is_first_new: bool = False  # of those that "Show more" added
    more: list["Card"] = field(default_factory=list)  # of the same project, folded behind it
    learned_in: int = 1  # projects
    helped_in: int = 0  # projects that applied it
    may_become_lesson: bool = False
    suggestion: Question | None = None  # of the reader, that it becomes one
    made_of: tuple | None = None  # the key of what just became this lesson
    choice: KickoffLesson | None = None
    form: ChoiceForm | None = None
    conflict: tuple | list = ()  # what somebody else decided meanwhile: [(label, theirs)]

    @property
    def may_be_suggested(self):
        """Whether a reader who can't turn it into a lesson can suggest it."""
        return self.kind in BECOME_LESSONS and not self.may_become_lesson

    @property
    def record(self):
        """The retrospective that it is from, or is."""
        return record_of(self.item)

    @property
    def anchor(self):
        """Its id on the page."""
        return f"{self.kind}-{self.item.pk}"


def card_of(key, findings, *, is_first_weaker=False, form=None, conflict=()):
    """Return the card of what `findings` hold under `key`. No query that grows with the cards."""
    kind, item = key[0], findings.rows[key]
    match = findings.matches.get(key)
    passage = match or findings.hits.get(key)
    card = Card(
        kind,
        item,
        title=_title(kind, item, passage),
        is_first_weaker=is_first_weaker,
        choice=findings.choices.get(key),
        form=form,
        conflict=conflict,
    )
    if passage and kind != "observation" and _says_anything(passage.snippet, card.title):
        card.why = passage.snippet
    if match:
        _give_reasons(card, match, findings)
    elif later := findings.later.get(key):
        card.words, card.is_similar = later.words, not later.words
    if isinstance(item, Lesson):
        first = first_of_duplicates(item)
        card.learned_in, card.helped_in = len(findings.learned[first]), len(findings.helped[first])
    elif kind != "retrospective":
        card.may_become_lesson = card.record.pk in findings.writable
        if not card.may_become_lesson:
            card.suggestion = findings.suggested.get(key)
    return card


def _says_anything(passage, title):
    """Not "General.", the heading under which an import found a lesson, and not the title again."""
    if unescape(strip_tags(passage)).strip(" .…").casefold() in title.casefold():
        return False
    return len(passage) >= LEAST or "<mark>" in passage


def _title(kind, item, passage):
    """Return its title, or the passage that was found of an observation, which has none."""
    if kind != "observation":
        return str(item)
    shown = passage and passage.snippet
    return shown or Truncator(plain_text(item.text)).chars(OPENING)


def _give_reasons(card, match, findings):
    card.words = match.words[:WORDS]
    card.risks = [findings.risks[place].risk.text for place in match.risks[:RISKS]]
    card.is_similar = match.is_similar
    card.nearest = "" if repeats(match.nearest, card.title) else match.nearest
    card.copies = findings.copies(match)
