"""How cells of a workbook look: few named styles, each made once and shared by all its cells."""

from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

from reports.excel.sheets import Kind, Tone

INK, SOFT, GREEN = "2A2420", "645A4E", "1F5F56"
LINE, HEAD = "D9D0C2", "E2EDE8"
SERIES = (GREEN, "7FAE9F", "CF9427")
_RULE = Border(bottom=Side("hair", color=LINE))
_SIDES = {Kind.TEXT: "left", Kind.DAY: "center"}
_TONES = {
    Tone.WARN: DifferentialStyle(font=Font(color="7A4D00"), fill=PatternFill(bgColor="FAEBC8")),
    Tone.DANGER: DifferentialStyle(font=Font(color="A3291C"), fill=PatternFill(bgColor="FAE6E1")),
    Tone.VOID: DifferentialStyle(font=Font(color=SOFT, strike=True)),
}
_ALTERED = DifferentialStyle(font=Font(color="FFFFFF"), fill=PatternFill(bgColor="A3291C"))
_BELOW_ZERO = DifferentialStyle(font=Font(color="A3291C", bold=True))


def font(*, bold: bool = True, size: int = 11, color: str = INK, **more: Any) -> Font:
    return Font("Calibri", size, bold=bold, color=color, **more)


class Looks:
    """Each look is the number of a style in this workbook."""

    def __init__(self, target: Workbook) -> None:
        self._target = target
        self._probe = target.worksheets[0]
        self._styles: dict[int, Any] = {}
        self._quoted: dict[int, int] = {}
        self.heading_of_sheet = self._look("title", font=font(size=14))
        self.heading_of_cover = self._look("cover", font=font(size=20, color=GREEN))
        self.soft = self._look("soft", font=font(bold=False, size=10, color=SOFT))
        self.section = self._look(
            "section", font=font(color=GREEN), border=Border(bottom=Side("thin", color=GREEN))
        )
        self.heading = self._look(
            "heading",
            font=font(),
            fill=PatternFill("solid", HEAD),
            border=Border(bottom=Side("thin", color=INK)),
            alignment=Alignment("center", "center", wrap_text=True),
        )
        self.plain = self._look("plain")
        self.link = self._look(
            "link", font=font(bold=False, color=GREEN, underline="single"), border=_RULE
        )
        self.back = self._look(
            "back",
            font=font(bold=False, size=10, color=GREEN, underline="single"),
            alignment=Alignment("left", "top"),
        )
        self.cells = {
            kind: self._cell(kind.name.lower(), kind, _SIDES.get(kind, "right")) for kind in Kind
        }
        self.label = self.cells[Kind.TEXT]
        self.strong_label = self._cell("strong label", Kind.TEXT, "left", bold=True)
        self.figures = {
            kind: self._cell(f"figure {kind.name.lower()}", kind, "right") for kind in Kind
        }
        self.strong = {
            kind: self._cell(f"strong {kind.name.lower()}", kind, "right", bold=True)
            for kind in Kind
        }
        self.long = self._look(
            "long", border=_RULE, alignment=Alignment("left", "top", wrap_text=True, indent=1)
        )
        self.totals = {kind: self._total(kind) for kind in Kind}

    def quoted(self, look: int) -> int:
        """The same, for a text that no later editing makes a formula."""
        if look not in self._quoted:
            cell = Cell(self._probe, 1, 1, style_array=self._styles[look])
            cell.quotePrefix = True
            self._quoted[look] = cell.style_id
        return self._quoted[look]

    def _cell(self, name: str, kind: Kind, side: str, *, bold: bool = False) -> int:
        return self._look(
            name,
            font=font(bold=bold),
            border=_RULE,
            # Set in, so that a word never touches the figure before it.
            alignment=Alignment(side, "top", indent=side == "left"),
            number_format=kind.value,
        )

    def _total(self, kind: Kind) -> int:
        border = Border(top=Side("thin", color=INK), bottom=Side("double", color=INK))
        name = f"total {kind.name.lower()}"
        return self._look(name, font=font(), border=border, number_format=kind.value)

    def _look(self, name: str, **parts: Any) -> int:
        parts.setdefault("font", font(bold=False))
        style = NamedStyle(f"Ecocuenca {name}", **parts)
        self._target.add_named_style(style)
        cell = Cell(self._probe, 1, 1, style_array=style.as_tuple())
        self._styles[cell.style_id] = style.as_tuple()
        return cell.style_id


def marked(condition: str, tone: Tone) -> Rule:
    """A row, or cells of it, that stand out while the condition holds."""
    return Rule("expression", dxf=_TONES[tone], formula=[condition])


def altered(condition: str) -> Rule:
    """A total that is no longer the sum of its column."""
    return Rule("expression", dxf=_ALTERED, formula=[condition])


def below_zero() -> Rule:
    return Rule("cellIs", dxf=_BELOW_ZERO, operator="lessThan", formula=["0"])
