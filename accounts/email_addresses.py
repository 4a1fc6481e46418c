"""Email addresses that look like what they are."""

import unicodedata

from django.core.exceptions import ValidationError

_INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}  # categories of Unicode
# Letters and marks that are drawn as nothing.
_BLANK = set("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_BLANK |= {chr(code) for code in [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]}


def validate_visible(address):
    """Refuse characters that nobody sees: two addresses could look the same."""
    for character in address:
        if character in _BLANK or unicodedata.category(character) in _INVISIBLE:
            raise ValidationError(
                "This address contains an invisible character. Type it again.", code="invisible"
            )
