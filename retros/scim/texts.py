"""What texts of a directory may hold."""

from scim2_models import InvalidValueException

from accounts.models import SCIM_TEXT_MAX


def must_be_plain(name: str, text: str | None, *, required: bool = False) -> str:
    """Return `text`. Raise InvalidValueException if it is long or holds what can’t be read."""
    text = text or ""
    if required and not text.strip():
        raise InvalidValueException(detail=f"{name} is empty.")
    if len(text) > SCIM_TEXT_MAX or not text.isprintable():
        raise InvalidValueException(
            detail=f"{name} may have {SCIM_TEXT_MAX} characters, all of which can be read."
        )
    return text
