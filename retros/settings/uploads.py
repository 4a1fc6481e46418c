"""How much one request may send."""

VISITOR_REQUEST_BYTES = 1024 * 1024  # before sign-in
VISITOR_REQUEST_FIELDS = 500
# A megabyte of pasted text, percent-encoded, has to arrive so that the form can answer it.
MEMBER_REQUEST_BYTES = 5 * 1024 * 1024
# Where files are uploaded: an import takes 50 MB of them.
LARGE_REQUEST_BYTES = 52 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# Each piece of an imported document has its own field in the preview.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000  # the form says how many are too many
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
