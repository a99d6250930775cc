"""Sheets of papers: deliveries, sales with what was collected of them, and receipts."""

from models.booklets import Booklet
from models.cash.cash_book import METHODS, Receipt
from models.cash.funds import Fund
from models.documents import Document
from models.fields import ChoiceField, DayField, NameField, SolesField
from models.importing.wanted import PRODUCT_WORDS, UID, Kind, Wanted, its_member, own_field
from models.language import N_
from models.money import PURSES
from models.produce.deliveries import Delivery
from models.produce.sales import TERMS, Sale, SaleLine

PURSE_WORDS = {"caja": "cash", "efectivo": "cash", "banco": "bank", "billetera": "bank"}
METHOD_WORDS = {"yape": "wallet", "plin": "wallet"}
TERMS_WORDS = {"al contado": "cash", "al credito": "credit", "efectivo": "cash"}

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
        its_member(Delivery),
        own_field(
            Delivery,
            "product",
            needed=True,
            also=PRODUCT_WORDS,
            note=N_("Como está en Productos; con su calidad si no hay otra columna."),
            of="products",
            example="Papa",
        ),
        own_field(
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
        own_field(Delivery, "sacks", also=("n de sacos", "costales", "bultos"), example="1"),
        own_field(
            Delivery,
            "tare",
            also=("peso de sacos", "tara kg"),
            note=N_("Lo que pesan los sacos vacíos, en kg."),
            example="0.5",
        ),
        own_field(Delivery, "impurity", also=("impureza", "impurezas", "tierra")),
        own_field(Delivery, "moisture", also=("humedad",)),
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
        own_field(
            Sale,
            "buyer",
            needed=True,
            also=("comprador", "compradora", "empresa"),
            note=N_("Si no está registrado, se registra con la venta."),
            of="buyers",
            example="Comercial Sur S.A.C.",
        ),
        own_field(
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
            also=PRODUCT_WORDS,
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
        own_field(
            Receipt,
            "concept",
            needed=True,
            also=("detalle", "descripcion", "por concepto de", "glosa", "motivo"),
            example="Cuadernos para el padrón",
        ),
        own_field(
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
        own_field(
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
