"""In which other ways the words of a question may be written."""

from retros.search import terms


def ways(text):
    """{stem: the stems of its other ways} of the words of `text`."""
    return terms.ways_of_joined(text)
