"""The graph over HTTP: the protocols of SPARQL 1.1, and a page to ask on. It reads, and takes updates only where it is told to."""

from kg.server.application import Settings, application
from kg.server.running import serve

__all__ = ["Settings", "application", "serve"]
