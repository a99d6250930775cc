"""Two short surveys of a family: what it ate yesterday, and in which months food ran short.

HDDS counts the groups of food (0 to 12) eaten at home in the last day and night; it is not asked
after a feast. MAHFP is twelve less the months of the last twelve without enough food (domain 7.1).
Both are asked at the same time of each year, so that years can be compared.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce
from operator import add
from typing import Any

from peewee import BooleanField, Case, Cast, ForeignKeyField

from models.associations import Association
from models.fields import ChoiceField, DayField, NameField, NoteField
from models.language import N_, _
from models.people.members import Member
from models.record import Column, Record, RecordType

GROUPS = (
    ("cereals", N_("Cereales: maíz, trigo, cebada, quinua, pan, fideos")),
    ("tubers", N_("Papa, chuño, oca, olluco, yuca")),
    ("vegetables", N_("Verduras")),
    ("fruits", N_("Frutas")),
    ("meat", N_("Carne: cuy, res, oveja, gallina, menudencia")),
    ("eggs", N_("Huevos")),
    ("fish", N_("Pescado")),
    ("pulses", N_("Menestras: haba, tarwi, frijol, arveja")),
    ("milk", N_("Leche, queso, yogur")),
    ("oils", N_("Aceite, manteca, mantequilla")),
    ("sugar", N_("Azúcar, chancaca, miel")),
    ("other", N_("Café, té, ají, condimentos")),
)
MONTHS = (
    ("august", N_("agosto")),
    ("september", N_("setiembre")),
    ("october", N_("octubre")),
    ("november", N_("noviembre")),
    ("december", N_("diciembre")),
    ("january", N_("enero")),
    ("february", N_("febrero")),
    ("march", N_("marzo")),
    ("april", N_("abril")),
    ("may", N_("mayo")),
    ("june", N_("junio")),
    ("july", N_("julio")),
)
BANDS = (("low", N_("Poca")), ("middle", N_("Media")), ("high", N_("Buena")))  # 0-3, 4-5, 6-12


class DietSurvey(Record):
    """Which groups of food a family ate the day before. `member` is who of the padrón it is of."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    member = ForeignKeyField(Member, verbose_name=N_("Familia de"), on_delete="RESTRICT")
    day = DayField(verbose_name=N_("Fecha"))
    answered = NameField(verbose_name=N_("Quién respondió"), default="")
    feast = BooleanField(verbose_name=N_("¿Ayer fue día de fiesta?"))
    cereals = BooleanField(verbose_name=GROUPS[0][1])
    tubers = BooleanField(verbose_name=GROUPS[1][1])
    vegetables = BooleanField(verbose_name=GROUPS[2][1])
    fruits = BooleanField(verbose_name=GROUPS[3][1])
    meat = BooleanField(verbose_name=GROUPS[4][1])
    eggs = BooleanField(verbose_name=GROUPS[5][1])
    fish = BooleanField(verbose_name=GROUPS[6][1])
    pulses = BooleanField(verbose_name=GROUPS[7][1])
    milk = BooleanField(verbose_name=GROUPS[8][1])
    oils = BooleanField(verbose_name=GROUPS[9][1])
    sugar = BooleanField(verbose_name=GROUPS[10][1])
    other = BooleanField(verbose_name=GROUPS[11][1])
    remarks = NoteField(verbose_name=N_("Observaciones"), default="")
    member_id: int

    class Meta:
        indexes = ((("association", "day"), False), (("member", "day"), True))

    def __str__(self) -> str:
        return _("{member}, {day}").format(member=self.member, day=self.text("day"))

    def searched(self) -> str:
        return str(self.answered)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        say = _("Después de una fiesta se come distinto. Haga la encuesta otro día.")
        yield "feast", not self.feast, say
        yield from _asked_once(self)

    def doubts(self) -> Iterator[tuple[str, bool, str]]:
        yield "day", self.day <= date.today(), _("Esa fecha todavía no llega. ¿Es correcta?")

    @property
    def score(self) -> int:
        """Groups eaten, 0 to 12."""
        return sum(bool(getattr(self, name)) for name, _words in GROUPS)


