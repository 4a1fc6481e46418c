"""How requests reach Django without slow clients blocking others. `worker` is for gunicorn.

gunicorn starts, watches and replaces the processes, parses requests and runs Django in threads. Its
own threads also wait for the network. Here one loop in each process waits for all connections
(`incoming`, `outgoing`), and a thread gets a request once all of it has arrived.
"""
