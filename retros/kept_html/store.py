"""Where finished HTML is kept: in the memory of the process, up to a size."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

BYTES_MAX = 16_000_000


class Store:
    """The latest HTML by page and rights, as UTF-8; what was asked for longest ago goes first."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, tuple[bytes, bytes]] = OrderedDict()
        self._size, self._lock, self._erased = 0, threading.Lock(), ""

    def get(self, key: Hashable, state: bytes) -> str | None:
        """Return the HTML of `key` if it was made in this state."""
        with self._lock:
            kept_state, html = self._held.get(key, (b"", b""))
            if kept_state != state:
                return None
            self._held.move_to_end(key)
        return html.decode()

    def set(self, key: Hashable, state: bytes, text: str) -> None:
        """Keep it in place of what was kept for `key`."""
        html = text.encode()
        with self._lock:
            self._size += len(html) - len(self._held.pop(key, (b"", b""))[1])
            self._held[key] = state, html
            while self._size > BYTES_MAX:
                self._size -= len(self._held.popitem(last=False)[1][1])

    def forget_if_erased(self, erased: str) -> None:
        """Forget everything if `erased` is not what it was the last time."""
        with self._lock:
            if erased != self._erased:
                self._held.clear()
                self._size, self._erased = 0, erased
