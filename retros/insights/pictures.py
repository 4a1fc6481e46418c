"""The nine answers as pictures: a sentence, bars, the numbers beside them and what could be done."""

from dataclasses import dataclass, field

from retros.drawing.bars import Bars, bars_of
from retros.insights.about_lessons import TRAVEL
from retros.insights.counting import QUESTIONS, TABLES, table_of
from retros.insights.dimensions import UNKNOWN
from retros.insights.findings import FINDINGS, undated
from retros.insights.floor import Table
from retros.insights.merging import JOINT
from retros.insights.question import Question
from retros.insights.travel import Travel, travel_of
from retros.models import Category, StoredInsights

PLAIN = "pale"
_BELOW = {
    "again": ["stood-in-the-way"],
    "sources": ["quality"],
    "actions": ["closed"],
    "freshness": ["reviews"],
}
REST = "rest"  # the tone of what a row holds beside its shown numbers


@dataclass(frozen=True)
class Words:
    """What a picture says beside its numbers.

    `tones` are of its columns, in the order in which it shows them, or rows if it has one column.
    """

    needs: str  # what there must be of 5 projects and 3 teams
    advice: str
    tones: dict[str, str] = field(default_factory=dict)
    as_shares: bool = False
    note: str = ""  # what counts, where that is not plain


WORDS = {
    "looked-back": Words(
        "projects that ended",
        "Plan the retrospective when the project starts, for every project: "
        "what made one succeed is worth as much as what stopped another.",
        {"met": "strong", "partly": "soft", "missed": "dark", "unsaid": "pale", "none": "hollow"},
        as_shares=True,
        note="A project counts once it has a retrospective or a kickoff.",
    ),
    "waiting": Words(
        "retrospectives of projects with an end date",
        "Set the day of the retrospective before the project ends. After a few weeks, people remember "
        "the outcome and no longer what they knew before it.",
        {"three-months": "dark", "year": "dark", "later": "dark"},
    ),
    "categories": Words(
        "published lessons",
        "Ask about what is missing: a template can hold a question about customers, "
        "and the last ten minutes of a retrospective are good for what you would do differently yourself.",
        {category: f"c-{category}" for category in Category.values},
        as_shares=True,
    ),
    "travel": Words(
        "lessons that kickoffs looked at",
        "Start each project with a kickoff, and say afterward what became of the lessons that you chose.",
        {"helped": "strong", "no-difference": "soft", "in-the-way": "dark", "applied": "soft"},
    ),
    "again": Words(
        "lessons that came up again",
        "A lesson that came up again should not depend on being read. "
        "Build it into a checklist, a test or a standard, and say so on its page.",
        {"happened": "strong", "learned": "soft"},
    ),
    "stood-in-the-way": Words(
        "kickoffs that say why something happened again",
        "",
        {"unseen": "dark", "not-possible": "soft", "not-followed": "strong", "did-not-fit": "pale"},
    ),
    "unanswered": Words(
        "kickoffs",
        "Where kickoffs find nothing, ask a team that did similar work to write down what it learned.",
        {"something": "soft", "nothing": "dark"},
        as_shares=True,
        note="Searches without results are not counted here: nobody stores who searched. "
        "Curators find them in the menu.",
    ),
    "sources": Words(
        "decisions that say what they were based on and how they turned out",
        "Before the next decision of the kind that turned out worse, look for data or try it small first.",
        {
            "worse": "dark",
            "mixed": "pale",
            "as-expected": "soft",
            "better": "strong",
            "unknown": "hollow",
        },
        as_shares=True,
    ),
    "quality": Words(
        "decisions that say how they turned out and whether you would choose the same again",
        "",
        {"no": "dark", "unsure": "pale", "yes": "strong"},
        as_shares=True,
        note="How well a decision was made shows in whether you would make it again, "
        "not in how it turned out.",
    ),
    "actions": Words(
        "action items",
        "Close what nobody will do any more, with the reason. What still matters needs an owner and a day.",
        {"open": "strong", "done": "soft", "dropped": "hollow"},
    ),
    "closed": Words(
        "action items that were done or dropped",
        "",
        {"done": "strong", "dropped": "hollow"},
        note="Of items closed before Retros kept it, the day is unknown.",
    ),
    "freshness": Words(
        "published lessons",
        "Ask of the oldest lessons whether they still hold: confirm them, build them in, or retire them.",
        {
            "identified": "pale",
            "applied": "soft",
            "built-in": "dark",
            "confirmed": "strong",
            "retired": "hollow",
        },
    ),
    "reviews": Words(
        "published lessons",
        "",
        {"overdue": "dark", "planned": "strong", "none": "pale"},
        note="Lessons that are not retired.",
    ),
}


