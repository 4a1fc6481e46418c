"""The door to search. Callers use what is here; how it works stays inside.

    results = search("cut-over rehearsal", user=user, kinds=("lesson",), page=2)
    matches = for_kickoff(brief, user=user, limit=20)

Inside: `parsing` takes what people type apart, `operators` those in it that narrow, `terms` all text,
`spellings` knows what is written in several ways and `compounds` which words are one; `entries` says what is indexed with which
weight, `prominence` which words stand out in it, `slices` in which shares of all it is; `indexing`
and `signals` keep the index with its texts; `sqlite` and `postgresql` are the index of each
database; `query_plan` is what words ask of it, `ranking` orders, `facets` counts beside the filters,
`finding` answers what somebody typed, `hits` makes a page of it; `relevance` chooses what matters for
a kickoff, by `closeness`, `spreading`, `telling_words` and `reasons` (`inflection` knows forms of a word), `duplicates` those that say what somebody is writing, `risks` tells who met a risk before, `similar` knows which lessons are alike,
`kept` keeps both for when they are asked again, until `changes` tells that the index did;
`evidence` whether what two texts share is more than chance; `vocabulary` knows the words; `snippet`
shows the passage.
Depends on retros.models only. Permission is part of each query, never a filter over its results.
"""

from collections.abc import Sequence

from accounts.models import Reader
from retros.models import Lesson, SearchEntry
from retros.search import duplicates, finding, relevance, risks, similar, terms, vocabulary
from retros.search.consistency import check, leave_no_trace, reindex
from retros.search.equivalents import also_searched, is_ending, stems_of
from retros.search.finding import SORTS
from retros.search.grouping import group_similar
from retros.search.indexing import index_retrospectives, index_wall_posts, paused
from retros.search.operators import (
    QUERY_MAX_CHARACTERS,
    has_too_many_filters,
    typed_filters,
    without_filters,
    years_of,
)
from retros.search.parsing import parse
from retros.search.results import Choice, Facet, Group, Hit, Match, Results
from retros.search.risks import Met
from retros.search.spreading import in_turn
from retros.search.terms import words

__all__ = [
    "QUERY_MAX_CHARACTERS",
    "SORTS",
    "Choice",
    "Facet",
    "Group",
    "Hit",
    "Match",
    "Results",
    "added",
    "also_searched",
    "check",
    "count",
    "for_kickoff",
    "group_similar",
    "has_too_many_filters",
    "in_turn",
    "index_retrospectives",
    "index_wall_posts",
    "is_ending",
    "key_terms",
    "leave_no_trace",
    "paused",
    "reindex",
    "risks_met_before",
    "says_nothing",
    "search",
    "signals",
    "similar_ids",
    "similar_to",
    "similar_to_text",
    "stems_of",
    "suggest",
    "typed_filters",
    "without_filters",
    "words",
    "years_of",
]

SUGGESTIONS = 8


def search(
    text: str,
    *,
    user: Reader,
    kinds: Sequence[str] = (),
    categories: Sequence[str] = (),
    tags: Sequence[str] = (),
    teams: Sequence[str] = (),
    projects: Sequence[str] = (),
    results: Sequence[str] = (),
    phases: Sequence[str] = (),
    years: tuple[int | None, int | None] | None = None,
    sort: str = "relevance",
    page: int = 1,
) -> Results:
    """Search what `user` may read; visitors find nothing.

    `kinds`, `categories`, `results` and `phases` are values of the models' choices; `tags`,
    `teams` and `projects` are slugs; `years` is (first, last), either of which may be None.
    Operators in `text` add to them. Without words, everything that passes the filters, newest
    first. About a dozen queries, however much is found. Never raises.
    """
    if not user.is_authenticated:
        return Results(text=text, sort=sort)
    given = {
        "kinds": kinds,
        "categories": categories,
        "tags": tags,
        "teams": teams,
        "projects": projects,
        "results": results,
        "phases": phases,
        "years": years,
    }
    return finding.find(text, user, given, sort, page)


def says_nothing(text: str) -> bool:
    """Return whether there is text and nothing in it can be looked for: an emoji, or stop words."""
    return parse(text).says_nothing


def count(text: str, *, user: Reader, **filters: object) -> int:
    """Count what `search` would find, up to 3,000. Three queries."""
    return finding.count(text, user, filters) if user.is_authenticated else 0


def added(text: str, *, user: Reader, limit: int, **filters: object) -> list[Hit]:
    """Return Hits that every member may read and that hold all the words, last added first.

    “Added” means published, posted, or written into something published; `Hit.added_at` says when.
    About five queries.
    """
    return finding.added(text, user, filters, limit) if user.is_authenticated else []


def for_kickoff(
    text: str,
    *,
    user: Reader,
    limit: int = 20,
    kinds: Sequence[str] = (SearchEntry.Kind.LESSON,),
    extra_terms: Sequence[str] = (),
    dropped_terms: Sequence[str] = (),
    project_kind: str = "",
    risks: Sequence[str] = (),
) -> list[Match]:
    """Return Matches for a project that is about to start, closest first.

    They are of `kinds` (lessons, observations, decisions), published and not retired. Terms come
    from `key_terms` or are added by people; matches from projects of `project_kind` rank a little
    higher. `risks` are texts; lessons about one are included. `Match.is_close` marks matches that
    share more with the description than chance.
    """
    if not user.is_authenticated:
        return []
    return relevance.for_kickoff(
        text, limit, kinds, extra_terms, dropped_terms, project_kind, risks
    )


def risks_met_before(
    texts: Sequence[str], user: Reader, *, elsewhere_than: int | None = None, most: int = 3
) -> list[tuple[int, list[Met]]]:
    """Return for each risk (number of projects that met it, the `most` closest as Met).

    From everything published by projects other than `elsewhere_than`. Ten queries at most.
    """
    if not user.is_authenticated or not texts:
        return [(0, []) for _ in texts]
    return risks.risks_met_before(texts, user, elsewhere_than=elsewhere_than, most=most)


def similar_to(lesson: Lesson, user: Reader, limit: int = 5) -> list[Match]:
    """Return Matches for a lesson: what other retrospectives learned about the same."""
    return relevance.like(lesson, limit) if user.is_authenticated else []


def similar_ids(lesson: Lesson, user: Reader, limit: int = 5) -> list[int]:
    """Return the ids of `similar_to`, kept until something changes: read the lessons as `user` may."""
    return similar.similar_ids(lesson, limit) if user.is_authenticated else []


def similar_to_text(
    statement: str, user: Reader, *, elsewhere_than: int | None = None, limit: int = 3
) -> list[Match]:
    """Return Matches for a lesson in progress: published ones that say the same.

    Prefers none to a wrong one: nothing for a statement of one or two words, and nothing that only
    shares its subject. Lessons of the retrospective `elsewhere_than` are left out.
    """
    if not user.is_authenticated:
        return []
    return duplicates.find_duplicates(statement, limit, elsewhere_than)


def key_terms(text: str, limit: int = 12) -> list[str]:
    """Return the most characteristic words of a description, as written, best first.

    Only words that lessons or other published texts hold, and the only ones that `Match.words` names.
    Six queries, eight without meaning.
    """
    return relevance.telling_terms(text, limit)


def suggest(prefix: str, user: Reader) -> Sequence[str]:
    """Complete the last word of `prefix` with words of published texts, commonest first."""
    begun = terms.begun(prefix[-QUERY_MAX_CHARACTERS:])
    if not user.is_authenticated or len(begun) < 2:
        return ()
    return vocabulary.beginning_with(begun, SUGGESTIONS)
