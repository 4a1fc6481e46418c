"""From the models to files: Markdown, JSON, CSV, and the archive that holds them all.

`archive_schema.json` describes the JSON. What `markdown` writes, reading brings back unchanged.
"""
