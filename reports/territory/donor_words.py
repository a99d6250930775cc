"""How the donor report says its figures, the same on paper and in the workbook."""

from models.indicators.cases import LEAST
from models.indicators.measuring import Measured, said
from models.indicators.records import Indicator
from models.language import _

TOO_FEW = "—"


def name_of(indicator: Indicator, language: str) -> str:
    """In English where somebody wrote it so; and its watershed, if it is of one."""
    name = str(indicator.english) if language == "en" and indicator.english else str(indicator.name)
    return f"{name} ({indicator.watershed})" if indicator.watershed_id else name


def value_of(one: Measured) -> str:
    return TOO_FEW if one.kept_back else said(one.value, str(one.indicator.unit))


def rules() -> list[str]:
    """What a reader must know of the figures."""
    return [
        _(
            "Este informe no lleva nombres ni documentos de nadie. Los grupos de menos de {n} personas"
            " no se dan por separado; donde aun juntos son menos, no se separa nada."
        ).format(n=LEAST),
        _("«{mark}» no se da: es de menos de {n} personas, o dejaría sacar otra que lo es.").format(
            mark=TOO_FEW, n=LEAST
        ),
        _(
            "Ingreso por familia: lo liquidado en el periodo, sin costos ni servicio, entre todas las"
            " familias socias. Avance del plan: promedio de sus actividades, cada una hasta 100 %."
        ),
        _("Todo sale de lo registrado en los libros, menos los valores escritos a mano."),
    ]
