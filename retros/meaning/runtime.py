"""onnxruntime through its C interface: its interface for Python needs numpy, 45 MB that nothing else uses.

The places of the functions in the table never change: onnxruntime_c_api.h only adds to its end.
"""

import ctypes
import mmap
from ctypes import (
    CFUNCTYPE,
    POINTER,
    addressof,
    c_char,
    c_char_p,
    c_int,
    c_int64,
    c_size_t,
    c_uint32,
    c_void_p,
)
from functools import cache
from importlib.util import find_spec
from math import prod
from pathlib import Path

from retros.settings import hand_down

_VERSION = 17  # of the table: what every release from 1.17 on offers
_TYPES = {"f": 1, "B": 2, "b": 3, "q": 7}  # float, bytes and int64, by the type code of an array
_STATUS = c_void_p  # NULL, or what went wrong
_MEMORY_DEVICE, _WARNING = 0, 2
_CALLS = {
    "message": (2, c_char_p, (c_void_p,)),
    "create_environment": (3, _STATUS, (c_int, c_char_p, POINTER(c_void_p))),
    "disable_telemetry": (6, _STATUS, (c_void_p,)),
    "create_session": (7, _STATUS, (c_void_p, c_char_p, c_void_p, POINTER(c_void_p))),
    "run": (
        *(9, _STATUS),
        (
            *(c_void_p, c_void_p, POINTER(c_char_p), POINTER(c_void_p), c_size_t),
            *(POINTER(c_char_p), c_size_t, POINTER(c_void_p)),
        ),
    ),
    "create_options": (10, _STATUS, (POINTER(c_void_p),)),
    "disable_pattern": (17, _STATUS, (c_void_p,)),
    "set_threads": (24, _STATUS, (c_void_p, c_int)),
    "create_tensor": (
        *(49, _STATUS),
        (c_void_p, c_void_p, c_size_t, POINTER(c_int64), c_size_t, c_int, POINTER(c_void_p)),
    ),
    "create_memory": (69, _STATUS, (c_int, c_int, POINTER(c_void_p))),
    "release_tensor": (96, None, (c_void_p,)),
    "add_weights": (150, _STATUS, (c_void_p, c_char_p, c_void_p)),
}


class _Base(ctypes.Structure):
    _fields_ = [("get_api", CFUNCTYPE(c_void_p, c_uint32)), ("version", CFUNCTYPE(c_char_p))]


def library():
    """Return the path of onnxruntime's library, or None."""
    found = find_spec("onnxruntime")
    folders = found.submodule_search_locations if found else None
    names = ("libonnxruntime.so*", "libonnxruntime.*dylib")
    paths = [path for name in names for it in folders or [] for path in Path(it, "capi").glob(name)]
    return min(paths, default=None)


class Model:
    """A model in a file, which any number of threads may run at once, each on one processor.

    It keeps the memory that a run took for the next one. `table` is (name, place in the file, shape) of
    weights that stay in the file.
    """

    def __init__(self, path, table=None):
        options = _made("create_options")
        _call("disable_pattern", options)
        _call("set_threads", options, 1)
        if table:
            name, start, shape = table
            self._mapped = _mapped(path)
            weights = _view(addressof(c_char.from_buffer(self._mapped, start)), "B", shape)
            _call("add_weights", options, name.encode(), weights)
        self._session = _made("create_session", _environment(), bytes(path), options)

    def run(self, inputs, output):
        """Fill the array of `output` from the arrays of `inputs`, each {name: (array, shape)}."""
        given, wanted = ([_tensor(*it) for it in each.values()] for each in (inputs, output))
        try:
            _call(
                *("run", self._session, None),
                *(_names(inputs), (c_void_p * len(given))(*given), len(given)),
                *(_names(output), len(wanted), (c_void_p * len(wanted))(*wanted)),
            )
        finally:
            for tensor in (*given, *wanted):
                _functions()["release_tensor"](tensor)


def _names(arrays):
    return (c_char_p * len(arrays))(*(name.encode() for name in arrays))


def _tensor(numbers, shape):
    """A view of an array, which has to live as long."""
    address, length = numbers.buffer_info()
    return _view(address, numbers.typecode, shape, length * numbers.itemsize)


def _view(address, typecode, shape, size=None):
    return _made(
        *("create_tensor", _memory(), address, size or prod(shape)),
        *((c_int64 * len(shape))(*shape), len(shape), _TYPES[typecode]),
    )


def _mapped(path):
    """The file as memory, of which pages come as they are read, each alone."""
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    if hasattr(mmap, "MADV_RANDOM"):
        mapped.madvise(mmap.MADV_RANDOM)
    return mapped


@cache
def _memory():
    return _made("create_memory", _MEMORY_DEVICE, 0)


@cache
def _environment():
    made = _made("create_environment", _WARNING, b"retros")
    _call("disable_telemetry", made)
    return made


@cache
def _functions():
    hand_down("ORT_DISABLE_TELEMETRY", 1)  # else it tells Microsoft who runs what: its Privacy.md
    base = ctypes.CDLL(str(library())).OrtGetApiBase
    base.restype = POINTER(_Base)
    table = ctypes.cast(base().contents.get_api(_VERSION), POINTER(c_void_p))
    return {
        name: CFUNCTYPE(result, *arguments)(table[place])
        for name, (place, result, arguments) in _CALLS.items()
    }


def _made(name, *arguments):
    made = c_void_p()
    _call(name, *arguments, ctypes.byref(made))
    return made


def _call(name, *arguments):
    if status := _functions()[name](*arguments):
        raise RuntimeError(_functions()["message"](status).decode())
