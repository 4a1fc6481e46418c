"""The image of deploy/Containerfile, built and run without an engine such as Docker.

    python -m tests.image        (`make image`, and part of `make test-all`; five minutes)

`building` makes it with buildah, on a base by mmdebstrap; `containers` runs it with runc, as an operator
would: without rights, on a read-only root. Needs root on Debian, which gets the programs by itself.
"""
