"""Historial: who changed what, of the whole book; found by words and by day, and looked through."""

from tkinter import Misc

from models import catalog, chain, history, history_pages
from models.documents import Document
from models.fields import MomentField, NameField
from models.history import Change
from models.history_pages import Asked, asked
from models.language import N_, _, ngettext
from models.record import Column
from ui.context import Context, Screen
from ui.deed import show_papers
from ui.past import show_past
from ui.register import Register
from ui.widgets import controls
from ui.widgets.entries import SearchBox, entry
from ui.widgets.ledger import Ledger
from ui.widgets.scroller import Scroller
from ui.widgets.words import number, starting

COLUMNS = (
    Column(N_("Cuándo"), MomentField(), sample="31/12/2026 19:30"),
    Column(N_("Quién"), NameField(), sample="Quispe Mamani, R.", rank=1),
    Column(N_("Qué hizo"), NameField(), sample="registró línea de base"),
    Column(
        N_("De qué registro"), NameField(), sample="Mamani Condori, Julián (S-0012)", strong=True
    ),
    Column(N_("Qué datos"), NameField(), sample="Celular, Dirección", rank=2),
)
TYPING_MS = 200  # after the last key, before what may take all the history is asked
PREVIEW_MS = 60  # after the last step of the selection


class HistoryPage(Screen):
    kinds = tuple(catalog.models())
    title = N_("Historial")

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.asked = Asked()
        self._typing = self._previewing = ""
        self._head()
        self._code()  # packed before what takes the rest of the room
        self._build_body()
        self.deeds = {
            "<Control-f>": self.search.focus_set,
            "<F9>": self.see_record_history,
        }
        self.stale = True

    def _head(self) -> None:
        px, head = self.look.px, controls.area(self)
        head.pack(fill="x", pady=(0, px(2)))
        controls.text(head, _(self.title), "title").pack(side="left")
        self.under = controls.text(head, "", "body", "soft")
        self.under.pack(side="left", padx=px(4), pady=(px(1.5), 0))
        self.search = SearchBox(
            head,
            _("Nombre, número, quién o día"),
            _("Ctrl+F"),
            surface="ground",
            width=22 if self.context.compact else 34,
            on_type=lambda _words: self._typed(),
        )
        self.search.pack(side="right")

    def _code(self) -> None:
        """The code of the book, and whether one that somebody kept is of this book."""
        px, sheet = self.look.px, controls.sheet(self, padding=2 if self.context.compact else 3)
        sheet.pack(side="bottom", fill="x", pady=(px(2), 0))
        self.code_sheet = sheet
        row = controls.area(sheet, "paper")
        row.pack(fill="x")
        self.code = controls.text(row, "", "strong", "ink", "paper")
        self.code.pack(side="left", padx=(0, px(6)))
        controls.text(row, _("Código apuntado"), "body", "ink", "paper").pack(side="left")
        self.typed_code = entry(row, width=11)
        self.typed_code.pack(side="left", padx=px(2))
        for key in ("<Return>", "<KP_Enter>"):
            self.typed_code.bind(key, controls.then(self.check_code))
        check = _("Comprobar") if self.context.compact else _("Comprobar código")
        self.check_button = controls.Button(
            row, check, self.check_code, icon="patch-check", surface="paper"
        )
        self.check_button.pack(side="left")
        hint = _("Apúntelo en el acta: más adelante dirá si alguien alteró lo anotado hasta hoy.")
        self.answer = controls.text(sheet, hint, "body", "soft", "paper", justify="left")
        controls.wrap(self.answer, px(3))
        if not self.context.compact:
            self.answer.pack(fill="x", pady=(px(1), 0))

    def _build_body(self) -> None:
        px, body = self.look.px, controls.area(self)
        body.pack(fill="both", expand=True)
        self.pane = controls.sheet(body, padding=3 if self.context.compact else 4)
        self.pane.pack_propagate(False)
        self.pane.configure(width=self.look.em(62 if self.context.compact else 70))
        self.pane.pack(side="right", fill="y", padx=(px(3), 0))
        self.ledger = Ledger(
            body,
            COLUMNS,
            lambda offset, limit: self.asked.window(offset, limit),
            widths=self.context.preferences.widths.setdefault("history", {}),
            on_select=lambda _row: self._preview_soon(),
            on_open=lambda _row: self.open(),
            on_width=self.context.remember,
        )
        self.ledger.pack(side="left", fill="both", expand=True)
        for later in (self.pane, self.code_sheet):
            later.lift()  # packed first, and yet Tab comes to it after the list
        foot = controls.area(self.pane, "paper")
        foot.pack(side="bottom", fill="x", pady=(px(2), 0))
        enter = "" if self.context.compact else _("Enter")
        self.open_button = controls.Button(
            foot, _("Abrir el registro"), self.open, icon="pencil", key=enter, surface="paper"
        )
        self.open_button.pack(fill="x")
        self.own_button = controls.Button(
            foot,
            _("Historial del registro"),
            self.see_record_history,
            icon="clock-history",
            key="" if self.context.compact else _("F9"),
            surface="paper",
        )
        self.own_button.pack(fill="x", pady=(px(1), 0))
        roll = Scroller(self.pane, "paper")
        roll.pack(fill="both", expand=True)
        self.told = roll.inside

    # Asking ---------------------------------------------------------------------------------------

    def shown(self) -> None:
        self.look_again()
        self.ledger.canvas.focus_set()

    def reload(self) -> None:
        self.asked = asked(self.search.get())
        self.ledger.refill(self.ledger.selected)
        count = self.asked.count()
        words = ngettext("{n} cambio", "{n} cambios", count).format(n=number(count))
        self.ledger.complete(count, {"": words if count else _("Nada se encontró así.")})
        now = chain.code_now()
        letters = now.letters if now is not None else ""
        self.code.configure(text=_("Código del libro hoy: {code}").format(code=letters))
        self._preview_soon()

    def _typed(self) -> None:
        if self._typing:
            self.after_cancel(self._typing)
        self._typing = self.after(TYPING_MS, self._ask)

    def _ask(self) -> None:
        self._typing = ""
        self.ledger.selected = 0
        self.reload()

    def _preview_soon(self) -> None:
        if self._previewing:
            self.after_cancel(self._previewing)
        self._previewing = self.after(PREVIEW_MS, self._preview)

    def _preview(self) -> None:
        self._previewing = ""
        controls.clear(self.told)
        row = self.ledger.current
        for button in (self.open_button, self.own_button):
            button.allow(row is not None)
        if row is None:
            return
        one = history_pages.told(row[0])
        when = COLUMNS[0].show(one.moment)
        controls.text(self.told, when, "small", "soft", "paper").pack(anchor="w")
        said = controls.text(self.told, starting(one.text), "body", "ink", "paper", justify="left")
        said.pack(fill="x", pady=(self.look.px(1), 0))
        controls.wrap(said)

    # Deeds ----------------------------------------------------------------------------------------

    def _change(self) -> Change | None:
        row = self.ledger.current
        return Change.get_by_id(row[0]) if row is not None else None

    def open(self) -> None:
        """The record the change was made to, in its list or as its paper."""
        change = self._change()
        record = history_pages.record_of(change) if change is not None else None
        if change is None or record is None:
            self.context.say(_("Ese registro ya no está. Su historial sigue aquí."), "warn")
            return
        own = record.__data__.get("association", self.context.association.id)
        if own != self.context.association.id:
            self.context.say(_("Es de otra asociación. Ábrala primero, arriba."), "warn")
        elif isinstance(record, Document):
            show_papers(self.context, record)
        elif any(kind.name == change.kind for kind in catalog.CATALOG):
            screen = self.context.go(str(change.kind))
            if isinstance(screen, Register):
                screen.find(record)
                screen.open(record)
        else:
            self.context.say(_("Ese registro se ve en el papel o el mes del que es parte."), "warn")

    def see_record_history(self) -> None:
        """All that happened to the record of the change, the newest first."""
        change, row = self._change(), self.ledger.current
        if change is None or row is None:
            return
        record = history_pages.record_of(change)
        about = history.called(record) if record is not None else str(row[4])
        show_past(self, about, history_pages.of_record(str(change.kind), int(change.record)))

    def check_code(self) -> None:
        """Whether a code kept on paper is of this book, and nothing before it was altered."""
        said = history_pages.answer_to(self.typed_code.get())
        self.answer.configure(text=said.words, style=self.look.label("body", said.tone, "paper"))
        self.answer.pack(fill="x", pady=(self.look.px(1), 0))
