"""How much one request may send."""

# Before sign-in.
VISITOR_REQUEST_BYTES = 1024 * 1024
# An import: 50 MB of files, and what is around them.
LARGE_REQUEST_BYTES = 52 * 1024 * 1024
# A megabyte of pasted text, percent-encoded, has to arrive so that the form can answer it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# Each piece of a document that is brought in has a field of its own in the preview.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000  # the form says how many are too many
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
