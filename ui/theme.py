"""Colours at work, type and spacing: every style of the program is made here."""

import sys
from collections.abc import Callable
from functools import lru_cache
from tkinter import Event, Misc, TclError, font

import ttkbootstrap as ttk
from PIL import Image, ImageDraw, ImageTk

from ui import spanish
from ui.palette import DAY, NIGHT, SUN, TERRACES, Palette

# The 600 and 400 steps that ttkbootstrap takes of these anchors land close to the palettes above;
# they only reach the widgets that keep its own style: scroll bars, tool tips, its file dialogs.
FAMILY = ttk.Theme(
    name="laguna",
    primary="#27776c",
    success="#378040",
    info="#3b7b8c",
    warning="#e0ad4c",
    danger="#cc3323",
    neutral="#9a9082",
    light={"background": DAY.paper, "foreground": DAY.ink},
    dark={"background": NIGHT.paper, "foreground": NIGHT.ink},
)

# Segoe UI is on every Windows since Vista; both of the first have figures of one width, which Tk
# cannot ask for. A family that is absent would give a serif without a word, hence the search.
FAMILIES = (
    ("Segoe UI", "Segoe UI Semibold"),
    ("Open Sans", "Open Sans Semibold"),
    ("Noto Sans", "Noto Sans"),
    ("DejaVu Sans", "DejaVu Sans"),
)

# Points, and whether the text is semibold.
SCALE = {
    "small": (10, False),
    "small_strong": (10, True),
    "body": (11, False),
    "strong": (11, True),
    "lead": (13, True),
    "title": (19, True),
    "figure": (17, True),
    "big": (25, True),
    "huge": (36, True),
}

SMALLEST = 1000, 560  # logical pixels a window can be asked to shrink to
COMPACT = 1200  # logical pixels at 100 % text under which things fold


