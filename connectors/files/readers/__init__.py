"""Files of every format as blocks of rows."""

from connectors.files.readers.opening import open_reader

__all__ = ["open_reader"]
