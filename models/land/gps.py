"""What a GPS or another program wrote of plots: GeoJSON, KML, GPX or CSV, hostile until read.

A file is at most 2 MB of UTF-8. XML with a DOCTYPE or an entity is refused before it is parsed,
and nesting has a limit. Only numbers in Peru come out, with a name for each shape.
"""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import ParseError, XMLPullParser

from models.changes import Refused
from models.fields import folded, line
from models.land.points import Point, boundary, point, typed_point, units, why_not
from models.language import _

MOST_BYTES = 2_000_000
MOST_SHAPES = 1000
MOST_DEEP = 60  # elements inside one another
PIECE = 65536  # letters of an XML file looked at at once


@dataclass(frozen=True)
class Shape:
    """One point or a boundary, as a file names it."""

    name: str
    points: tuple[Point, ...]


def read_shapes(file_name: str, content: bytes) -> list[Shape]:
    """The shapes of a file, in its order; Refused, with a sentence, for what cannot be read."""
    if len(content) > MOST_BYTES:
        raise Refused(_("El archivo es muy grande: caben 2 MB."))
    reader = READERS.get(file_name.rpartition(".")[2].lower())
    if reader is None:
        raise Refused(_("Se leen archivos GeoJSON, KML, GPX y CSV."))
    try:
        text = content.decode("utf-8-sig")
        found = [_whole(name, points) for name, points in reader(text)]
    except UnicodeDecodeError as unread:
        raise Refused(_("El archivo no es de texto (UTF-8). Guárdelo de nuevo.")) from unread
    except (ParseError, json.JSONDecodeError, ArithmeticError, RecursionError, csv.Error) as unread:
        raise Refused(_("El archivo está dañado o no es de un GPS.")) from unread
    except ValueError as unread:
        raise Refused(str(unread)) from unread
    if not found:
        raise Refused(_("En el archivo no hay ningún punto."))
    if len(found) > MOST_SHAPES:
        raise Refused(_("El archivo tiene más de {n} parcelas.").format(n=MOST_SHAPES))
    return found


def _whole(name: str, points: Sequence[Point]) -> Shape:
    kept = boundary(points)
    name = line(name)
    if wrong := why_not(kept):
        raise ValueError(f"{name}: {wrong}" if name else wrong)
    return Shape(name, kept)


Found = Iterator[tuple[str, Sequence[Point]]]


# GeoJSON --------------------------------------------------------------------------------------


def _of_geojson(text: str) -> Found:
    foreign = ValueError(_("El archivo no es GeoJSON."))
    written = json.loads(text, parse_float=Decimal, parse_int=_whole_number)
    if not isinstance(written, dict):
        raise foreign
    several = written.get("features") if written.get("type") == "FeatureCollection" else [written]
    if not isinstance(several, list):
        raise foreign
    for one in several:
        if not isinstance(one, dict):
            raise foreign
        feature = one.get("type") == "Feature"
        shape, said = (one.get("geometry"), one.get("properties")) if feature else (one, {})
        if isinstance(shape, dict):
            yield _name_of(said), _of_geometry(shape)


def _whole_number(digits: str) -> Decimal:
    return Decimal(digits[:40])


def _name_of(said: Any) -> str:
    known = (
        {folded(str(key)): value for key, value in said.items()} if isinstance(said, dict) else {}
    )
    for key in NAMES:
        if isinstance(known.get(key), str | Decimal):
            return str(known[key])[:120]
    return ""


def _of_geometry(shape: dict[str, Any]) -> list[Point]:
    kind, places = shape.get("type"), shape.get("coordinates")
    if kind == "MultiPolygon" and isinstance(places, list) and len(places) == 1:
        kind, places = "Polygon", places[0]
    if kind == "Polygon" and isinstance(places, list):
        if len(places) != 1:
            raise ValueError(_("Una parcela con huecos no se puede leer. Mida solo su borde."))
        places = places[0]
    elif kind == "Point":
        places = [places]
    elif kind not in ("LineString", "MultiPoint"):
        raise ValueError(_("Se leen puntos, líneas y polígonos sueltos; esto es otra cosa."))
    return [_of_pair(one) for one in places] if isinstance(places, list) else []


def _of_pair(pair: Any) -> Point:
    """GeoJSON says longitude first."""
    numbers = pair[:2] if isinstance(pair, list) else []
    if [type(one) for one in numbers] != [Decimal, Decimal]:
        raise ValueError(_("El archivo no es GeoJSON."))
    return point(numbers[1], numbers[0])


