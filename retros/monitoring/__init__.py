"""What operators learn of requests: counters by route, log lines, Sentry and OpenTelemetry.

`requests` says what may be said of a request, and of which nothing may be; everything else here uses
it. `middleware` measures, `counters` holds what is counted, `shared_counts` is where the processes of a
server keep it, `log_lines` formats the log, `sentry` and `tracing` send reports where they are installed
and configured. No address, person or word that somebody wrote gets there:
tests/canary/test_monitoring.py tries to get some in.
"""
