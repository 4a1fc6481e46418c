"""Labels that introduce a field in a passage, though no search finds them.

The index holds a control character for each: people's text can't contain one.
"""

USEFUL_WHEN, NOT_WHEN, BUILT_INTO = "\x0e", "\x0f", "\x10"
_LABELS = {
    USEFUL_WHEN: "Useful when somebody is about to… ",
    NOT_WHEN: "Does not apply when… ",
    BUILT_INTO: "Built into: ",
}


def labeled(mark, text):
    """Return `text` behind its mark; "" if there is none."""
    return f"{mark}{text}" if text else ""


def with_labels(passage):
    """Return a passage with the labels in place of their marks."""
    for mark, label in _LABELS.items():
        passage = passage.replace(mark, label)
    return passage
