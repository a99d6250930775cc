"""Members: the padrón of an association, and who of them holds office (domain 1.2, 1.4)."""

from collections.abc import Container, Iterable, Iterator
from datetime import date
from itertools import count

from peewee import BooleanField, Case, Expression, ForeignKeyField, IntegerField, fn

from models.asked import known, remember
from models.associations import Association
from models.changes import transaction
from models.fields import (
    ChoiceField,
    DayField,
    DniField,
    MaskedField,
    NameField,
    NoteField,
    PhoneField,
    RucField,
    folded,
    show,
)
from models.language import N_, _
from models.months import Month, check_open, first_month, newest_opening
from models.people.households import Household
from models.places import Community
from models.record import Column, Record, RecordType, RulesBroken, State, rows

SEXES = (("F", N_("Mujer")), ("M", N_("Varón")))
CIVIL_STATES = (
    ("single", N_("Soltera o soltero")),
    ("married", N_("Casada o casado")),
    ("partner", N_("Conviviente")),
    ("widowed", N_("Viuda o viudo")),
    ("divorced", N_("Divorciada o divorciado")),
)
DEPARTURES = (
    ("resigned", N_("Renunció")),
    ("excluded", N_("Excluida o excluido")),
    ("deceased", N_("Falleció")),
)
CONDITIONS = (
    ("active", N_("Activo")),
    ("left", N_("Retirado")),
    ("forgotten", N_("Datos retirados")),
)
SERIES = "{key:08}"  # stands for a DNI that was taken away: no person has a number so low


