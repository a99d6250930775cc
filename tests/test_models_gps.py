"""Files of a GPS: what each format says of plots, and that none of them does harm."""

import json

import pytest

from models.changes import Refused
from models.land.gps import MOST_BYTES, read_shapes

SQUARE = [("-14.0300", "-71.5700"), ("-14.0300", "-71.5690"), ("-14.0290", "-71.5690")]
UNITS = tuple(
    (int(lat.replace(".", "")) * 1000, int(lon.replace(".", "")) * 1000) for lat, lon in SQUARE
)


def geojson(**properties):
    ring = [[float(lon), float(lat)] for lat, lon in (*SQUARE, SQUARE[0])]
    feature = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def kml(coordinates: str, name: str = "P01", shape: str = "Polygon") -> bytes:
    inside = f"<coordinates>{coordinates}</coordinates>"
    if shape == "Polygon":
        inside = f"<outerBoundaryIs><LinearRing>{inside}</LinearRing></outerBoundaryIs>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'
        f"<Document><Placemark><name>{name}</name><{shape}>{inside}</{shape}></Placemark>"
        "</Document></kml>"
    ).encode()


def gpx(inside: str) -> bytes:
    return f'<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1">{inside}</gpx>'.encode()


TRIPLES = " ".join(f"{lon},{lat},3715" for lat, lon in (*SQUARE, SQUARE[0]))
TRACK = "".join(f'<trkpt lat="{lat}" lon="{lon}"><ele>3715</ele></trkpt>' for lat, lon in SQUARE)
MARKS = "".join(f'<wpt lat="{lat}" lon="{lon}"><name>P01</name></wpt>' for lat, lon in SQUARE)
LINES = "\n".join(f"P01,{lat},{lon}" for lat, lon in SQUARE)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.geojson", geojson(codigo="P01")),
        ("A.JSON", geojson(Nombre="P01")),
        ("a.kml", kml(TRIPLES)),
        ("a.gpx", gpx(f"<trk><name>P01</name><trkseg>{TRACK}</trkseg></trk>")),
        ("a.gpx", gpx(f"<rte><name>P01</name>{TRACK.replace('trkpt', 'rtept')}</rte>")),
        ("a.gpx", gpx(MARKS)),
        ("a.csv", f"Código,Latitud,Longitud\n{LINES}".encode()),
        ("a.csv", f"codigo;lat;lon\n{LINES.replace(',', ';').replace('.', ',')}".encode()),
        ("a.txt", b"\xef\xbb\xbfcode\tlat\tlon\n" + LINES.replace(",", "\t").encode()),
    ],
)
def test_every_format_gives_the_same_boundary_and_its_name(name, content):
    (shape,) = read_shapes(name, content)

    assert (shape.name, shape.points) == ("P01", UNITS)


def test_points_alone_in_lines_are_one_boundary_without_a_name():
    (shape,) = read_shapes("a.csv", "\n".join(f"{lat},{lon}" for lat, lon in SQUARE).encode())

    assert (shape.name, shape.points) == ("", UNITS)


def test_a_placemark_with_one_point_is_a_place():
    (shape,) = read_shapes("a.kml", kml("-71.57,-14.03", shape="Point"))

    assert shape.points == ((-140300000, -715700000),)


def test_several_plots_of_a_file_are_told_apart_by_their_code():
    rows = "P01,-14.03,-71.57\nP02,-14.04,-71.57\nP01,-14.03,-71.56\nP01,-14.02,-71.56\n"

    shapes = read_shapes("a.csv", f"codigo,lat,lon\n{rows}".encode())

    assert [(one.name, len(one.points)) for one in shapes] == [("P01", 3), ("P02", 1)]


DEEP = b'{"type":"Feature","geometry":' + b"[" * 100000
BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><kml><Placemark><name>&b;</name></Placemark></kml>'
OUTSIDE = b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><gpx/>'
PARAMETER = b'<?xml version="1.0"?><!doctype a><gpx/>'


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.kml", BOMB, "DOCTYPE"),
        ("a.json", b'{"a":1e99999999999999999999999999}', "dañado"),
        ("a.gpx", OUTSIDE, "DOCTYPE"),
        ("a.gpx", PARAMETER, "DOCTYPE"),
        ("a.kml", "<!DOCTYPE a><kml/>".encode("utf-16"), "UTF-8"),
        ("a.kml", b"<a>" * 5000, "dañado"),
        ("a.kml", b"<kml><Placemark>", "dañado"),
        ("a.gpx", b"<gpx/>", "ningún punto"),
        ("a.gpx", gpx('<wpt lat="" lon="x"/>'), "no es una coordenada"),
        ("a.geojson", DEEP, "dañado"),
        ("a.geojson", b"[1, 2]", "no es GeoJSON"),
        ("a.geojson", b'{"type":"Point","coordinates":[NaN,1]}', "no es GeoJSON"),
        ("a.geojson", b'{"type":"Point","coordinates":[1e999999999,-14]}', "no es una coordenada"),
        ("a.geojson", b'{"type":"Point","coordinates":["-71","-14"]}', "no es GeoJSON"),
        ("a.geojson", b'{"type":"Point","coordinates":[-14.03,-71.57]}', "Perú"),
        ("a.geojson", b'{"type":"GeometryCollection"}', "otra cosa"),
        ("a.geojson", b'{"type":"Polygon","coordinates":[[],[]]}', "huecos"),
        ("a.csv", b"lat,lon\n-14.03\n", "faltan datos"),
        ("a.csv", b"lat,lon\n8450000,230000\n", "UTM"),
        ("a.csv", b"\xff\xfe\x00", "UTF-8"),
        ("a.csv", b"-14.03,-71.57\n-14.03,-71.56\n", "tres puntos"),
        ("a.shp", b"", "Se leen archivos"),
        ("a.csv", b" " * (MOST_BYTES + 1), "muy grande"),
    ],
    ids=lambda one: str(one)[:25],
)
def test_a_hostile_or_broken_file_is_refused_with_a_sentence(name, content, says):
    with pytest.raises(Refused, match=says):
        read_shapes(name, content)


def test_a_boundary_that_crosses_itself_is_named():
    crossed = [SQUARE[0], SQUARE[2], SQUARE[1], ("-14.0290", "-71.5700")]
    triples = " ".join(f"{lon},{lat}" for lat, lon in crossed)

    with pytest.raises(Refused, match=r"P01: .*se cruza"):
        read_shapes("a.kml", kml(triples))


def test_names_come_out_clean_and_short():
    (shape,) = read_shapes("a.geojson", geojson(codigo="  P01   alto "))

    assert shape.name == "P01 alto"