# KML and GPX ----------------------------------------------------------------------------------


def _of_kml(text: str) -> Found:
    for placemark in _elements(text, "Placemark"):
        for place in placemark.iter():
            if _tag(place) == "coordinates" and (place.text or "").strip():
                yield _text_of(placemark, "name"), [_of_triple(one) for one in place.text.split()]
                break


def _of_triple(text: str) -> Point:
    """KML says longitude first, then a height."""
    parts = text.split(",")
    if len(parts) < 2:
        raise ValueError(_("«{text}» no es una coordenada.").format(text=text[:40]))
    return point(parts[1], parts[0])


def _of_gpx(text: str) -> Found:
    """Each track or route is a boundary; with none of them all the way points are one."""
    marks: list[Point] = []
    name, found = "", False
    for element in _elements(text, "trk", "rte", "wpt"):
        if _tag(element) == "wpt":
            marks.append(_of_gpx_point(element))
            name = name or _text_of(element, "name")
            continue
        found = True
        several = [one for one in element.iter() if _tag(one) in ("trkpt", "rtept")]
        if several:
            yield _text_of(element, "name"), [_of_gpx_point(one) for one in several]
    if marks and not found:
        yield name, marks


def _of_gpx_point(element: Any) -> Point:
    return point(element.get("lat", ""), element.get("lon", ""))


def _elements(text: str, *wanted: str) -> Iterator[Any]:
    """The elements of these names, each whole. Refuses what could reach outside the file."""
    low = text.lower()
    if "<!doctype" in low or "<!entity" in low:
        raise ValueError(_("El archivo trae órdenes (DOCTYPE) que no se aceptan."))
    parser: XMLPullParser[Any] = XMLPullParser(["start", "end"])
    deep = inside = 0
    for at in range(0, len(text) + 1, PIECE):
        piece = text[at : at + PIECE]
        parser.feed(piece)
        if len(piece) < PIECE:
            parser.close()
        happened: Iterator[Any] = parser.read_events()
        for event, element in happened:
            started = event == "start"
            deep += 1 if started else -1
            if deep > MOST_DEEP:
                raise ValueError(_("El archivo está dañado o no es de un GPS."))
            if _tag(element) in wanted:
                inside += 1 if started else -1
                if not started and not inside:
                    yield element


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _text_of(element: Any, name: str) -> str:
    found = next((one.text for one in element if _tag(one) == name), "")
    return (found or "").strip()[:120]


# CSV ------------------------------------------------------------------------------------------

NAMES = ("codigo", "code", "parcela", "nombre", "name", "id")
LATITUDES, LONGITUDES = (
    ("latitud", "latitude", "lat", "y"),
    ("longitud", "longitude", "lon", "lng", "x"),
)


def _of_csv(text: str) -> Found:
    """A line for each point. A column with the plot's code tells several plots apart."""
    first = text.partition("\n")[0]
    mark = max(";\t,", key=first.count)
    read = [row for row in csv.reader(text.splitlines(), delimiter=mark) if any(row)]
    if not read:
        return
    heads = [folded(one) for one in read[0]]
    lat, lon, name = (_column(heads, known) for known in (LATITUDES, LONGITUDES, NAMES))
    if lat is None or lon is None:
        yield "", [typed_point(" ".join(row)) for row in read]
        return
    several: dict[str, list[Point]] = {}
    for row in read[1:]:
        if max(lat, lon, name or 0) >= len(row):
            raise ValueError(_("A una línea del archivo le faltan datos."))
        own = row[name].strip() if name is not None else ""
        several.setdefault(own, []).append(point(_number(row[lat]), _number(row[lon])))
    yield from several.items()


def _column(heads: Sequence[str], known: Sequence[str]) -> int | None:
    return next((heads.index(one) for one in known if one in heads), None)


def _number(text: str) -> str:
    """With the decimal mark of either keyboard."""
    words = text.strip()
    words = words if "." in words else words.replace(",", ".")
    units(words)
    return words


READERS: dict[str, Callable[[str], Found]] = {
    "geojson": _of_geojson,
    "json": _of_geojson,
    "kml": _of_kml,
    "gpx": _of_gpx,
    "csv": _of_csv,
    "txt": _of_csv,
}
