"""Example templates, which curators can edit."""

from retros.examples.files import read, save_example
from retros.models import RetrospectiveTemplate


def load_templates():
    """Create the templates if the site has none, and return them."""
    if RetrospectiveTemplate.objects.exists():
        return []
    return [save_example(RetrospectiveTemplate(**words)) for words in read("templates")]
