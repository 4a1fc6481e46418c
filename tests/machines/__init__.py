"""Several machines, as one test: nginx, three servers, PgBouncer and one PostgreSQL.

    python -m tests.machines        (part of `make test-all`; a few minutes)

`places` starts them, at first with the version of `past`, which lacks the last migrations. `load` is
people who write and read, `events` is what happens to the machines meanwhile and what must be true
afterwards. It needs nginx and pgbouncer, and says so where they lack.
"""
