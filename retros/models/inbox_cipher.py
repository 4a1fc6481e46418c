"""Encryption of what waits in an anonymous inbox, with a key that only its link holds.

The database keeps a hash of the link's token; the key is derived from the token itself, so files,
logs, replicas and backups of the database hold nothing readable. Each text is padded to one of a
few sizes: a longer file would tell how much was written.
"""

import json
import os
from base64 import b64decode, b64encode

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
SIZES = [64 * 1024 * 4**step for step in range(5)]  # bytes: 64 KiB to 16 MiB


def encrypt(values, token, *, bound_to):
    """Return `values`, which JSON can hold, as text that only `token` opens.

    `bound_to` names the inbox: what belongs to one can't be put into another.
    """
    plain = json.dumps(values, ensure_ascii=False).encode()
    size = next(size for size in SIZES if size >= len(plain))
    nonce = os.urandom(NONCE_BYTES)
    padded = plain.ljust(size)  # JSON allows spaces at the end
    return b64encode(nonce + _cipher(token).encrypt(nonce, padded, bound_to.encode())).decode()


def decrypt(text, token, *, bound_to):
    """Return what `encrypt` was given. Raise cryptography's InvalidTag for another token."""
    raw = b64decode(text)
    nonce, encrypted = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
    return json.loads(_cipher(token).decrypt(nonce, encrypted, bound_to.encode()))


def _cipher(token):
    """AES-256-GCM. The token has 192 random bits, so the key needs no slow derivation."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"retros anonymous inbox")
    return AESGCM(derive.derive(token.encode()))
