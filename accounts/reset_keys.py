"""Keys in links for a new password."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator


class ResetKeyGenerator(PasswordResetTokenGenerator):
    """Make keys that stay void once the account was closed, even after it is reopened."""

    def _make_hash_value(self, user, timestamp):
        return f"{super()._make_hash_value(user, timestamp)}|{user.times_closed}"
