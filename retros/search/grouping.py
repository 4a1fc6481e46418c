"""Which of a handful of short texts say much the same; nothing is asked of the index."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from math import log

from retros import meaning
from retros.search.terms import FILLER, STOP_WORDS, without_common, words

# Of the weight of their words, what two texts must share.
CLOSE = 0.5
# Or a cosine of what they mean: of pairs within 140 real retrospectives beyond it most say the same,
# below it one of two.
SAME_MEANING = 0.75
ENCODED_MOST = 200  # texts whose meaning is looked at


def group_similar(texts: Sequence[str]) -> list[list[int]]:
    """Group texts that sound alike, as lists of their places in `texts`, closest first.

    A word counts more the fewer texts have it. A text is in one group at most. Each in a group is
    close to the others on average, so that no chain of neighbors becomes a group.
    """
    stems = [_subjects(text) for text in texts]
    closeness = _by_meaning(texts)
    for pair, share in _closeness(stems).items():
        closeness[pair] = max(share, closeness.get(pair, 0))
    groups = {place: [place] for place in range(len(texts))}
    found = sorted(closeness.items(), key=lambda pair: (-pair[1], pair[0]))
    for (one, other), _ in found:
        mine, theirs = groups[one], groups[other]
        if mine is theirs:
            continue
        pairs = [closeness.get((min(a, b), max(a, b)), 0) for a in mine for b in theirs]
        if sum(pairs) >= CLOSE * len(pairs):
            mine += theirs
            groups |= dict.fromkeys(theirs, mine)
    order = {place: number for number, ((place, _), _) in reversed(list(enumerate(found)))}
    several = {id(group): group for group in groups.values() if len(group) > 1}.values()
    return sorted(
        (sorted(group) for group in several),
        key=lambda group: min(order.get(place, len(found)) for place in group),
    )


def _by_meaning(texts):
    """{(place, later place): as close as a share of words} of pairs that mean the same."""
    likeness = meaning.likeness(texts) if len(texts) <= ENCODED_MOST else []
    scale = (1 - CLOSE) / (1 - SAME_MEANING)
    return {
        (one, other): CLOSE + scale * (cosine - SAME_MEANING)
        for one, cosines in enumerate(likeness)
        for other, cosine in enumerate(cosines)
        if one < other and cosine is not None and cosine >= SAME_MEANING
    }


def _subjects(text):
    """The stems that say what a text is about; the text itself where there are none."""
    found = words(text)
    rest = without_common(found, text)
    telling = {w.stem for w in rest if w.word not in STOP_WORDS and w.word not in FILLER}
    return frozenset(telling or {w.stem for w in found} or {" ".join(text.casefold().split())})


def _closeness(stems):
    """{(place, later place): share of weight in common}, of pairs that are close enough."""
    known = Counter(stem for found in stems for stem in found)
    weight = {stem: log(1 + len(stems) / number) for stem, number in known.items()}
    whole = [sum(weight[stem] for stem in found) for found in stems]
    having = defaultdict(list)
    for place, found in enumerate(stems):
        for stem in found:
            having[stem].append(place)
    common = Counter()
    for stem, places in having.items():
        for pair in combinations(places, 2):
            common[pair] += weight[stem]
    close = {}
    for (one, other), shared in common.items():
        share = 2 * shared / (whole[one] + whole[other])
        if share >= CLOSE:
            close[one, other] = share
    return close
