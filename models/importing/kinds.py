"""What can be imported: for each kind its columns, how each is read, and the headings known for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from peewee import Field

from models.booklets import Booklet
from models.cash.cash_book import METHODS, Receipt
from models.cash.funds import Fund
from models.documents import Document
from models.fields import ChoiceField, DayField, NameField, SolesField
from models.language import N_, _
from models.money import PURSES
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.produce.harvests import DESTINATIONS, Harvest
from models.produce.plots import Plot
from models.produce.sales import TERMS, Sale, SaleLine

Words = Mapping[str, str]

SEX_WORDS = {"femenino": "F", "mujer": "F", "hembra": "F", "masculino": "M", "hombre": "M"}
PURSE_WORDS = {"caja": "cash", "efectivo": "cash", "banco": "bank", "billetera": "bank"}
METHOD_WORDS = {"yape": "wallet", "plin": "wallet"}
TERMS_WORDS = {"al contado": "cash", "al credito": "credit", "efectivo": "cash"}


@dataclass(frozen=True)
class Wanted:
    """A column: the field its cells are read by, and the other headings it is known under.

    `words` are what people write for a choice, besides its own words; `of` names the register
    that a reference is looked up in, and the template offers.
    """

    name: str
    field: Field
    needed: bool = False
    also: Sequence[str] = ()
    title: str = ""
    note: str = ""
    example: Any = ""
    words: Words | None = None
    of: str = ""

    @property
    def heading(self) -> str:
        """Its heading: the label of the field."""
        return _(self.title or str(self.field.verbose_name))


@dataclass(frozen=True)
class Kind:
    """A kind of sheet. `many` is said after a number."""

    name: str
    title: str
    one: str
    many: str
    columns: Sequence[Wanted]
    also: Sequence[str] = ()  # words in the name of a sheet that holds them
    about: str = ""  # what each row of the sheet is
    by_name: Mapping[str, Wanted] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {one.name: one for one in self.columns})


UID = Wanted(
    "uid",
    NameField(verbose_name=N_("Código único")),
    note=N_("Lo escribe el programa: no lo cambie."),
)
_MEMBER_NOTE = N_("Nombre, código o DNI, como está en el padrón.")
_MEMBER = "Quispe Mamani, María"


def _own(model: Any, name: str, **more: Any) -> Wanted:
    """A column read by the field of that name."""
    return Wanted(name, model._meta.fields[name], **more)


def _member(model: Any) -> Wanted:
    also = ("socia", "productor", "productora", "apellidos y nombres", "nombre", "nombres")
    return _own(
        model, "member", needed=True, also=also, note=_MEMBER_NOTE, example=_MEMBER, of="members"
    )


MEMBERS = Kind(
    "members",
    N_("Padrón"),
    N_("socio"),
    N_("socios"),
    (
        _own(
            Member,
            "name",
            needed=True,
            also=(
                "nombre",
                "nombres",
                "socio",
                "socia",
                "nombres y apellidos",
                "apellidos nombres",
            ),
            example=_MEMBER,
        ),
        _own(
            Member,
            "dni",
            needed=True,
            also=("documento", "n dni", "doc identidad", "numero de dni"),
            note=N_("8 cifras. Si empieza con 0, escríbalo también."),
            example="01234567",
        ),
        _own(
            Member,
            "sex",
            needed=True,
            also=("genero",),
            words=SEX_WORDS,
            note=N_("Mujer o Varón."),
            example="Mujer",
        ),
        _own(
            Member,
            "admitted",
            needed=True,
            also=("ingreso", "fecha ingreso", "ingreso el", "socio desde", "fecha de admision"),
            note=N_("Día, mes y año: 15/01/2024."),
            example="15/01/2024",
        ),
        _own(
            Member,
            "code",
            also=("cod", "codigo de socio"),
            note=N_("Si lo deja vacío, el programa pone el siguiente."),
            example="S01",
        ),
        _own(Member, "born", also=("nacimiento", "nacio", "fecha nac"), example="20/06/1980"),
        _own(Member, "phone", also=("telefono", "cel", "movil"), example="984123456"),
        _own(Member, "community", also=("sector comunidad", "anexo"), of="communities"),
        _own(Member, "address", also=("sector", "direccion", "domicilio")),
        _own(Member, "admission_minutes", also=("acta de ingreso",)),
        _own(
            Member,
            "dues_exempt",
            also=("exonerado", "exonerada"),
            note=N_("sí o no. Vacío quiere decir no."),
        ),
        _own(Member, "departed", also=("retiro", "fecha retiro")),
        _own(Member, "departure", also=("motivo retiro",)),
        _own(Member, "departure_minutes"),
        _own(Member, "civil_state"),
        _own(Member, "partner", also=("conyuge", "conviviente", "esposo", "esposa")),
        _own(Member, "partner_dni"),
        _own(Member, "occupation", also=("ocupacion",)),
        _own(Member, "household", also=("personas hogar", "integrantes")),
        _own(Member, "tongue", also=("idioma", "lengua materna")),
        _own(Member, "ppa_code", also=("ppa",)),
        _own(Member, "ruc", also=("n ruc",)),
        _own(Member, "bank_account", also=("cuenta", "n de cuenta")),
        _own(Member, "remarks", also=("obs", "observacion", "notas")),
        UID,
    ),
    also=("padron", "socios", "socias", "productores", "asociados", "miembros"),
    about=N_("Una fila por cada socio."),
)

PLOTS = Kind(
    "plots",
    N_("Parcelas"),
    N_("parcela"),
    N_("parcelas"),
    (
        _member(Plot),
        _own(
            Plot,
            "code",
            also=("parcela", "cod", "codigo de parcela"),
            note=N_("Si lo deja vacío, el programa pone el siguiente."),
            example="P001",
        ),
        _own(Plot, "name", also=("nombre de parcela", "lugar", "sector"), example="Pampa"),
        _own(
            Plot,
            "typed_area",
            needed=True,
            also=("superficie", "extension", "ha", "hectareas", "area ha", "area total"),
            note=N_("Solo el número; la medida va en «Medida en»."),
            example="0.75",
        ),
        _own(
            Plot,
            "area_unit",
            also=("unidad", "medida", "unidad de medida"),
            note=N_("ha, m² o la medida de la asociación. Vacío quiere decir ha."),
            example="ha",
            of="land_units",
        ),
        UID,
    ),
    also=("parcelas", "parcela", "chacras", "terrenos"),
    about=N_("Una fila por cada parcela."),
)

_PRODUCT = ("cultivo", "articulo")
_DESTINATION_WORDS: dict[str, tuple[str, ...]] = {
    "sale": ("vendido", "para la venta", "vender"),
    "own_use": ("consumo", "para la casa", "consumo familiar"),
    "loss": ("perdida", "perdidas"),
    "feed": ("alimento de animales", "forraje"),
    "processing": ("transformado",),
}

HARVESTS = Kind(
    "harvests",
    N_("Cosechas"),
    N_("cosecha"),
    N_("cosechas"),
    (
        _own(
            Harvest,
            "day",
            needed=True,
            also=("dia", "fecha de cosecha"),
            note=N_("Día, mes y año: 07/05/2026."),
            example="07/05/2026",
        ),
        _member(Harvest),
        _own(Harvest, "product", needed=True, also=_PRODUCT, of="products", example="Papa"),
        _own(
            Harvest,
            "plot",
            also=("codigo de parcela",),
            note=N_("Su código, como está en la hoja Parcelas."),
            of="plots",
            example="P001",
        ),
        _own(
            Harvest,
            "area",
            also=("ha", "hectareas", "area", "area cosechada"),
            note=N_("En hectáreas. Vacío quiere decir toda la parcela."),
        ),
        _own(
            Harvest,
            "total",
            needed=True,
            also=("cantidad", "kilos", "kg", "cosechado", "total kg", "produccion"),
            note=N_("En la unidad del producto: kg, litros o unidades."),
            example="500",
        ),
        *(
            _own(
                Harvest,
                name,
                also=_DESTINATION_WORDS.get(name, ()),
                note=N_("Los destinos suman el total. Todos vacíos: queda por decidir."),
                example={"sale": "400", "own_use": "100"}.get(name, ""),
            )
            for name in DESTINATIONS
        ),
        UID,
    ),
    also=("cosechas", "cosecha", "produccion"),
    about=N_("Una fila por cada cosecha de un producto."),
)

_SLIPS = (
    Wanted(
        "booklet",
        Booklet._meta.fields["name"],
        also=("serie", "talonario de papel"),
        note=N_("Solo si se escribió en una hoja de talonario registrado."),
        of="booklets",
    ),
    Wanted(
        "slip",
        Document._meta.fields["slip"],
        also=("hoja", "n de talonario", "n de hoja", "numero de hoja"),
        note=N_("El número escrito en la hoja del talonario."),
    ),
)
_ACCOUNT = Wanted(
    "account",
    ChoiceField(verbose_name=N_("Caja o banco"), choices=PURSES),
    also=("de donde", "cuenta", "caja banco"),
    words=PURSE_WORDS,
    note=N_("Vacío quiere decir caja."),
)
_METHOD = Wanted(
    "method",
    ChoiceField(verbose_name=N_("Medio de pago"), choices=METHODS),
    also=("forma de pago", "medio"),
    words=METHOD_WORDS,
    note=N_("Vacío: efectivo si es de caja, transferencia si es de banco."),
)
_OPERATION = Wanted(
    "operation", Receipt._meta.fields["operation"], also=("operacion", "n operacion", "voucher")
)

DELIVERIES = Kind(
    "deliveries",
    N_("Entregas"),
    N_("entrega"),
    N_("entregas"),
    (
        Wanted(
            "day",
            Document._meta.fields["day"],
            needed=True,
            also=("dia", "fecha de entrega"),
            note=N_("Día, mes y año: 07/05/2026."),
            example="07/05/2026",
        ),
        _member(Delivery),
        _own(
            Delivery,
            "product",
            needed=True,
            also=_PRODUCT,
            note=N_("Como está en Productos; con su calidad si no hay otra columna."),
            of="products",
            example="Papa",
        ),
        _own(
            Delivery,
            "grade",
            also=("clase", "categoria", "tipo"),
            note=N_("Puede quedar vacía si el producto tiene una sola."),
            of="grades",
            example="Primera",
        ),
        Wanted(
            "gross",
            Delivery._meta.fields["gross"],
            needed=True,
            also=(
                "bruto",
                "peso",
                "cantidad",
                "kilos",
                "kg",
                "peso kg",
                "cantidad digitada",
                "neto",
            ),
            note=N_("Lo que marcó la balanza, con sacos y todo."),
            example="52.5",
        ),
        Wanted(
            "unit",
            Delivery._meta.fields["typed_unit"],
            title=N_("Unidad"),
            also=("unidad digitada", "medida", "und"),
            note=N_("Vacío: la del producto (kg). También arroba, quintal…"),
            of="units",
            example="kg",
        ),
        _own(Delivery, "sacks", also=("n de sacos", "costales", "bultos"), example="1"),
        _own(
            Delivery,
            "tare",
            also=("peso de sacos", "tara kg"),
            note=N_("Lo que pesan los sacos vacíos, en kg."),
            example="0.5",
        ),
        _own(Delivery, "impurity", also=("impureza", "impurezas", "tierra")),
        _own(Delivery, "moisture", also=("humedad",)),
        Wanted(
            "advance",
            SolesField(verbose_name=N_("Adelanto S/")),
            also=("adelanto", "adelanto pagado", "a cuenta", "pagado"),
            note=N_("Lo que se le pagó a cuenta ese día; vacío si nada."),
        ),
        _ACCOUNT,
        _OPERATION,
        *_SLIPS,
        UID,
    ),
    also=("entregas", "entrega", "acopio", "pesadas", "recepcion"),
    about=N_("Una fila por cada entrega pesada."),
)

SALES = Kind(
    "sales",
    N_("Ventas"),
    N_("venta"),
    N_("ventas"),
    (
        Wanted(
            "ref",
            NameField(verbose_name=N_("Venta N°")),
            needed=True,
            also=("n de venta", "numero de venta", "venta", "numero"),
            note=N_("El mismo número en todas las filas de una venta: 1, 2, 3…"),
            example="1",
        ),
        Wanted(
            "day",
            Document._meta.fields["day"],
            needed=True,
            also=("dia", "fecha de venta"),
            note=N_("Día, mes y año: 16/05/2026."),
            example="16/05/2026",
        ),
        _own(
            Sale,
            "buyer",
            needed=True,
            also=("comprador", "compradora", "empresa"),
            note=N_("Si no está registrado, se registra con la venta."),
            of="buyers",
            example="Comercial Sur S.A.C.",
        ),
        _own(
            Sale,
            "lot",
            needed=True,
            note=N_("Lo que se liquida junto: «papa de mayo»."),
            of="lots",
            example="papa de mayo",
        ),
        Wanted(
            "product",
            SaleLine._meta.fields["product"],
            needed=True,
            also=_PRODUCT,
            of="products",
            example="Papa",
        ),
        Wanted(
            "grade",
            SaleLine._meta.fields["grade"],
            also=("clase", "categoria", "tipo"),
            of="grades",
            example="Primera",
        ),
        Wanted(
            "quantity",
            SaleLine._meta.fields["quantity"],
            needed=True,
            also=("kilos", "kg", "peso"),
            note=N_("En la unidad del producto."),
            example="450",
        ),
        Wanted(
            "price",
            SaleLine._meta.fields["price"],
            needed=True,
            also=("precio", "precio s", "p unitario", "precio unitario"),
            note=N_("Soles por una unidad del producto."),
            example="1.80",
        ),
        Wanted(
            "terms",
            ChoiceField(verbose_name=N_("Condición"), choices=TERMS),
            also=("forma de pago", "condicion de pago"),
            words=TERMS_WORDS,
            note=N_("Contado o Crédito. Vacío: Contado, o Crédito si hay vencimiento."),
            example="Contado",
        ),
        Wanted(
            "due",
            DayField(verbose_name=N_("Vence")),
            also=("vencimiento", "fecha de vencimiento"),
            note=N_("Solo al crédito: hasta cuándo se paga."),
        ),
        Wanted(
            "voucher",
            Sale._meta.fields["voucher"],
            also=("comprobante", "factura", "boleta", "n de factura"),
        ),
        UID,
    ),
    also=("ventas", "venta"),
    about=N_("Una fila por cada producto vendido; las de una venta llevan el mismo número."),
)

COLLECTIONS = Kind(
    "collections",
    N_("Cobros"),
    N_("cobro"),
    N_("cobros"),
    (
        Wanted(
            "ref",
            NameField(verbose_name=N_("Venta N°")),
            needed=True,
            also=("n de venta", "numero de venta", "venta"),
            note=N_("El número de la hoja Ventas, o el del programa: V-2026-0001."),
            example="1",
        ),
        Wanted(
            "day",
            Document._meta.fields["day"],
            needed=True,
            also=("dia", "fecha de cobro"),
            note=N_("Día, mes y año: 18/05/2026."),
            example="18/05/2026",
        ),
        Wanted(
            "amount",
            Receipt._meta.fields["amount"],
            needed=True,
            also=("cobrado", "importe", "cobrado s", "monto", "total"),
            example="810.00",
        ),
        _ACCOUNT,
        _METHOD,
        _OPERATION,
        *_SLIPS,
        UID,
    ),
    also=("cobros", "cobro", "cobranzas"),
    about=N_("Una fila por cada cobro de una venta."),
)

RECEIPTS = Kind(
    "receipts",
    N_("Ingresos y egresos"),
    N_("recibo"),
    N_("recibos"),
    (
        Wanted(
            "day",
            Document._meta.fields["day"],
            needed=True,
            also=("dia", "fecha de pago"),
            note=N_("Día, mes y año: 10/05/2026."),
            example="10/05/2026",
        ),
        Wanted(
            "party",
            Receipt._meta.fields["party"],
            needed=True,
            also=("recibido de", "pagado a", "nombre", "a quien", "de quien", "persona", "señor"),
            note=N_("Un socio por su nombre, código o DNI; un cliente; u otro nombre."),
            example="Librería del Centro",
        ),
        _own(
            Receipt,
            "concept",
            needed=True,
            also=("detalle", "descripcion", "por concepto de", "glosa", "motivo"),
            example="Cuadernos para el padrón",
        ),
        _own(
            Receipt,
            "category",
            needed=True,
            also=("categoria", "cuenta contable", "partida"),
            note=N_("Uno de los rubros del libro."),
            of="categories",
            example="útiles",
        ),
        Wanted(
            "income",
            SolesField(verbose_name=N_("Ingreso S/")),
            also=("ingreso", "ingresos", "entrada", "entradas", "debe"),
            note=N_("Llene Ingreso o Egreso, no los dos."),
        ),
        Wanted(
            "expense",
            SolesField(verbose_name=N_("Egreso S/")),
            also=("egreso", "egresos", "salida", "salidas", "gasto", "gastos", "haber"),
            note=N_("Llene Ingreso o Egreso, no los dos."),
            example="12.50",
        ),
        _ACCOUNT,
        _METHOD,
        _OPERATION,
        _own(
            Receipt,
            "lot",
            note=N_("Solo un gasto que pagan los socios de ese lote."),
            of="lots",
        ),
        Wanted(
            "fund",
            Fund._meta.fields["name"],
            title=N_("Fondo"),
            note=N_("Solo dinero que tiene un fin: una donación o su gasto."),
            of="funds",
        ),
        *_SLIPS,
        UID,
    ),
    also=("recibos", "libro caja", "caja", "ingresos", "egresos", "gastos", "movimientos"),
    about=N_("Una fila por cada ingreso o egreso de dinero."),
)

# In the order in which they are stored: what later ones name comes before.
KINDS = (MEMBERS, PLOTS, HARVESTS, DELIVERIES, SALES, COLLECTIONS, RECEIPTS)
BY_NAME = {kind.name: kind for kind in KINDS}
