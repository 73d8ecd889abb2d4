"""What files call things that rows know by number: folders by their path, Looks by folder and name."""

from __future__ import annotations

from typing import Any

from accounts.viewer import Viewer
from dashboards.documents import Document
from explores.keeping import folders, looks
from explores.models import Folder
from explores.semantic.errors import nearest
from explores.semantic.section import CatalogError


class Names:
    """The folders and Looks that one viewer may open, by name and by number."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.places = {place.path: place.folder for place in folders.places(viewer)}
        self.paths = {folder.pk: path for path, folder in self.places.items()}
        self.looks: dict[tuple[str, str], list[int]] = {}
        for look in looks.seen(viewer):
            self.looks.setdefault((self.paths.get(look.folder_id, ""), look.name), []).append(look.pk)
        self.names = {found[0]: name for name, found in self.looks.items() if len(found) == 1}

    def folder(self, path: str, place: str) -> Folder:
        """The folder of that path, made where it is not there. Raises CatalogError, Refused."""
        if path in self.places:
            return self.places[path]
        above, _, name = path.rpartition(" / ")
        if not above:
            near = nearest(path, self.places)
            raise CatalogError(f"'folder' is {path!r}; it takes one such as Shared / Weekly.", place, near)
        made = folders.make(self.viewer, self.folder(above, place), name)
        self.places[path], self.paths[made.pk] = made, path
        return made

    def to_file(self, document: Document) -> Document:
        """The document with each Look called by folder and name; by number where two are called the same."""
        return _with_looks(document, self._name)

    def from_file(self, document: Document, place: str) -> Document:
        """The document with each Look by its number. Raises CatalogError for one that is not there."""
        return _with_looks(document, lambda name: self._number(name, place))

    def _name(self, number: Any) -> Any:
        found = self.names.get(number) if isinstance(number, int) else None
        return {"folder": found[0], "name": found[1]} if found else number

    def _number(self, name: Any, place: str) -> Any:
        if not isinstance(name, dict):
            return name
        key = (str(name.get("folder", "")), str(name.get("name", "")))
        found = self.looks.get(key, [])
        if len(found) == 1:
            return found[0]
        known = [f"{folder} / {title}" for folder, title in self.looks]
        said = f"{' / '.join(key)!r} is {'the name of several Looks' if found else 'no Look here'}."
        raise CatalogError(said, place, nearest(" / ".join(key), known))


def _with_looks(document: Document, change: Any) -> Document:
    tiles = document.get("tiles")
    if not isinstance(tiles, dict):
        return document
    changed = {
        name: {**tile, "look": change(tile["look"])} if isinstance(tile, dict) and "look" in tile else tile
        for name, tile in tiles.items()
    }
    return {**document, "tiles": changed}
