"""How often a hint is right, and how many are missed: `make bench-wording [CORPUS=path]`.

tests/wording/labeled.jsonl holds sentences of our own, each with the rules that ought to hit.
corpus_labels.jsonl beside it holds such labels for sentences of published retrospectives, which
are not ours to keep: each says where its sentence stands (file, [line, field, offset, length]) and
what its hash begins with. They count where the texts are, at CORPUS; half of them (held-out) were
never looked at while the rules were written.
"""

import hashlib
import json
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from retros.wording import hints
from retros.wording.rules import RULES

LABELS = Path(__file__).parent.parent / "wording"
# People whom the labels take for members. Any first name will do.
MEMBERS = """
    Anna Meier, Jonas Weber, Will Brandt, May Chen, Mark Lind, Grace Adeyemi, Max Olsen, Chris Moore,
    Tim Okoro, Simon Vale, Sam Reyes, Alex Duarte, David Novak, John Hale, Sarah Kim, Peter Lang,
    Paul Ferro, Mike Osei, Dan Castell, Joe Winter, Ben Amari, Tom Arden, Rob Fisk
"""
MEMBERS = [name.strip() for name in MEMBERS.split(",")]


def main(corpus):
    report("our own sentences", own())
    if corpus:
        for half in ("tuning", "held-out"):
            report(f"published retrospectives, {half} half", published(Path(corpus), half))
    else:
        print("\nNo CORPUS given: the sentences of published retrospectives were left out.")
    sentences = [sentence for sentence, _ in own()]
    print(f"\none note of 60 words: {_time(_words(sentences, 60)):.2f} ms")
    print(f"100,000 characters: {_time((' '.join(sentences) * 10)[:100_000]):.0f} ms")


def own():
    """[(sentence, the rules that ought to hit)]."""
    lines = (LABELS / "labeled.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["text"], set(row["rules"])) for row in map(json.loads, lines)]


def published(corpus, half):
    """The same from the texts at `corpus`. Raises ValueError if a sentence is not what it was."""
    found = []
    for line in (LABELS / "corpus_labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["half"] != half:
            continue
        sentence = _sentence(corpus / row["file"], *row["at"])
        if hashlib.sha256(sentence.encode()).hexdigest()[:16] != row["sha256"]:
            raise ValueError(f"Another text stands at {row['file']} {row['at']}.")
        found.append((sentence, set(row["rules"])))
    return found


def _sentence(path, line, field, offset, length):
    text = path.read_text(encoding="utf-8", errors="replace")
    if line:
        row = json.loads(text.split("\n")[line - 1])
        text = list(row["sections"].values())[field] if row.get("sections") else row["text"]
    return text[offset : offset + length]


def measure(labeled):
    """{rule: Counter of right, wrong and missed hints}, a sentence counting once for each rule."""
    counts = {name: Counter() for name in RULES}
    for sentence, expected in labeled:
        given = {hint.rule for hint in hints(sentence, names=MEMBERS)}
        for name in given | expected:
            kind = "right" if name in given & expected else "wrong" if name in given else "missed"
            counts[name][kind] += 1
    return counts


def precision(counts):
    """Of the hints given, the share that was right; None where none was given."""
    given = counts["right"] + counts["wrong"]
    return counts["right"] / given if given else None


def recall(counts):
    wanted = counts["right"] + counts["missed"]
    return counts["right"] / wanted if wanted else None


def report(title, labeled):
    counts = measure(labeled)
    without = sum(not expected for _, expected in labeled)
    print(f"\n{title}: {len(labeled)} sentences, {without} of them without any hint")
    print(f"{'':14}right wrong missed precision recall")
    for name, of_rule in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
        figures = [_figure(precision(of_rule)), _figure(recall(of_rule))]
        numbers = [of_rule[kind] for kind in ("right", "wrong", "missed")]
        print("{:14}{:5} {:5} {:6} {:>9} {:>6}".format(name, *numbers, *figures))


def _figure(share):
    return "-" if share is None else f"{share:.2f}"


def _words(sentences, number):
    return " ".join(" ".join(sentences).split()[:number])


def _time(text):
    """Milliseconds of the processor for one call, the median of 20."""
    spans = []
    for _ in range(20):
        started = time.process_time()
        hints(text, names=MEMBERS)
        spans.append(time.process_time() - started)
    return statistics.median(spans) * 1000


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
