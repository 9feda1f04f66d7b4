"""Files, folders and streams → documents, records and coded stances: each format a file.

``read`` yields whatever it finds and never stops: what cannot be read comes out as the error that says
so, between the documents that can.
"""

from kg.documents.reading import Item, count, placed, read

__all__ = ["Item", "count", "placed", "read"]
