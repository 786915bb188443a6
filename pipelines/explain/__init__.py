"""One story, explained: its text with who says what and what happened marked in it, each row's fields beside it.

:mod:`~pipelines.explain.reading` takes the story the way `ingest` takes it, :mod:`~pipelines.explain.marks` says which
characters belong to which row, :mod:`~pipelines.explain.facts` puts a row's fields into words; terminal and page show
the same three. Pure: what is explained has been read already.
"""

from pipelines.explain.page import page
from pipelines.explain.reading import Reading, read_one
from pipelines.explain.terminal import print_reading

__all__ = ["Reading", "page", "print_reading", "read_one"]
