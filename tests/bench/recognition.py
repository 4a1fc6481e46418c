"""How much an import recognizes, and how much of it rightly, by part and language.

Labels of real English documents stand in import_labels.tsv: the part that a line belongs to, by a
hash of its words; the texts stay in the folder CORPUS. One half was built on, the other is held out;
"fresh" and "later" ones were labeled later, before any import read them, and their first figures stand in
their commits. First figures of "last held", read once: action .96/.69, event .92/.90, well 1.00/.79, better .91/1.00.
Documents in other languages were written for this and stand in import_samples, their labels in
front of their lines. A part of a document is recognized where most of its words stand in entries of
that part, and an entry is right where most of its words stand in lines of that part.
"""

import csv
import hashlib
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).parent
HALVES = ("build", "held", "fresh", "later build", "later held", "last held")
PARTS = ("well", "better", "wrong", "lesson", "action", "event", "owner", "due")
_LABELED = re.compile(rf"«(?P<part>{'|'.join(PARTS)})(?:\|(?P<owner>[^|»]*)\|(?P<due>[^|»]*))?»")
_MOST = 0.6


def report(corpus):
    """Print precision and recall of each part, of both halves and of each language."""
    for name, documents in [*labeled(corpus), *samples()]:
        counts = Counter()
        for document in documents:
            counts += measured(*document)
        print(f"{name:10} {len(documents):3} documents  " + "  ".join(_shown(counts)))


def _shown(counts):
    for part in PARTS:
        entries, lines = counts[part, "entries"], counts[part, "lines"]
        if lines:
            precision = counts[part, "right"] / entries if entries else 0
            yield f"{part} {precision:.2f}/{counts[part, 'found'] / lines:.2f} ({lines})"


def labeled(corpus):
    """[(name of a half, [(file name, text, [(line, part)], [])])]"""
    halves, hashes = {}, defaultdict(dict)
    for row in csv.DictReader((HERE / "import_labels.tsv").open(), delimiter="\t"):
        halves[row["document"]] = row["half"]
        hashes[row["document"]][row["line"]] = row["part"]
    found = defaultdict(list)
    for line in (corpus / "retrospectives.jsonl").open():
        record = json.loads(line)
        if record["path"] in halves:
            known = hashes[record["path"]]
            lines = record["text"].split("\n")
            labels = [(text, known[hash_of(text)]) for text in lines if hash_of(text) in known]
            name = f"{record['path'].rpartition('/')[2]}.md"
            found[halves[record["path"]]].append((name, record["text"], labels, []))
    return [(f"en, {half}", found[half]) for half in HALVES]


def samples():
    """[(language, [(file name, text, [(line, part)], [(part of a fact, value)])])]"""
    found = defaultdict(list)
    for path in sorted((HERE / "import_samples").glob("*.md")):
        marked = path.read_text(encoding="utf-8")
        labels, facts = [], []
        for line in marked.split("\n"):
            for match in _LABELED.finditer(line):
                rest = line[match.end() :].partition("«")[0]
                labels.append((rest.strip(" |"), match["part"]))
                facts += [(name, match[name]) for name in ("owner", "due") if match[name]]
        found[path.stem.partition("-")[0]].append(
            ("notes.md", _LABELED.sub("", marked), labels, facts)
        )
    return sorted(found.items())


def hash_of(line):
    from retros.exchange.inline import words

    return hashlib.sha256(" ".join(sorted(words(line).elements())).encode()).hexdigest()[:12]


def measured(name, text, labels, facts):
    """How many lines were found and how many entries are right, by part."""
    from retros.exchange import read_text
    from retros.exchange.inline import words

    document = read_text(name, text, with_authors=True)
    entries = entries_of(document)
    counts = Counter()
    for part in PARTS[:6]:
        lines = [line for line, of in labels if of == part and words_in(line)]
        facts_said = " ".join(facts_of(document, part))
        said = words_in("\n".join(entries[part])) + words_in(facts_said) + words(facts_said)
        meant = words_in("\n".join(lines))
        counts[part, "lines"] = len(lines)
        counts[part, "found"] = sum(_is_in(line, said) for line in lines)
        counts[part, "entries"] = len(entries[part])
        counts[part, "right"] = sum(_is_in(entry, meant) for entry in entries[part])
    for part in PARTS[6:]:
        values = Counter(value for name, value in facts if name == part)
        there = Counter(entries[part])
        counts[part, "lines"], counts[part, "entries"] = values.total(), there.total()
        counts[part, "found"] = counts[part, "right"] = (values & there).total()
    return counts


def facts_of(document, part):
    """What fields beside the texts of a part hold of its lines: dates and owners."""
    from retros.exchange.reading.dates import spelled

    for each in document.each():
        if part == "event":
            yield from (spelled(event.on) for event in each.events)
        elif part == "action":
            yield from (it.owner_role for it in each.actions)
            yield from (spelled(it.due_on) for it in each.actions if it.due_on)


def words_in(text):
    """Words, of Japanese its letters: there are no spaces between words."""
    from retros.exchange.inline import words

    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text):
        return Counter(re.findall(r"\w", text))
    return words(text)


def _is_in(text, meant):
    own = words_in(text)
    return bool(own) and (own & meant).total() >= _MOST * own.total()


def entries_of(document):
    """{part: [text of each entry]} of a Document and the others of its file."""
    found = defaultdict(list)
    for each in document.each():
        found["event"] += [event.text for event in each.events]
        found["lesson"] += [f"{it.statement} {it.detail}" for it in each.lessons]
        found["action"] += [f"{it.text} {it.note}" for it in each.actions]
        found["owner"] += [it.owner_role for it in each.actions if it.owner_role]
        found["due"] += [str(it.due_on) for it in each.actions if it.due_on]
        for seen in each.observations:
            found[seen.kind].append(seen.text)
    return found
