"""What speaks for and against a sentence being a lesson: rules as data, with their weights.

Each sign that speaks for a sentence says why it is proposed; “{words}” are the words that it found.
Weights were fitted to one half of the documents of `make bench-proposals` and rounded.
"""

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Sign:
    """Words that change how probable a lesson is, and the reason that people are told."""

    weight: float
    words: str
    why: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled for the first text."""
        return re.compile(self.words, re.IGNORECASE)


_SAYS = "says “{words}”"
_DO = (
    "add|adopt|allow|always|ask|assign|assume|automate|avoid|back up|break|bring|build|change|check|"
    "clarify|collect|communicate|compare|consider|create|decide|define|describe|design|discuss|divide|"
    "do not|document|don['’]t|draft|emphasize|enable|encourage|enforce|ensure|establish|explain|find|"
    "focus|gather|get|give|have|hold|implement|improve|include|introduce|invest|involve|invite|keep|"
    "let|limit|make|mark|measure|minimize|monitor|move|never|offer|organize|pair|pick|plan|practice|"
    "prefer|prepare|prioritize|provide|put|read|record|reduce|remember|remove|require|review|rotate|"
    "run|schedule|send|set|share|show|simplify|split|standardize|start|state|stop|systematically|"
    "talk|teach|tell|test|track|train|treat|try|understand|use|validate|verify|visit|wait|work|write"
)
FOR = (
    Sign(1.4, r"\b(?:next time|in (?:the )?future|for (?:the )?future|from now on)\b", _SAYS),
    Sign(0.8, r"\b(?:going|moving) forward\b", _SAYS),
    Sign(
        1.4,
        r"\b(?:could|would|might) have (?:been )?(?:prevented|avoided|caught|helped|detected|"
        r"reduced|limited|revealed|made|saved)\b",
        _SAYS,
    ),
    Sign(
        1.3,
        r"\b(?:would|could|might|may) (?:also )?(?:be|have been) (?:very |really |more |so )?"
        r"(?:good|nice|better|great|helpful|useful|easier|clearer|valuable|an? \w+ idea)\b",
        _SAYS,
    ),
    Sign(0.7, r"\b(?:should|ought to|must|need to|needs to|have to|has to)\b", _SAYS),
    Sign(0.3, r"\b(?:could|can|may|would) (?:be|help|benefit|improve|prevent|reduce)\b", _SAYS),
    Sign(
        1.5,
        r"\b(?:we|I)(?:['’]ve| have)? (?:\w+ )?(?:learn(?:ed|t)|reali[sz]ed|found out|found that|"
        r"discovered that|underestimated|overestimated)\b|"
        r"\b(?:take-?away|lesson)s?\b[^.:]{0,70}\b(?:is|was|are|were)\b",
        _SAYS,
    ),
    Sign(
        0.8,
        r"\b(?:better|easier|harder|faster|clearer|more \w+|less \w+|safer) (?:\w+ )?than\b|"
        r"\binstead of\b|\brather than\b|\bthe more\b",
        _SAYS,
    ),
    Sign(
        1.3,
        r"\b(?:make sure|be sure|it is (?:important|better|good|hard|easy|difficult) to|"
        r"(?:good|bad) (?:idea|practice|strategy|way|tool)|anti-pattern)\b",
        _SAYS,
    ),
    Sign(0.8, r"\b(?:always|never|every time|whenever|regardless of)\b", _SAYS),
    Sign(
        0.9,
        r"\b(?:(?:would )?(?:recommend|advise|advice|suggest)\w*)\b",
        _SAYS,
    ),
    Sign(
        1.2,
        r"\b(?:was|were|is|are) (?:\w+ )?(?:helpful|useful|beneficial|effective|efficient)\b|"
        r"\bhelp(?:s|ed)? (?:us|me|to|with|keep|everyone|the|people)\b|"
        r"\b(?:allow|enable)(?:s|ed)? (?:us|for|team|people|me|\w+ to)\b|\bmakes? (?:it|\w+) easier\b",
        _SAYS,
    ),
    Sign(
        1.3,
        r"\b(?:so that|so (?:everyone|people|that|the)|in order to|to (?:avoid|ensure|prevent|reduce|"
        r"minimize|improve|better|keep))\b",
        _SAYS,
    ),
    Sign(
        0.4,
        r"\b(?:because|leads? to|led to|result(?:s|ed|ing) in|due to|without|lack of|insufficient|"
        r"only if|unless|as long as|before|until)\b",
        _SAYS,
    ),
    Sign(
        1, r"^(?:start|stop|continue|keep|begin|try|experiment|change|decision)\b[^:]{0,20}:", _SAYS
    ),
    Sign(1, rf"^(?:please |maybe |perhaps |also |and |then )?(?:{_DO})\b", "tells what to do"),
    Sign(0.9, r"^(?:more|less|fewer|better|clearer?|shorter|longer|having|using|working|\w+ing)\b", ""),
    Sign(
        0.4,
        r"\b(?:monitor\w*|alert\w*|checklists?|runbooks?|document(?:ation|ed|ing)?|automat\w+|tests?|testing|"
        r"backups?|polic(?:y|ies)|process(?:es)?|feedback|communicat\w+|deadlines?|examples?|meetings?|"
        r"reviews?|roles?|guid(?:e|ance|elines?)|exercises?|together|in pairs|pair(?:ed|ing)?)\b",
        "",
    ),
)  # fmt: skip
AGAINST = (
    Sign(-5, r"^Other headings of the document: "),  # said by the import
    Sign(-1.3, r"https?://|\bwww\.|\S+@\S+\.\w|(?<!\w)@\w|\{[{%]"),
    Sign(-1, r"(?<!\w)#\d+\b|\b[A-Z]{2,}-\d+\b|\bT\d{4,}\b|\b(?:PR|issue|ticket|bug|task) ?#?\d+"),
    Sign(-0.6, r"\b(?:ticket|pull request|issue|PR)s?\)?\W*$|\(?\b(?:issue|PR|bug)\)\W*$"),
    Sign(-1.1, r"\b\d{1,2}[:h]\d{2}\b|\b(?:UTC|PST|PDT|CET|CEST|GMT)\b|\b\d{4}-\d\d-\d\d\b"),
    Sign(
        -1,
        r"\b(?:january|february|march|april|june|july|august|september|october|november|december|"
        r"monday|tuesday|wednesday|thursday|friday|saturday|sunday) ?\d*\b",
    ),
    Sign(-0.9, r"\d(?:[\d.,]*\d)?\s?(?:%|percent\b)|\$\d|\b\d{3,}\b"),
    Sign(-0.4, r"\w_\w|\w\(\)|\b\w+\.(?-i:[a-z]{2,4})\b|--\w|[=<>|{}\\]|\b\w+-\d+\w*\b"),
    Sign(-0.3, r"(?-i:\b[A-Z]?[a-z]+[A-Z]\w+)"),
    Sign(-1.1, r"[?:]\W*$"),
    Sign(-0.4, r"^\W*(?:it|this|that|these|those|they|he|she|there|here|which|yes|yup|no|not|agreed|but|and|so)\b"),
    Sign(-0.9, r"\b(?:we|I|they|he|she) (?:was|were|am|had|did|got|went|tried|noticed|decided|used|started|began)\b"),
    Sign(-0.7, r"\b(?:will|we['’]ll|I['’]ll|going to|plan to|planning|are (?:also )?looking|committed)\b"),
    Sign(
        -1,
        r"\b(?:retro(?:spective)?s?|post-?mortems?|this (?:document|report|discussion|meeting|page)|"
        r"incident report|led by|present:|absent|attendees|follow-?up items)\b",
    ),
    Sign(-0.5, r"^(?:an? )?(?:measurement|goal|brief|date|note|example|impact|summary|template)\b"),
    Sign(-1.1, r"\[[^\]]*\]|\bTBD\b"),
    Sign(
        -0.9,
        r"\b(?:investigat\w+|done|diagnose|resolved|reported|identified|restarted|deployed|merged|reverted|"
        r"pushed|observed|posted|occurred|affected|caused|experienced|fixed|upgrade[ds]?|fix)\b",
    ),
    Sign(-1.5, r"\b(?:sorry|apologi[sz]e|thank(?:s| you)|congrat\w*|great job|good job|well done|kudos)\b"),
)  # fmt: skip

HEADINGS = (
    Sign(
        -1.7,
        r"timeline|identified|resolution|impact|summary|attend|present|led by|\bdate\b|stats|monitoring|"
        r"resolved|time to|background|\d{1,2}:\d\d|introduction|overview|detail|confidence|root cause",
    ),
    Sign(
        0.3,
        r"lesson|learn|conclusion|prevent|measure|improve|next step|action|advice|assess|experiment|"
        r"future|change",
    ),
)
PARTS = {"action": 1.2, "better": 0.9, "well": 0.3, "wrong": 0.3, "goal": 0.2, "measured": -0.6}
WORDS = ((4, -2), (6, -1.1), (9, -0.3), (26, 0), (41, 0.6))  # (fewer than so many, weight)
MOST_WORDS = 60  # what is longer is no sentence that somebody would take over
