"""Arithmetic with vectors, each 384 signed bytes; their length has no meaning."""

DIMENSIONS = 384


def quantized(vector):
    """Quantize a vector of floats to bytes, its largest component at 127 or -127."""
    import numpy

    return numpy.rint(vector * (127 / abs(vector).max())).astype(numpy.int8).tobytes()


def cosine(one, other):
    """Return how similar two vectors are, from -1 to 1."""
    return closeness(one, [other])[0]


def closeness(vector, others):
    """Return the cosines of `vector` with each of `others`."""
    if not others:
        return []
    import numpy

    rows = numpy.frombuffer(b"".join(map(bytes, others)), dtype=numpy.int8)
    rows = rows.reshape(len(others), DIMENSIONS).astype(numpy.float32)
    one = numpy.frombuffer(vector, dtype=numpy.int8).astype(numpy.float32)
    lengths = numpy.linalg.norm(rows, axis=1) * numpy.linalg.norm(one)
    # Six digits: the last ones differ between machines, and must not order anything.
    return (rows @ one / lengths).astype(numpy.float64).round(6).tolist()