@dataclass
class Row:
    value: str
    label: str
    numbers: list[tuple[str, int | None]]  # (column, number), None if it is hidden
    rest: int
    total: int


@dataclass
class Picture:
    question: Question
    words: Words
    finding: str  # "" if there is too little to say
    columns: dict[
        str, str
    ]  # {value: label}, without those that hold nothing; none if rows show totals only
    rows: list[Row]  # that show anything
    hidden: list[str]  # labels of the others
    bars: Bars
    below: "list[Picture]" = field(default_factory=list)  # what belongs to the same question
    travel: Travel | None = None  # the flow that it draws instead of bars

    @property
    def has_rests(self) -> bool:
        """Whether a number is hidden in a row that shows others."""
        return any(row.rest for row in self.rows if row.numbers)

    @property
    def legend(self) -> list[tuple[str, str]]:
        """Tones with their labels; none where there is one column by nature."""
        if self.question.is_single:
            return []
        return [
            (self.words.tones.get(value, PLAIN), label) for value, label in self.columns.items()
        ]


def picture_of(stored: StoredInsights, slug: str) -> Picture:
    """Return one of TABLES as it was stored."""
    question, words = TABLES[slug], WORDS[slug]
    table, day = table_of(stored, question), stored.counted_on
    columns = question.columns.values(day)
    labels = {line: question.rows.label_of(line, day) for line in table.rests}
    shown = sorted((line for line in labels if table.total(line)), key=UNKNOWN.__eq__)
    order = [*(c for c in words.tones if c in columns), *columns]
    columns = {c: columns[c] for c in order if _holds(table, shown, c)}
    rows = [_row(table, line, labels[line], columns) for line in shown]
    parts = [(row.label, row.total, _parts(row, words)) for row in rows]
    return Picture(
        question,
        words,
        FINDINGS[slug](table, day) or undated(table, question.noun),
        columns,
        rows,
        [label for line, label in labels.items() if table.total(line) is None],
        bars_of(parts, as_shares=words.as_shares),
        [picture_of(stored, below) for below in _BELOW.get(slug, ())],
        travel_of(table) if question is TRAVEL else None,
    )


def pictures_of(stored: StoredInsights) -> list[Picture]:
    """Return all nine."""
    return [picture_of(stored, slug) for slug in QUESTIONS]


def finding_of(stored: StoredInsights, slug: str, period: str = "") -> str:
    """Return what one of the nine says, of a period such as "2025" or "2025-q2" if given.

    "" if there is too little to say.
    """
    of_period = [period] if period else []
    return FINDINGS[slug](table_of(stored, TABLES[slug]), stored.counted_on, *of_period)


def _holds(table: Table, lines: list[str], column: str) -> bool:
    """Tell whether a column says anything but 0, where any does."""
    says_something = any(table.counts[line, each] for line in lines for _, each in table.counts)
    return says_something and any(table.counts[line, column] != 0 for line in lines)


def _row(table: Table, value: str, label: str, columns) -> Row:
    numbers = [(column, table.counts[value, column]) for column in columns]
    return Row(value, label, numbers, table.rests[value] or 0, table.total(value) or 0)


def _parts(row: Row, words: Words) -> list[tuple[int, str]]:
    """Return (number, tone) of a bar’s segments, with what is hidden as the last."""
    if not row.numbers:
        return [(row.rest, PLAIN)]
    tones = [(number or 0, _tone(row, column, words)) for column, number in row.numbers]
    return [*tones, (row.rest, REST)]


def _tone(row: Row, column: str, words: Words) -> str:
    of_row = {words.tones.get(value, PLAIN) for value in row.value.split(JOINT)}
    return words.tones.get(column) or (of_row.pop() if len(of_row) == 1 else PLAIN)
