"""What is compared when two answers should be the same."""

import re

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def without_tokens(response):
    """Its text without the tokens of its forms, which differ each time."""
    return TOKEN.sub("", response.text)
