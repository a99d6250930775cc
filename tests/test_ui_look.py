"""The look: readable by day and by night, at every size of text."""

import itertools

import pytest

from ui import theme
from ui.palette import DAY, NIGHT
from ui.widgets import controls

TEXT = (
    ("ink", ("ground", "paper", "sunken", "chosen", "focus_fill", "danger_pale", "primary_pale")),
    ("soft", ("ground", "paper", "sunken", "chosen", "focus_fill")),
    ("primary", ("ground", "paper", "primary_pale", "sunken")),
    ("on_primary", ("primary", "primary_hover")),
    ("on_danger", ("danger", "danger_hover")),
    ("warn", ("ground", "paper", "warn_pale")),
    ("danger", ("ground", "paper", "danger_pale")),
    ("good", ("paper", "good_pale")),
    ("on_nav", ("nav", "nav_hover")),
    ("soft_nav", ("nav",)),
)
SHAPES = (("edge", ("ground", "paper")), ("focus", ("ground", "paper")))


def pairs(table):
    return [(front, back) for front, backs in table for back in backs]


@pytest.mark.parametrize("palette", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("front", "back"), pairs(TEXT))
def test_text_can_be_read(palette, front, back):
    assert contrast(getattr(palette, front), getattr(palette, back)) >= 4.5


@pytest.mark.parametrize("palette", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("front", "back"), pairs(SHAPES))
def test_borders_and_the_ring_can_be_seen(palette, front, back):
    assert contrast(getattr(palette, front), getattr(palette, back)) >= 3


@pytest.fixture
def look(root):
    look = theme.of(root)
    yield look
    look.resize(100)
    look.darken(False)


def test_a_style_is_there_in_both_lights(root, look):
    button = controls.Button(root, "Guardar", kind="primary")
    label = controls.text(root, "Rosa", "body", "ink", "paper")
    for dark, palette in ((True, NIGHT), (False, DAY), (True, NIGHT)):
        look.darken(dark)
        root.update()
        style = look.style
        assert style.lookup(str(button.cget("style")), "foreground") == palette.on_primary
        assert style.lookup(str(label.cget("style")), "background") == palette.paper
    button.destroy()
    label.destroy()


def test_text_grows_with_the_setting(look):
    small = look.width("Rosa Quispe")

    look.resize(150)

    assert look.width("Rosa Quispe") > 1.3 * small
    assert look.em(10) == pytest.approx(1.5 * look.px(10), abs=1)


@pytest.mark.parametrize("room", [10, 40, 90, 200, 1000])
def test_cut_words_fit_and_say_so(look, room):
    words = "Quispe Mamani de Huamán Ccahuana, María Asunción"

    cut = look.cut(words, room)

    assert look.width(cut) <= max(room, look.width("…"))
    assert cut == words or cut.endswith("…")


def test_figures_are_of_one_width(look):
    for role in ("body", "strong", "figure"):
        assert len({look.width(figure, role) for figure in "0123456789"}) == 1


def test_every_text_size_keeps_small_before_large(look):
    for percent in (100, 115, 125, 150):
        look.resize(percent)
        heights = [look.line(role) for role in ("small", "body", "lead", "title", "big", "huge")]
        assert all(a < b for a, b in itertools.pairwise(heights))


def test_the_program_can_be_pressed_with_space(root):
    pressed = []
    button = controls.Button(root, "Guardar", lambda: pressed.append(1))
    button.pack()
    root.update()
    button.focus_force()
    button.event_generate("<space>")
    root.after(150, lambda: pressed.append("waited"))
    while "waited" not in pressed:
        root.update()

    assert pressed[0] == 1
    button.destroy()


def contrast(front: str, back: str) -> float:
    light, dark = sorted((luminance(front), luminance(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
