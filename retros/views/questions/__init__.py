"""Questions and suggestions about what was written.

`conversations` collects what stands beside an item, `asking` holds the forms for readers, `settling`
what writers do, `pages` the lists.
"""