class Look:
    """The light in use, its fonts, and the ttk styles asked for so far."""

    def __init__(self, app: ttk.App, text_percent: int = 100) -> None:
        self.app, self.style = app, app.style
        self.assets = ttk.Assets(app.style)
        self._recipes: dict[str, Callable[[], None]] = {}
        self.width = lru_cache(8192)(self._width)
        self.badge: ImageTk.PhotoImage | None = None
        self._make_fonts()
        self.resize(text_percent)
        app.look = self  # type: ignore[attr-defined]
        ttk.on_theme_change(self._repaint)

    @property
    def palette(self) -> Palette:
        return NIGHT if self.style.theme_mode == "dark" else DAY

    def color(self, name: str) -> str:
        return getattr(self.palette, name)

    def darken(self, dark: bool) -> None:
        """Night or day, everywhere at once."""
        self.app.theme_use("laguna-dark" if dark else "laguna-light")

    def px(self, steps: float) -> int:
        """Pixels of so many steps of 4 logical pixels, at this screen's density."""
        return round(self.assets.scaling.logical(4 * steps))

    def em(self, steps: float) -> int:
        """As `px`, growing with the text too: for what stands beside or inside words."""
        return round(self.px(steps) * self.zoom)

    def steps(self, width_px: int) -> float:
        """How many steps (`em`) so many pixels are: what a width is remembered in."""
        return 100 * width_px / self.em(100)

    def font(self, role: str) -> str:
        return f"look-{role}"

    def line(self, role: str) -> int:
        """Height (px) of one line of text of this role."""
        return self.fonts[role].metrics("linespace")

    def _width(self, text: str, role: str = "body") -> int:
        # Remembered as `width`: asking Tk for text widths costs more than drawing them.
        return self.fonts[role].measure(text)

    def cut(self, text: str, room_px: int, role: str = "body") -> str:
        """`text`, or as much of it as there is room for and «…»."""
        if len(text) * self.widest[role] <= room_px or self.width(text, role) <= room_px:
            return text
        short, long = 0, len(text)
        while short < long:
            middle = (short + long + 1) // 2
            if self.width(text[:middle].rstrip() + "…", role) <= room_px:
                short = middle
            else:
                long = middle - 1
        return text[:short].rstrip() + "…"

    def icon(self, name: str, color: str, size: int = 18) -> str:
        """A Tk image of a Bootstrap glyph; `size` is in points of a 100 % text."""
        return self.assets.icon(name, round(size * self.zoom), color)

    def is_compact(self, width_px: int) -> bool:
        """Whether so wide a window has room only for the folded arrangement."""
        return width_px / self.assets.scaling.logical(1) / self.zoom < COMPACT

    # Styles ---------------------------------------------------------------------------------

    def use(self, name: str, recipe: Callable[[], None]) -> str:
        """The style `name`, made by `recipe` now and again in every other theme."""
        if name not in self._recipes:
            self._recipes[name] = recipe
            self._make(name)
        return name

    def frame(self, surface: str = "ground", edge: str = "") -> str:
        name = f"{surface}.{edge or 'plain'}.TFrame"

        def recipe() -> None:
            fill = self.color(surface)
            self.style.configure(
                name,
                background=fill,
                bordercolor=self.color(edge) if edge else fill,
                lightcolor=fill,
                darkcolor=fill,
                relief="raised" if edge else "flat",
                borderwidth=1 if edge else 0,
            )

        return self.use(name, recipe)

    def label(
        self, role: str = "body", tone: str = "ink", surface: str = "ground", hover: str = ""
    ) -> str:
        name = f"{surface}.{role}.{tone}.{hover or 'still'}.TLabel"

        def recipe() -> None:
            fill, text = self.color(surface), self.color(tone)
            self.style.configure(name, background=fill, foreground=text, font=self.font(role))
            active = self.color(hover) if hover else fill
            self.style.map(name, background=[("active", active)], foreground=[("active", text)])

        return self.use(name, recipe)

    def box(
        self, element: str, surface: str, states: dict[str, tuple[str, str, str]], radius: int = 5
    ) -> None:
        """A rounded image element: (fill, border, focus ring) per state, the resting one under ''."""
        if element in self.style.element_names():
            return  # made on an earlier visit to this theme; its pictures are kept
        back = self.color(surface)
        images = {state: self._box_image(back, *colors, radius) for state, colors in states.items()}
        rest = images.pop("")
        # Left unsaid, the size would be that of the 40 pixel picture, and the padding as wide as
        # the border. A border under radius + ring would be tiled into scallops.
        ttk.image_element(
            self.style,
            element,
            default=rest,
            states=images,
            border=self.px(4.5 if radius > 9 else 3),
            padding=self.px(0.75),
            sticky="nsew",
            width=self.px(6),
            height=self.px(6),
        )

    def _box_image(self, back: str, fill: str, border: str, ring: str, radius: int) -> str:
        def draw(pen, width: int, height: int) -> None:
            unit = width / 40
            right, bottom = width - 1, height - 1
            pen.rectangle((0, 0, width, height), fill=back)
            if ring:
                pen.rounded_rectangle((0, 0, right, bottom), (radius + 3) * unit, fill=ring)
                pen.rounded_rectangle(
                    (2 * unit, 2 * unit, right - 2 * unit, bottom - 2 * unit),
                    (radius + 1) * unit,
                    fill=back,
                )
            inset = 3 * unit
            pen.rounded_rectangle(
                (inset, inset, right - inset, bottom - inset),
                radius * unit,
                fill=fill,
                outline=border or fill,
                width=round(unit),
            )

        return self.assets.image((40, 40), draw, back, fill, border, ring, radius)

    def _make(self, name: str) -> None:
        self._recipes[name]()
        ttk.register_style(self.style, name)  # else ttkbootstrap resets it to the plain style

    def _repaint(self, *_event) -> None:
        for name in self._recipes:
            self._make(name)
        self.app.configure(background=self.palette.ground)
        dress_lists(self)

    # Fonts ----------------------------------------------------------------------------------

    def _make_fonts(self) -> None:
        present = set(font.families(self.app))
        fallback = ("TkDefaultFont", "TkDefaultFont")
        plain, heavy = next((pair for pair in FAMILIES if pair[0] in present), fallback)
        self.fonts = {
            role: font.Font(
                self.app,
                name=self.font(role),
                family=heavy if strong else plain,
                weight="bold" if strong and heavy == plain else "normal",
            )
            for role, (_points, strong) in SCALE.items()
        }
        self.fonts["struck"] = font.Font(
            self.app, name=self.font("struck"), family=plain, overstrike=True
        )
        self._tk_fonts = [
            font.nametofont(name, root=self.app)
            for name in ("TkDefaultFont", "TkTextFont", "TkMenuFont", "TkHeadingFont")
        ]
        for one in self._tk_fonts:
            one.configure(family=plain)

    def resize(self, text_percent: int) -> None:
        """Text of 100 to 150 %. What was laid out for another size has to be laid out again."""
        self.zoom = text_percent / 100
        for role, one in self.fonts.items():
            one.configure(size=round(SCALE.get(role, SCALE["body"])[0] * self.zoom))
        for one in self._tk_fonts:
            one.configure(size=round(SCALE["body"][0] * self.zoom))
        self.width.cache_clear()
        self.widest = {role: one.measure("W") for role, one in self.fonts.items()}


def of(widget: Misc) -> Look:
    """The look of the window this widget lives in."""
    return widget._root().look  # type: ignore[attr-defined]


