"""The mark of the program as Windows and Linux want it, and the picture beside the wizard's words."""

from pathlib import Path

from PIL import Image, ImageDraw

from ui.palette import DAY, SUN, TERRACES
from ui.theme import badge

SIDES = (16, 24, 32, 48, 64, 128, 256)
WIZARD = 164, 314  # pixels, as the set-up program's pages have them


def save_icons(folder: Path) -> Path:
    """The .ico with all its sizes, one .png of each, and the wizard's picture."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {side: badge(side) for side in SIDES}
    for side, picture in drawn.items():
        picture.save(folder / f"ecocuenca-{side}.png")
    others = [drawn[side] for side in SIDES[:-1]]
    drawn[256].save(
        folder / "ecocuenca.ico", sizes=[(side, side) for side in SIDES], append_images=others
    )
    wizard().save(folder / "wizard.bmp")
    return folder


def wizard() -> Image.Image:
    """Terraces going up to a sun, in the colours of the window; four times as large, then shrunk."""
    wide, tall = (side * 4 for side in WIZARD)
    picture = Image.new("RGB", (wide, tall), DAY.nav)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((wide * 0.55, tall * 0.12, wide * 0.83, tall * 0.12 + wide * 0.28), fill=SUN)
    for step, color in enumerate(TERRACES):
        top = tall * (0.58 + 0.14 * step)
        left = wide * (0.42 - 0.21 * step)
        pen.rectangle((left, top, wide, tall), fill=color)
        pen.rectangle((left, top, wide, top + 10), fill=DAY.nav)
    return picture.resize(WIZARD, Image.Resampling.LANCZOS)
