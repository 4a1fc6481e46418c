"""Who needs a second step, by the setting MFA."""

from django.conf import settings

PASSED = "second_step"  # in the session


def is_on():
    """Return whether there is a second step here at all."""
    return settings.MFA != "off"


def must_have_second_step(user):
    """Return whether this person has to set one up. No query where the role doesn’t matter."""
    return settings.MFA == "everyone" or (settings.MFA == "curators" and user.is_curator)


def note_passed(session):
    """Keep in the session that its person took the second step, or needs none this time."""
    session[PASSED] = True


def has_passed(session):
    """Return whether the second step was taken in this session."""
    return session.get(PASSED, False)
