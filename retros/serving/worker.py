"""The gunicorn worker: its threaded worker, with a loop that waits for clients."""

import resource
import time
from selectors import EVENT_READ, EVENT_WRITE

from django.conf import settings
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import ThreadWorker

from retros.draining import begin_draining
from retros.serving.connection import Connection

# The most that the bodies kept in files may take together: small ones, and large ones.
KEPT_BYTES = {False: 100 * 1024 * 1024, True: 400 * 1024 * 1024}
CONNECTIONS, OTHER_FILES = 1000, 200
FIRST_BYTES_SECONDS = 1  # after a stop, for a client that has connected and not begun


class Worker(ThreadWorker):
    """Receive requests before a thread gets them, and send answers after the thread is free."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.waiting = set()  # connections that receive or send
        self.keeping = set()  # those with a body in a file
        self.looked_at = 0
        self.stops_at = None

    def init_process(self):
        self.worker_connections = connections_allowed()
        super().init_process()

    def handle_exit(self, sig, frame):
        """Begin to drain on SIGTERM: answer as usual for DRAIN_SECONDS, and say so at /readyz."""
        if self.stops_at is None:
            self.stops_at = time.monotonic() + settings.DRAIN_SECONDS
            begin_draining()
            self.method_queue.defer(self._stop_when_drained)

    def _stop_when_drained(self):
        if self.stops_at is not None and time.monotonic() >= self.stops_at:
            super().handle_exit(None, None)

    def set_accept_enabled(self, enabled):
        """Accept what has connected before no more is accepted, so that nobody is cut off."""
        if not enabled and not self.alive and self._accepting:
            for listener in self.sockets:
                while self.accept(listener):
                    pass
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                listener.close()

    def handle_quit(self, sig, frame):
        """Stop on Ctrl-C, without draining: requests under way have their time to end."""
        self.stops_at = 0
        super().handle_exit(sig, frame)

    def accept(self, listener):
        """Accept a connection. Return whether there was one."""
        try:
            client, address = listener.accept()
        except OSError:  # another process was first, or the client left
            return False
        self.nr_conns += 1
        self._receive(Connection(self.cfg, client, address, listener.getsockname()))
        return True

    def on_client_socket_readable(self, conn, client):
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        conn.restart_clock()
        self._receive(conn)

    def _receive(self, conn):
        is_there = conn.receive()
        if conn.incoming.body and conn not in self.keeping:
            self._keep(conn)
        conn.send_continue()
        if conn.incoming.is_complete:
            self._hand_over(conn)
        elif is_there:
            self._wait(conn, EVENT_READ, self._receive)
        else:
            self._drop(conn)

    def _keep(self, conn):
        is_large = conn.incoming.is_large
        kept = [one.incoming for one in self.keeping if one.incoming.is_large == is_large]
        if sum(one.kept_bytes for one in [*kept, conn.incoming]) > KEPT_BYTES[is_large]:
            conn.incoming.refuse("too_many_uploads")
        else:
            self.keeping.add(conn)

    def _hand_over(self, conn):
        self._stop_waiting(conn)
        self.enqueue_req(conn)

    def handle(self, conn):
        """Answer a request, in a thread."""
        if conn.incoming.refusal:
            conn.sock.sendall(refusal(conn.incoming.refusal))
            return False
        return super().handle(conn)

    def handle_error(self, req, client, addr, exc):
        """Answer what is not HTTP with a page, without logging the network address."""
        if isinstance(exc, (LimitRequestLine, LimitRequestHeaders)):
            client.sendall(refusal("uri_too_long"))
        elif isinstance(exc, ParseException):
            client.sendall(refusal("unreadable_request"))
        else:
            super().handle_error(req, client, addr, exc)

    def _keepalive_after(self, conn, keepalive):
        """Drain nothing: what the application did not read has arrived and is forgotten."""
        return keepalive

    def finish_request(self, conn, fs):
        """Send the rest of the answer, then wait for the next request. Called in the loop."""
        self.keeping.discard(conn)
        conn.incoming.close()
        if conn.sock.is_waiting:
            conn.restart_clock()
            self._send(conn, fs)
            return
        goes_on = fs.exception() is None and fs.result()
        if goes_on:
            conn.start_next()
        if goes_on and conn.has_begun:
            conn.restart_clock()
            self._receive(conn)
        else:
            super().finish_request(conn, fs)

    def _send(self, conn, fs):
        if not conn.send_kept():
            self._drop(conn)
        elif conn.sock.is_waiting:
            self._wait(conn, EVENT_WRITE, lambda conn: self._send(conn, fs))
        else:
            self._stop_waiting(conn)
            self.finish_request(conn, fs)

    def _wait(self, conn, event, go_on):
        if conn.events == event:
            return
        register = self.poller.modify if conn.events else self.poller.register
        register(conn.sock, event, lambda _: go_on(conn))
        conn.events = event
        self.waiting.add(conn)

    def _stop_waiting(self, conn):
        if conn.events:
            self.poller.unregister(conn.sock)
        conn.events = 0
        self.waiting.discard(conn)

    def _drop(self, conn):
        self._stop_waiting(conn)
        self.keeping.discard(conn)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self):
        """Close connections that are too slow, once a second. Called in each turn of the loop."""
        now = time.monotonic()
        if now - self.looked_at < 1:
            return
        self.looked_at = now
        self._stop_when_drained()
        for conn in list(self.waiting):
            if conn.is_too_slow(now) or self._is_idle(conn, now):
                self._give_up(conn)

    def _is_idle(self, conn, now):
        """Whether a stopping worker need not wait for the connection."""
        waited = now - conn.since
        return not self.alive and not conn.has_begun and waited > FIRST_BYTES_SECONDS

    def _give_up(self, conn):
        if conn.incoming.refusal and conn.events == EVENT_READ:
            self._hand_over(conn)  # which answers why
        else:
            self._drop(conn)


def refusal(page):
    """Return the bytes of an answer with a page of errors.py."""
    from retros.views.site import errors  # Django is set up by now

    response = getattr(errors, page)()
    headers = {**response.headers, "Content-Length": len(response.content), "Connection": "close"}
    lines = [f"HTTP/1.1 {response.status_code} {response.reason_phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + response.content


def connections_allowed():
    """Return how many connections the limit on open files allows, after raising it if needed.

    Each connection may keep a body in a file.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * CONNECTIONS + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return CONNECTIONS if soft == resource.RLIM_INFINITY else min(CONNECTIONS, soft // 2 - 100)
