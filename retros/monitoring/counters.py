"""What is counted while the site is used, in all processes together.

prometheus_client keeps the numbers of each process in a file of METRICS_DIR, which `serve` makes. No
label holds anything but the name of a route and a class of status.
"""

from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics
from prometheus_client.multiprocess import MultiProcessCollector

from accounts.signals import email_failed

disable_created_metrics()  # else a second series for each, with the time of its first count
_OWN = CollectorRegistry()
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)


def _counter(name, words, labels=()):
    return Counter(f"retros_{name}", words, labels, registry=_OWN)


def _histogram(name, words):
    return Histogram(f"retros_{name}_seconds", words, registry=_OWN, buckets=_SECONDS)


_requests = _counter("requests", "Requests by route and class of status.", ("route", "status"))
_request_seconds = _histogram("request", "How long requests take.")
_database_seconds = _histogram("database_wait", "How long a request waits for the database.")
_of_route = {
    "search": _histogram("search", "How long a page of search results takes."),
    "kickoff": _histogram("kickoff", "How long the page of a kickoff takes."),
}
emails_failed = _counter("emails_failed", "Emails that the mail server did not take.")
sign_ins_failed = _counter("sign_ins_failed", "Sign-ins with a wrong password.")
processes_started = _counter("processes_started", "Starts of a process of the server.")


def listen():
    """Count what accounts, which know nothing of counters, tell by signals."""
    user_login_failed.connect(_count_sign_in, dispatch_uid="retros.sign_ins_failed")
    email_failed.connect(_count_email, dispatch_uid="retros.emails_failed")


def _count_sign_in(sender, **kwargs):
    sign_ins_failed.inc()


def _count_email(sender, **kwargs):
    emails_failed.inc()


def note_request(route, status, seconds, database_seconds):
    """Count a request that was answered."""
    _requests.labels(route, f"{status // 100}xx").inc()
    _request_seconds.observe(seconds)
    _database_seconds.observe(database_seconds)
    if route in _of_route:
        _of_route[route].observe(seconds)


def registry():
    """Return a registry with what all processes counted."""
    found = CollectorRegistry()
    if settings.METRICS_DIR:
        MultiProcessCollector(found, path=settings.METRICS_DIR)
    else:
        found.register(_OWN)
    return found
