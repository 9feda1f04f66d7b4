"""Which format a client gets: what it would rather have, of what there is."""

from collections.abc import Iterator, Mapping

#: Format → the media types that it goes by, its own first.
ROWS: dict[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
TRIPLES: dict[str, tuple[str, ...]] = {
    "turtle": ("text/turtle", "application/x-turtle"),
    "n-triples": ("application/n-triples",),
    "json-ld": ("application/ld+json", "application/json"),
    "rdf-xml": ("application/rdf+xml", "application/xml", "text/xml"),
}


def chosen(accept: str | None, offered: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """Return the format and the media type that suit a client best, or None where none does.

    Of two that it likes alike, it gets the one that stands first, and rather a format's own media type.

    >>> chosen("text/*;q=0.5, application/rdf+xml", TRIPLES)
    ('rdf-xml', 'application/rdf+xml')
    >>> chosen("image/png", ROWS), chosen(None, ROWS)
    (None, ('json', 'application/sparql-results+json'))
    """
    for name, types in offered.items():
        if accept in types:  # most clients name one, and nothing else
            return name, accept
    liked = list(_ranges(accept)) if accept and accept.strip() else [("*/*", 1.0)]
    choices = [
        (_quality(media, liked), -place, -number, name, media)
        for number, (name, types) in enumerate(offered.items())
        for place, media in enumerate(types)
    ]
    quality, _, _, name, media = max(choices)
    return (name, media) if quality > 0 else None


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        media, *parameters = (word.strip().lower() for word in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        if media.count("/") == 1:
            yield media, quality


def _quality(media: str, liked: list[tuple[str, float]]) -> float:
    # The most specific range that fits decides, whatever the others say.
    for wanted in (media, f"{media.partition('/')[0]}/*", "*/*"):
        found = [quality for pattern, quality in liked if pattern == wanted]
        if found:
            return max(found)
    return 0.0