class Member(Record):
    """A producer in the padrón, from the day of admission to the day before that of departure."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    place = IntegerField(verbose_name=N_("N° de orden"))
    code = NameField(verbose_name=N_("Código"), default="")  # the next free one if left empty
    name = NameField(verbose_name=N_("Apellidos y nombres"))
    dni = DniField(verbose_name=N_("DNI"))
    sex = ChoiceField(verbose_name=N_("Sexo"), choices=SEXES)
    born = DayField(verbose_name=N_("Fecha de nacimiento"), null=True)
    civil_state = ChoiceField(verbose_name=N_("Estado civil"), choices=CIVIL_STATES, null=True)
    partner = NameField(verbose_name=N_("Cónyuge o conviviente"), default="")
    partner_dni = DniField(verbose_name=N_("DNI del cónyuge"), null=True)
    occupation = NameField(verbose_name=N_("Actividad"), default="")
    community = ForeignKeyField(
        Community, verbose_name=N_("Comunidad"), null=True, on_delete="RESTRICT"
    )
    address = NameField(verbose_name=N_("Sector o dirección"), default="")
    phone = PhoneField(verbose_name=N_("Celular"), null=True)
    admitted = DayField(verbose_name=N_("Fecha de ingreso"))
    admission_minutes = NameField(verbose_name=N_("Acta de admisión"), default="")
    dues_exempt = BooleanField(verbose_name=N_("Exonerado de cuotas"), default=False)
    departed = DayField(verbose_name=N_("Fecha de retiro"), null=True)
    departure = ChoiceField(verbose_name=N_("Motivo del retiro"), choices=DEPARTURES, null=True)
    departure_minutes = NameField(verbose_name=N_("Acta o detalle del retiro"), default="")
    household = IntegerField(verbose_name=N_("Personas en el hogar"), null=True)
    home = ForeignKeyField(
        Household, verbose_name=N_("Hogar"), null=True, on_delete="RESTRICT", backref="members"
    )
    tongue = NameField(verbose_name=N_("Lengua"), default="")
    ppa_code = NameField(verbose_name=N_("Código PPA"), default="")
    ruc = RucField(verbose_name=N_("RUC"), null=True)
    bank_account = NameField(verbose_name=N_("Cuenta bancaria"), default="")
    remarks = NoteField(verbose_name=N_("Observaciones"), default="")
    consented = DayField(verbose_name=N_("Firmó el consentimiento"), null=True)
    withdrew = DayField(verbose_name=N_("Lo retiró"), null=True)
    forgotten = DayField(verbose_name=N_("Se retiraron sus datos"), null=True)
    association_id: int | None
    community_id: int | None
    home_id: int | None

    class Meta:
        indexes = (
            (("association", "dni"), True),
            (("association", "code"), True),
            (("association", "place"), True),
        )

    def __str__(self) -> str:
        return str(self.name)

    def searched(self) -> str:
        return f"{self.name} {self.code} {self.dni}"

    def hints(self) -> dict[str, str]:
        if self.lost_dni:
            return {"dni": _("Se retiró: este número no es de nadie.")}
        if self.id or not self.association_id:
            return {}
        return {
            "code": _("el siguiente libre: {code}").format(code=next_place(self.association)[1])
        }

    @property
    def masked_dni(self) -> str:
        """«•••321»: enough to tell two people apart, too little to be copied."""
        return _("retirado") if self.lost_dni else show(MaskedField(), self.dni)

    @property
    def lost_dni(self) -> bool:
        """Whether the DNI was taken away with the other data of somebody who left."""
        return self.forgotten is not None and self.dni == SERIES.format(key=self.id)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        other = self.rival("dni")
        yield (
            "dni",
            other is None,
            _("El DNI {dni} ya está en el padrón: {name}.").format(dni=self.dni, name=other),
        )
        same = self.rival("code")
        yield (
            "code",
            same is None,
            _("El código {code} ya es de {name}.").format(code=self.code, name=same),
        )
        yield (
            "born",
            self.born is None or self.born < self.admitted,
            _("Nació después de ingresar. Revise las dos fechas."),
        )
        yield (
            "departed",
            self.departed is None or self.departed >= self.admitted,
            _("Se retiró antes de ingresar. Revise las dos fechas."),
        )
        yield (
            "departure",
            (self.departed is None) == (self.departure is None),
            _("Ponga la fecha y el motivo del retiro, los dos."),
        )
        yield (
            "ruc",
            not (self.ruc and str(self.ruc).startswith("10")) or self.ruc[2:10] == self.dni,
            _("El RUC de una persona lleva su DNI: 10{dni}.").format(dni=self.dni),
        )
        yield (
            "withdrew",
            self.withdrew is None or (self.consented or date.max) <= self.withdrew,
            _("Retiró el consentimiento antes de firmarlo. Revise las dos fechas."),
        )
        yield from self._frozen_days()

    def _frozen_days(self) -> Iterator[tuple[str, bool, str]]:
        """Once a month is closed, its padrón stays: nobody enters or leaves on a day before."""
        first, newest = first_month(self.association), newest_opening(self.association)
        if newest is None or first is None or newest.day == first.first:
            return
        before = self.before()
        for name in ("admitted", "departed"):
            was, now = getattr(before, name, None), getattr(self, name)
            moved = {day for day in (was, now) if day is not None} if was != now else set()
            yield (
                name,
                all(day >= newest.day for day in moved),
                _("El mes de {month} está cerrado.").format(
                    month=Month.of(min(moved, default=newest.day)).title
                ),
            )

    def doubts(self) -> Iterator[tuple[str, bool, str]]:
        ask = _("Esa fecha todavía no llega. ¿Es correcta?")
        yield "admitted", self.admitted <= date.today(), ask
        for name in ("departed", "consented", "withdrew"):
            day = getattr(self, name)
            yield name, day is None or day <= date.today(), ask

    def complete(self) -> None:
        if self.association_id and not (self.place and self.code):
            place, code = next_place(self.association)
            self.place, self.code = self.place or place, self.code or code

    def is_called(self, words: str) -> bool:
        """Whether what they are found by contains every word."""
        return all(word in str(self.found_by) for word in folded(words).split())

    def is_member_on(self, day: date) -> bool:
        return bool(self.admitted <= day and (self.departed is None or day < self.departed))


def found(association: Association, words: str, limit: int) -> list[Member]:
    """The first `limit` members whose name, code or DNI has every word, by alphabet.

    The one whose code or DNI was typed in full comes first; who left comes last.
    """
    exact = fn.LOWER(Member.code) == folded(words)
    exact |= Member.dni == words.strip()
    query = Member.select().where(Member.association == association)
    for word in folded(words).split():
        query = query.where(Member.found_by.contains(word))
    order = exact.desc(), Member.departed.is_null(False), Member.found_by
    return list(query.order_by(*order).limit(limit))


def active_on(day: date) -> Expression:
    """Condition: admitted and not resigned by that day (FORMAT rule 17)."""
    return (Member.admitted <= day) & (Member.departed.is_null() | (Member.departed > day))


def active_members(association: Association, day: date | None = None) -> list["Member"]:
    """Who is a member on that day (today if none is said), by alphabet."""
    query = Member.select().where(Member.association == association, active_on(day or date.today()))
    return list(query.order_by(Member.found_by))


def next_place(association: Association) -> tuple[int, str]:
    """The next number of the padrón and the next free code, S01, S02, …"""
    if (last := known(Member, "last")) is not None:
        return _next_place(last["place"], known(Member, "code") or {})
    highest = (
        Member.select(fn.MAX(Member.place)).where(Member.association == association).scalar() or 0
    )
    taken = {
        code
        for (code,) in rows(Member.select(Member.code).where(Member.association == association))
    }
    return _next_place(highest, taken)


def _next_place(last: int, taken: Container[str]) -> tuple[int, str]:
    free = next(n for n in count(last + 1) if f"S{n:02}" not in taken)
    return last + 1, f"S{free:02}"


def remember_padron(members: Iterable[Member]) -> None:
    """Within `answers_kept`: know the whole padrón by what no two of its members may share."""
    if (last := known(Member, "last")) is not None:
        last["place"] = 0
        for one in members:
            remember_member(one)


def remember_member(member: Member) -> None:
    """Within `answers_kept`: from now on nobody else may have the same code or DNI."""
    remember(member, "dni", "code")
    if (last := known(Member, "last")) is not None:
        last["place"] = max(last["place"], member.place)


def register_of(association: Association, until: date) -> list[Member]:
    """Everyone admitted by that day, in the order of the padrón, who resigned too."""
    query = Member.select().where(Member.association == association, Member.admitted <= until)
    return list(query.order_by(Member.place))


def admit(member: Member, day: date, *, sure: bool = False) -> Member:
    """Enter a person in the padrón from that day on, which lies in an open month."""
    with transaction():
        check_open(member.association, day)
        member.admitted = day
        member.save(sure=sure)
    return member


def resign(
    member: Member, day: date, reason: str, departure: str = "resigned", *, sure: bool = False
) -> Member:
    """Write that a member left on that day of an open month. What is owed stays owed (CC art. 91)."""
    with transaction():
        check_open(member.association, day)
        stored = Member.get_by_id(member.id)
        if stored.departed is not None:
            raise RulesBroken({"departed": _("{name} ya se retiró.").format(name=member.name)})
        stored.departed, stored.departure, stored.departure_minutes = day, departure, reason
        stored.save(sure=sure)
    return stored


# Who is in the padrón today without a signed consent that holds (Ley 29733, art. 13).
LACKING = Member.departed.is_null() & (
    Member.consented.is_null() | (Member.withdrew >= Member.consented)
)

MEMBERS = RecordType(
    Member,
    title=N_("Socios"),
    one=N_("socio"),
    menu="people",
    icon="people",
    columns=(
        Column(N_("N°"), Member.place, sample="123"),
        Column(N_("Código"), Member.code, sample="S123"),
        Column(
            N_("Apellidos y nombres"),
            Member.name,
            sample="Quispe Mamani, María Asunción",
            strong=True,
        ),
        Column(N_("Sexo"), Member.sex, sample="Mujer", rank=3),
        Column(N_("Comunidad"), Community.name, sample="Santa Lucía", rank=2),
        Column(N_("Celular"), Member.phone, sample="984 123 456", rank=4),
        Column(N_("Ingresó"), Member.admitted, sample="15/01/2024", rank=1),
        Column(
            N_("Condición"),
            Case(
                None,
                [
                    (Member.forgotten.is_null(False), "forgotten"),
                    (Member.departed.is_null(), "active"),
                ],
                "left",
            ),
            like=ChoiceField(choices=CONDITIONS),
            sample="Datos retirados",
            tones={"active": "good", "left": "soft", "forgotten": "soft"},
        ),
    ),
    joins=(Member.community,),
    search=(Member.community,),
    form={
        N_("Quién es"): ("name", "dni", "sex", "born", "phone", "community", "address"),
        N_("En la asociación"): (
            "code",
            "admitted",
            "admission_minutes",
            "dues_exempt",
            "departed",
            "departure",
            "departure_minutes",
        ),
        N_("Para el padrón"): (
            "civil_state",
            "partner",
            "partner_dni",
            "occupation",
            "home",
            "household",
            "tongue",
            "ppa_code",
            "ruc",
        ),
        N_("Para sus pagos"): ("bank_account", "remarks"),
        N_("Permiso para usar sus datos"): ("consented", "withdrew"),
    },
    order=(Member.place,),
    states=(
        State(N_("Activos"), Member.departed.is_null()),
        State(N_("Retirados"), Member.departed.is_null(False)),
        State(N_("Sin consentimiento"), LACKING),
    ),
)
