"""What people keep of explores: folders, Looks with all their versions, and short links."""

from explores.models.folders import Folder
from explores.models.links import ShortLink
from explores.models.looks import Look, LookVersion

__all__ = ["Folder", "Look", "LookVersion", "ShortLink"]
