"""Markdown documents, our own and anybody's: `parse` reads one.

`blocks` splits the text, `sections` gathers blocks under headings, `front_matter` reads a header,
`document` puts it together; `own_document` and `own_entries` read back what Retros exported.
"""
