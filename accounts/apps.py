from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "People"

    def ready(self):
        from accounts import audit_signals, checks, session_signals  # noqa: F401 - registers them
