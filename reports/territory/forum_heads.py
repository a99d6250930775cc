"""Whose paper a paper of the territory is."""

from models.council.forums import Forum
from models.language import _
from reports.papers.furniture import Letterhead


def letterhead_of(forum: Forum) -> Letterhead:
    basin = _("Cuenca de {name}").format(name=forum.watershed) if forum.watershed else ""
    place = forum.district.full_name if forum.district else ""
    return Letterhead(str(forum.name), "", "  ·  ".join(filter(None, (place, basin))), "")
