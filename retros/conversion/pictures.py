"""Extract the pictures of a document unchanged; the parent process re-encodes them."""

from base64 import b64encode

MOST = 60  # a retrospective takes no more
_MOST_BYTES = 40_000_000  # together, so that the child's answer stays small


class Pictures:
    """Gives each picture an address for the Markdown; `contents` is {address: base64, or None}.

    None stands for what could not be taken out.
    """

    def __init__(self):
        self.contents = {}
        self._addresses = {}
        self._bytes = 0

    def address(self, content):
        """Return the address of the picture `content` in the Markdown, or None if it is left out."""
        if content in self._addresses:
            return self._addresses[content]
        address = f"picture-{len(self.contents)}"
        self._bytes += len(content or b"")
        is_kept = content and self._bytes <= _MOST_BYTES and len(self._addresses) < MOST
        self.contents[address] = b64encode(content).decode() if is_kept else None
        if is_kept:
            self._addresses[content] = address
        return address
