"""Fields that forms of people and of the site share."""

import re
from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.email_addresses import validate_visible

ADDRESSES_MAX = 30


class NumberField(forms.IntegerField):
    """A whole number within limits, which its error names."""

    def __init__(self, *, min_value: int, max_value: int, **kwargs):
        attributes = {"class": "in", "min": min_value, "max": max_value}
        super().__init__(widget=forms.NumberInput(attrs=attributes), **kwargs)
        self.min_value, self.max_value = min_value, max_value
        self.range_error = f"Enter a number from {min_value} to {max_value}."

    def clean(self, value: object) -> int | None:
        try:
            number = super().clean(value)
        except ValidationError:
            raise ValidationError(self.range_error) from None
        if number is not None and not self.min_value <= number <= self.max_value:
            raise ValidationError(self.range_error)
        return number


class AddressesField(forms.CharField):
    """Email addresses on lines of their own or separated by commas or semicolons, also with names."""

    def __init__(self, **kwargs):
        widget = forms.Textarea(attrs={"rows": 3, "class": "ta", "autocomplete": "off"})
        super().__init__(widget=widget, required=False, max_length=20_000, **kwargs)

    def clean(self, value: object) -> list[str]:
        """Return each address once, in lower case."""
        addresses = list(dict.fromkeys(_addresses_in(super().clean(value).lower())))
        if len(addresses) > ADDRESSES_MAX:
            raise ValidationError(f"Enter at most {ADDRESSES_MAX} addresses at once.")
        for address in addresses:
            try:
                validate_email(address)
                validate_visible(address)
            except ValidationError:
                raise ValidationError(f"“{address}” is not an email address.") from None
        return addresses


def _addresses_in(text: str) -> Iterator[str]:
    """Yield the addresses as they stand in lists and as mail programs copy them: Ivo Lang <ivo@…>."""
    for piece in re.split(r"[;\n]", text):
        named = re.findall(r"<([^<>]*)>", piece)
        if len(named) == 1 and "@" not in re.sub(r"<[^<>]*>", "", piece):
            yield named[0].strip()  # the name before it may hold a comma
            continue
        for part in piece.split(","):
            inside = re.search(r"<([^<>]*)>", part)
            yield from [inside[1].strip()] if inside else part.split()