def open_app(
    title: str, *, dark: bool = False, text_percent: int = 100, language: str = "es"
) -> ttk.App:
    """The one window of the program, still empty, with what Tk leaves undone put right."""
    from ui import errors  # it speaks through dialogs, which need a look first

    FAMILY.register()
    ttk.set_locale(language)
    app = ttk.App(
        title=title,
        theme="laguna-dark" if dark else "laguna-light",
        className="Ecocuenca",  # by which a Linux desktop knows whose window it is
    )
    if language == "es":
        spanish.complete(app)
    _name_for_the_taskbar()
    look = Look(app, text_percent)
    dress_lists(look)
    app.configure(background=look.palette.ground)
    look.badge = ImageTk.PhotoImage(badge(64))  # kept, or Tk shows none
    app.iconphoto(True, look.badge)  # type: ignore[arg-type]
    app.tk.eval("bind TButton <Key-space> {ttk::button::activate %W}")
    _tame_the_wheel(app)
    _tame_the_keys(app)
    errors.listen(app)
    app.minsize(*_on_this_screen(app, SMALLEST))
    return app


def place(app: ttk.App, size: tuple[int, int] | None) -> None:
    """Give the window this size (logical px), or the whole screen if None or if it does not fit."""
    room = app.winfo_screenwidth(), app.winfo_screenheight()
    wide, tall = _on_this_screen(app, size) if size else room
    if wide >= room[0] or tall >= room[1]:
        try:
            app.state("zoomed")  # Windows
        except TclError:
            app.attributes("-zoomed", True)
        wide, tall = min(wide, room[0]), min(tall, room[1])
    app.geometry(f"{wide}x{tall}+{(room[0] - wide) // 2}+{(room[1] - tall) // 3}")


def _on_this_screen(app: ttk.App, size: tuple[int, int]) -> tuple[int, int]:
    wide, tall = ttk.scale_size(app, list(size))
    return min(int(wide), app.winfo_screenwidth()), min(int(tall), app.winfo_screenheight())


def _name_for_the_taskbar() -> None:
    """Windows groups windows by this name; ttkbootstrap gave its own."""
    if sys.platform == "win32":
        from ctypes import windll

        windll.shell32.SetCurrentProcessExplicitAppUserModelID("pe.ecocuenca.escritorio")


def _tame_the_wheel(app: ttk.App) -> None:
    """A wheel moves what is under it and never changes what was chosen or typed."""
    events = ("<MouseWheel>", "<Button-4>", "<Button-5>")
    for event in events:
        for kind in ("TCombobox", "TSpinbox"):
            app.unbind_class(kind, event)
        app.bind_all(event, _roll, add="+")
    app.bind_all("<FocusIn>", _follow, add="+")


def _tame_the_keys(app: ttk.App) -> None:
    """Tk still knows Emacs: Ctrl+K, our search, would first delete what was typed in a field."""
    for kind in ("TEntry", "TCombobox", "Text"):
        for letter in "kdhtonpfb":
            app.tk.call("bind", kind, f"<Control-Key-{letter}>", "# nothing")


def _roll(event: Event) -> None:
    """Hand the wheel to the nearest thing around the pointer that rolls."""
    steps = -1 if event.num == 4 or event.delta > 0 else 1
    widget: Misc | None = event.widget if isinstance(event.widget, Misc) else None
    while widget is not None:
        if widget.winfo_class() in ("Text", "Listbox", "TCombobox") and _rolls_itself(widget):
            return
        if roll := getattr(widget, "roll", None):
            roll(steps)
            return
        widget = widget.master


def _follow(event: Event) -> None:
    """Tell what scrolls around the widget that took the keyboard."""
    widget = event.widget if isinstance(event.widget, Misc) else None
    around: Misc | None = widget.master if widget is not None else None
    while around is not None:
        if follow := getattr(around, "follow", None):
            follow(widget)
            return
        around = around.master


def _rolls_itself(widget: Misc) -> bool:
    """Whether a text of several lines has more of them than it shows."""
    return hasattr(widget, "yview") and widget.yview() != (0.0, 1.0)


def dress_lists(look: Look) -> None:
    """The list that drops from a field of choices is plain Tk: it learns its colours here."""
    palette = look.palette
    for option, value in (
        ("font", look.font("body")),
        ("background", palette.paper),
        ("foreground", palette.ink),
        ("selectBackground", palette.chosen),
        ("selectForeground", palette.ink),
    ):
        look.app.option_add(f"*TCombobox*Listbox.{option}", value, 80)


def badge(side_px: int) -> Image.Image:
    """Three terraces under a sun: the mark of the program, for its windows and its shortcut."""
    picture = Image.new("RGBA", (side_px * 4, side_px * 4))
    pen, unit = ImageDraw.Draw(picture), side_px * 4 / 28
    pen.rounded_rectangle((0, 0, side_px * 4 - 1, side_px * 4 - 1), 5 * unit, fill=DAY.nav)
    pen.ellipse((17 * unit, 4 * unit, 24 * unit, 11 * unit), fill=SUN)
    for step, color in enumerate(TERRACES):
        left, top = (4 + 3 * (2 - step)) * unit, (11.5 + 4.4 * step) * unit
        pen.rectangle((left, top, 24 * unit, top + 3.6 * unit), fill=color)
    return picture.resize((side_px, side_px), Image.Resampling.LANCZOS)
