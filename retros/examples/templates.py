"""Shapes to begin with, which curators change as they like."""

from retros.examples.files import read, saved
from retros.models import Shape


def load_shapes():
    """Add the shapes where there are none at all, and return them."""
    if Shape.objects.exists():
        return []
    return [saved(Shape(**words)) for words in read("shapes")]