class ShortageSurvey(Record):
    """The months of the last twelve in which the family had not enough food."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    member = ForeignKeyField(Member, verbose_name=N_("Familia de"), on_delete="RESTRICT")
    day = DayField(verbose_name=N_("Fecha"))
    answered = NameField(verbose_name=N_("Quién respondió"), default="")
    august = BooleanField(verbose_name=N_("agosto"))
    september = BooleanField(verbose_name=N_("setiembre"))
    october = BooleanField(verbose_name=N_("octubre"))
    november = BooleanField(verbose_name=N_("noviembre"))
    december = BooleanField(verbose_name=N_("diciembre"))
    january = BooleanField(verbose_name=N_("enero"))
    february = BooleanField(verbose_name=N_("febrero"))
    march = BooleanField(verbose_name=N_("marzo"))
    april = BooleanField(verbose_name=N_("abril"))
    may = BooleanField(verbose_name=N_("mayo"))
    june = BooleanField(verbose_name=N_("junio"))
    july = BooleanField(verbose_name=N_("julio"))
    remarks = NoteField(verbose_name=N_("Observaciones"), default="")
    member_id: int

    class Meta:
        indexes = ((("association", "day"), False), (("member", "day"), True))

    def __str__(self) -> str:
        return _("{member}, {day}").format(member=self.member, day=self.text("day"))

    def searched(self) -> str:
        return str(self.answered)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield from _asked_once(self)

    def doubts(self) -> Iterator[tuple[str, bool, str]]:
        yield "day", self.day <= date.today(), _("Esa fecha todavía no llega. ¿Es correcta?")

    @property
    def score(self) -> int:
        """Months with enough food, 0 to 12."""
        return 12 - sum(bool(getattr(self, name)) for name, _words in MONTHS)


def _asked_once(survey: Any) -> Iterator[tuple[str, bool, str]]:
    kind = type(survey)
    same = kind.select().where(
        kind.member == survey.member_id, kind.day == survey.day, kind.id != (survey.id or 0)
    )
    yield "day", not same.exists(), _("Ya está la encuesta de esa familia de ese día.")


def band(score: int) -> str:
    """«low» to 3 groups, «middle» with 4 or 5, «high» from 6 on."""
    return "low" if score <= 3 else "middle" if score <= 5 else "high"


def ticked(model: Any, names: Sequence[tuple[str, str]]) -> Any:
    """How many of these are «sí», in SQL."""
    return reduce(add, (getattr(model, name) for name, _words in names))


_diet: Any = ticked(DietSurvey, GROUPS)
_shortage: Any = 12 - ticked(ShortageSurvey, MONTHS)

DIET = RecordType(
    DietSurvey,
    title=N_("Encuestas de comida"),
    one=N_("encuesta de comida"),
    menu="land",
    icon="egg-fried",
    columns=(
        Column(N_("Fecha"), DietSurvey.day, sample="31/12/2026"),
        Column(N_("Familia de"), Member.name, sample="Quispe Mamani, María", strong=True),
        Column(N_("Respondió"), DietSurvey.answered, sample="Ccori Puma, Rosa", rank=1),
        Column(N_("Grupos (de 12)"), Cast(_diet, "INTEGER"), like=Member.place, sample="12"),
        Column(
            N_("Variedad"),
            Case(None, [(_diet <= 3, "low"), (_diet <= 5, "middle")], "high"),
            like=ChoiceField(choices=BANDS),
            sample="Media",
            tones={"low": "danger", "middle": "warn", "high": "good"},
        ),
    ),
    joins=(DietSurvey.member,),
    search=(DietSurvey.member,),
    form={
        N_("Encuesta"): ("member", "day", "answered", "feast"),
        N_("¿Qué comieron ayer en casa, de día o de noche?"): tuple(n for n, _w in GROUPS),
        N_("Algo más"): ("remarks",),
    },
    order=(DietSurvey.day.desc(), DietSurvey.id.desc()),
)

SHORTAGE = RecordType(
    ShortageSurvey,
    title=N_("Encuestas de escasez"),
    one=N_("encuesta de escasez"),
    menu="land",
    icon="calendar-x",
    columns=(
        Column(N_("Fecha"), ShortageSurvey.day, sample="31/12/2026"),
        Column(N_("Familia de"), Member.name, sample="Quispe Mamani, María", strong=True),
        Column(N_("Respondió"), ShortageSurvey.answered, sample="Ccori Puma, Rosa", rank=1),
        Column(
            N_("Meses con comida (de 12)"),
            Cast(_shortage, "INTEGER"),
            like=Member.place,
            sample="12",
        ),
    ),
    joins=(ShortageSurvey.member,),
    search=(ShortageSurvey.member,),
    form={
        N_("Encuesta"): ("member", "day", "answered"),
        N_("¿En qué meses no alcanzó la comida?"): tuple(n for n, _w in MONTHS),
        N_("Algo más"): ("remarks",),
    },
    order=(ShortageSurvey.day.desc(), ShortageSurvey.id.desc()),
)
