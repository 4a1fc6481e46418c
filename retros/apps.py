from django.apps import AppConfig


class RetrosConfig(AppConfig):
    name = "retros"
    verbose_name = "Retrospectives"

    def ready(self):
        from retros import log_redaction
        from retros.meaning import checks  # noqa: F401 - registers itself
        from retros.monitoring import checks as monitoring_checks  # noqa: F401 - registers itself
        from retros.monitoring import counters, sentry
        from retros.search import signals

        log_redaction.install()
        signals.connect()
        counters.listen()
        sentry.start()
