"""Sheets of registers: the padrón, the plots, and the harvests of each family."""

from models.importing.wanted import A_MEMBER, PRODUCT_WORDS, UID, Kind, its_member, own_field
from models.language import N_
from models.people.members import Member
from models.produce.harvests import DESTINATIONS, Harvest
from models.produce.plots import Plot

SEX_WORDS = {"femenino": "F", "mujer": "F", "hembra": "F", "masculino": "M", "hombre": "M"}

MEMBERS = Kind(
    "members",
    N_("Padrón"),
    N_("socio"),
    N_("socios"),
    (
        own_field(
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
            example=A_MEMBER,
        ),
        own_field(
            Member,
            "dni",
            needed=True,
            also=("documento", "n dni", "doc identidad", "numero de dni"),
            note=N_("8 cifras. Si empieza con 0, escríbalo también."),
            example="01234567",
        ),
        own_field(
            Member,
            "sex",
            needed=True,
            also=("genero",),
            words=SEX_WORDS,
            note=N_("Mujer o Varón."),
            example="Mujer",
        ),
        own_field(
            Member,
            "admitted",
            needed=True,
            also=("ingreso", "fecha ingreso", "ingreso el", "socio desde", "fecha de admision"),
            note=N_("Día, mes y año: 15/01/2024."),
            example="15/01/2024",
        ),
        own_field(
            Member,
            "code",
            also=("cod", "codigo de socio"),
            note=N_("Si lo deja vacío, el programa pone el siguiente."),
            example="S01",
        ),
        own_field(Member, "born", also=("nacimiento", "nacio", "fecha nac"), example="20/06/1980"),
        own_field(Member, "phone", also=("telefono", "cel", "movil"), example="984123456"),
        own_field(Member, "community", also=("sector comunidad", "anexo"), of="communities"),
        own_field(Member, "address", also=("sector", "direccion", "domicilio")),
        own_field(Member, "admission_minutes", also=("acta de ingreso",)),
        own_field(
            Member,
            "dues_exempt",
            also=("exonerado", "exonerada"),
            note=N_("sí o no. Vacío quiere decir no."),
        ),
        own_field(Member, "departed", also=("retiro", "fecha retiro")),
        own_field(Member, "departure", also=("motivo retiro",)),
        own_field(Member, "departure_minutes"),
        own_field(Member, "civil_state"),
        own_field(Member, "partner", also=("conyuge", "conviviente", "esposo", "esposa")),
        own_field(Member, "partner_dni"),
        own_field(Member, "occupation", also=("ocupacion",)),
        own_field(Member, "household", also=("personas hogar", "integrantes")),
        own_field(Member, "tongue", also=("idioma", "lengua materna")),
        own_field(Member, "ppa_code", also=("ppa",)),
        own_field(Member, "ruc", also=("n ruc",)),
        own_field(Member, "bank_account", also=("cuenta", "n de cuenta")),
        own_field(Member, "remarks", also=("obs", "observacion", "notas")),
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
        its_member(Plot),
        own_field(
            Plot,
            "code",
            also=("parcela", "cod", "codigo de parcela"),
            note=N_("Si lo deja vacío, el programa pone el siguiente."),
            example="P001",
        ),
        own_field(Plot, "name", also=("nombre de parcela", "lugar", "sector"), example="Pampa"),
        own_field(
            Plot,
            "typed_area",
            needed=True,
            also=("superficie", "extension", "ha", "hectareas", "area ha", "area total"),
            note=N_("Solo el número; la medida va en «Medida en»."),
            example="0.75",
        ),
        own_field(
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
        own_field(
            Harvest,
            "day",
            needed=True,
            also=("dia", "fecha de cosecha"),
            note=N_("Día, mes y año: 07/05/2026."),
            example="07/05/2026",
        ),
        its_member(Harvest),
        own_field(
            Harvest, "product", needed=True, also=PRODUCT_WORDS, of="products", example="Papa"
        ),
        own_field(
            Harvest,
            "plot",
            also=("codigo de parcela",),
            note=N_("Su código, como está en la hoja Parcelas."),
            of="plots",
            example="P001",
        ),
        own_field(
            Harvest,
            "area",
            also=("ha", "hectareas", "area", "area cosechada"),
            note=N_("En hectáreas. Vacío quiere decir toda la parcela."),
        ),
        own_field(
            Harvest,
            "total",
            needed=True,
            also=("cantidad", "kilos", "kg", "cosechado", "total kg", "produccion"),
            note=N_("En la unidad del producto: kg, litros o unidades."),
            example="500",
        ),
        *(
            own_field(
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
