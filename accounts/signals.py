"""What happens in accounts that others count."""

from django.dispatch import Signal

email_failed = Signal()  # the mail server did not take an email
