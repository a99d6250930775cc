"""The written scenario: the actors of Pomacanchi, two sessions, a plan, and four families surveyed.

Everyone is fictitious. The figures that come of it are worked out by hand in the tests.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from models.associations import Association
from models.cash.cash_book import Receipt
from models.council.forums import Actor, Delegate, Forum
from models.council.resolutions import DONE, Resolution
from models.council.sessions import Presence, Session, attend, seal
from models.documents import Paper
from models.food.surveys import GROUPS, MONTHS, DietSurvey, ShortageSurvey
from models.indicators.records import Indicator, IndicatorValue
from models.people.members import Member
from models.places import Community, District, Watershed
from models.plan.plans import Activity, Axis, Objective, Plan, PlannedMoney, Progress
from models.plan.spending import PlanExpense, tie
from models.plan.versions import PlanVersion, approve
from models.settling.settle import settle
from models.voiding import void
from tests.factories import a_collection, a_delivery, a_sale, an_expense, bank, cash, june, may

JULY = date(2026, 7, 31)

# Name, what it is, who speaks for it: name, sex, age, role.
TABLE = (
    (
        "Municipalidad Distrital",
        "municipality",
        (("Alcalde Uno", "M", "grown", "titular"), ("Regidora Dos", "F", "grown", "alternate")),
    ),
    ("Comunidad Tocorani", "community", (("Presidente Tres", "M", "old", "titular"),)),
    ("Comunidad Santa Lucía", "community", (("Presidenta Cuatro", "F", "grown", "titular"),)),
    ("Asociación Tocorani", "producers", (("Socia Cinco", "F", "grown", "titular"),)),
    ("Comité de Mujeres", "women", (("Lideresa Seis", "F", "grown", "titular"),)),
    ("Programa de Cuencas", "ngo", (("Técnica Siete", "F", "young", "titular"),)),
    ("Colegio Agropecuario", "education", (("Director Ocho", "M", "grown", "titular"),)),
    ("Quesería del Valle", "company", (("Gerente Nueve", "M", "grown", "titular"),)),
)
# Axis, objective, its activities: name, goal, unit, S/ and by whom in 2026, done.
PLAN = (
    (
        "Uso sostenible del suelo",
        "Recuperar andenes y manantes",
        (
            ("Rehabilitar andenes", "6", "ha", (("families", "1800"), ("ngo", "1200")), "1.5"),
            ("Cercar manantes", "4", "manantes", (("municipality", "2500"),), ""),
        ),
    ),
    (
        "Seguridad alimentaria",
        "Comer variado todo el año",
        (
            ("Instalar biohuertos", "20", "familias", (("ngo", "1600"),), "10"),
            ("Talleres de comida", "3", "talleres", (("association", "150"),), "3"),
        ),
    ),
    (
        "Economía local",
        "Vender juntos",
        (
            ("Comprar una balanza", "1", "balanza", (("association", "900"),), ""),
            ("Cuentas claras", "12", "meses", (("association", "240"),), "15"),
        ),
    ),
)
# Name, sex, born, community; and of the first four, groups and months with food before and after.
PEOPLE = (
    ("Quispe Mamani, María", "F", date(1990, 3, 1), "Tocorani", (4, 8), (6, 10)),
    ("Huamán Puma, José", "M", date(1985, 6, 2), "Tocorani", (5, 9), (7, 11)),
    ("Condori Yupa, Elena", "F", date(1960, 1, 9), "Santa Lucía", (6, 10), (6, 11)),
    ("Puma Quispe, Luz", "F", date(1999, 9, 9), "Santa Lucía", (3, 7), (5, 9)),
    ("Ccori Apaza, Rosa", "F", date(2001, 5, 5), "Tocorani", None, None),
    ("Mamani Choque, Pedro", "M", date(1979, 8, 8), "Santa Lucía", None, None),
)


@dataclass
class Scenario:
    association: Association
    forum: Forum
    delegates: dict[str, Delegate]
    members: list[Member]
    plan: Plan
    activities: list[Activity]
    sessions: list[Session] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    version: PlanVersion | None = None


def found() -> Scenario:
    """The scenario as it stands in the open book, where it was played."""
    return Scenario(
        Association.get(),
        Forum.get(),
        {str(one.name): one for one in Delegate.select()},
        list(Member.select().order_by(Member.place)),
        Plan.get(),
        list(Activity.select().order_by(Activity.id)),
        list(Session.select().order_by(Session.number)),
        [one.receipt for one in PlanExpense.select().order_by(PlanExpense.id)],
        PlanVersion.get(),
    )


def a_forum(name: str = "Mesa de la laguna") -> Forum:
    pomacanchi = Watershed.get(Watershed.name == "Pomacanchi")
    district = District.get(District.ubigeo == "080205")
    return Forum.create(name=name, watershed=pomacanchi, district=district)


def delegates_of(forum: Forum) -> dict[str, Delegate]:
    """The actors of TABLE with who speaks for them, all accredited since 2025."""
    found = {}
    for number, (name, kind, people) in enumerate(TABLE, start=1):
        actor = Actor.create(name=name, kind=kind)
        for who, sex, age, role in people:
            found[who] = Delegate.create(
                forum=forum,
                actor=actor,
                name=who,
                dni=f"{70000000 + len(found)}",
                sex=sex,
                age=age,
                role=role,
                document=f"Oficio {number}",
                since=date(2025, 8, 15),
            )
    return found


def a_session(forum: Forum, day: date, **more) -> Session:
    facts = {
        "starts": "09:00",
        "ends": "12:30",
        "venue": "Salón comunal, plaza principal",
        "called_on": date(day.year, day.month, 1),
        "means": "oficio y radio",
        "chair": "Alcalde Uno",
        "secretary": "Técnica Siete",
        "agenda": "Los manantes\nEl plan de la cuenca",
    }
    return Session.create(forum=forum, day=day, **(facts | more))


def a_resolution(session: Session, wording: str, votes: tuple[int, int, int], **more) -> Resolution:
    favour, against, abstained = votes
    made = Resolution(
        session=session,
        wording=wording,
        in_favour=favour,
        against=against,
        abstained=abstained,
        responsible="Comunidad Tocorani",
        **more,
    )
    made.save(sure=True)
    return made


def a_plan(forum: Forum) -> tuple[Plan, list[Activity]]:
    """PLAN with its money; nothing is done yet."""
    plan = Plan.create(
        forum=forum,
        name="Plan de la cuenca 2026-2028",
        since=date(2026, 1, 1),
        until=date(2028, 12, 31),
        vision="Suelos sanos, comida variada y ventas juntas.",
    )
    activities = []
    for axis_name, objective_name, steps in PLAN:
        objective = Objective.create(
            axis=Axis.create(plan=plan, name=axis_name), name=objective_name
        )
        for name, goal, unit, money, _done in steps:
            one = Activity.create(
                objective=objective,
                name=name,
                responsible="Comité de Mujeres",
                since=date(2026, 3, 1),
                until=date(2027, 12, 31),
                goal=Decimal(goal),
                unit=unit,
            )
            activities.append(one)
            for source, amount in money:
                PlannedMoney.create(activity=one, year=2026, source=source, amount=Decimal(amount))
    return plan, activities


def enrol(association: Association) -> list[Member]:
    members = []
    for place, (name, sex, born, community, *_surveys) in enumerate(PEOPLE):
        member = Member(
            association=association,
            name=name,
            dni=f"{40000001 + place}",
            sex=sex,
            born=born,
            community=Community.get(Community.name == community),
            admitted=date(2024, 1, 15),
        )
        member.save()
        members.append(member)
    return members


def survey(member: Member, day: date, groups: int, months: int) -> None:
    """So many groups eaten, and so many months with food."""
    diet = DietSurvey(association=member.association, member=member, day=day, feast=False)
    for place, (name, _words) in enumerate(GROUPS):
        setattr(diet, name, place < groups)
    diet.save()
    shortage = ShortageSurvey(association=member.association, member=member, day=day)
    for place, (name, _words) in enumerate(MONTHS):
        setattr(shortage, name, place >= months)
    shortage.save()


def play(association: Association) -> Scenario:
    """All of it, from the first accreditation to the surveys of July."""
    forum = a_forum()
    members = enrol(association)
    plan, activities = a_plan(forum)
    made = Scenario(association, forum, delegates_of(forum), members, plan, activities)
    _before_the_season(made)
    _sell_and_settle(made)
    _spend(made)
    _meet(made)
    _after_the_season(made)
    _define_indicators()
    return made


def _before_the_season(made: Scenario) -> None:
    for member, (*_who, before, _after) in zip(made.members, PEOPLE, strict=True):
        if before:
            survey(member, date(2025, 9, 10), *before)


def _sell_and_settle(made: Scenario) -> None:
    """María 100 kg and Elena 50 kg, sold at S/ 1.00 and settled less 5 %."""
    maria, elena = made.members[0], made.members[2]
    a_delivery(made.association, "100.0", may(4), member=maria)
    a_delivery(made.association, "50.0", may(4), member=elena)
    sale = a_sale(made.association, "150.0", may(5), price="1.00")
    a_collection(sale, cash("150.00"), may(6))
    settle(sale.lot, Paper(may(8)), sure=True)


def _spend(made: Scenario) -> None:
    """On two activities; another receipt is void, and one is of no activity."""
    terraces, gardens = made.activities[0], made.activities[2]
    for payment, day, activity in (
        (cash("120.00"), may(20), terraces),
        (bank("300.00"), june(10), gardens),
        (cash("55.00"), june(11), gardens),
    ):
        receipt = an_expense(made.association, payment, day)
        tie(receipt, activity)
        made.receipts.append(receipt)
    void(made.receipts[2].document, june(12), "se pagó dos veces")
    made.receipts.append(an_expense(made.association, cash("18.50"), june(13)))
    for activity, done in zip(made.activities, _done(), strict=True):
        if done:
            Progress.create(activity=activity, day=june(30), done=Decimal(done), note="Faena")


def _done() -> list[str]:
    return [step[4] for _axis, _objective, steps in PLAN for step in steps]


def _meet(made: Scenario) -> None:
    first = a_session(made.forum, may(9))
    _come(made, first, "Alcalde Uno", "Regidora Dos", "Presidente Tres", "Presidenta Cuatro")
    _come(made, first, "Socia Cinco", "Lideresa Seis")
    a_resolution(
        first,
        "Recorrer los manantes.",
        (5, 0, 0),
        due=june(15),
        state=DONE,
        settled_on=june(14),
        evidence="Lista de manantes",
        activity=made.activities[1],
    )
    a_resolution(first, "Preparar el plan.", (4, 1, 0), due=june(30))
    seal(first, may(9))

    second = a_session(made.forum, date(2026, 7, 11))
    _come(made, second, "Regidora Dos", "Presidente Tres", "Presidenta Cuatro", "Socia Cinco")
    _come(made, second, "Lideresa Seis", "Técnica Siete")
    Presence.create(session=second, name="Enfermera Diez", sex="F", age="young", body="Posta")
    day = second.day
    a_resolution(second, "Aprobar el plan.", (6, 0, 0), state=DONE, settled_on=day)
    a_resolution(second, "Faena de andenes.", (4, 1, 1), due=date(2026, 9, 30))
    made.version = approve(made.plan, second)
    seal(second, day)
    made.sessions = [first, second]


def _come(made: Scenario, session: Session, *names: str) -> None:
    for name in names:
        attend(session, made.delegates[name])


def _after_the_season(made: Scenario) -> None:
    for member, (*_who, _before, after) in zip(made.members, PEOPLE, strict=True):
        if after:
            survey(member, date(2026, 7, 20), *after)


# Name, English, formula, unit, baseline, target.
INDICATORS = (
    ("Socios activos", "Active members", "members", "personas", "4", "10"),
    ("Mujeres", "Women", "women", "%", "50", "75"),
    ("Grupos de comida", "Food groups", "hdds", "grupos", "4.5", "7"),
    ("Meses con comida", "Months with food", "mahfp", "meses", "8.5", "11"),
    ("Kilos vendidos", "Kilos sold", "sold", "kg", "", ""),
    ("Ingreso por familia", "Income per family", "income", "S/", "", ""),
    ("Acuerdos cumplidos", "Resolutions fulfilled", "fulfilled", "%", "0", "80"),
    ("Mujeres en la mesa", "Women at the table", "women_attending", "%", "", ""),
    ("Avance del plan", "Progress of the plan", "plan_done", "%", "0", "100"),
    ("Gastado en el plan", "Spent on the plan", "plan_spent", "S/", "", ""),
    ("Manantes protegidos", "Springs protected", "hand", "manantes", "1", "5"),
)


def _define_indicators() -> None:
    for name, english, formula, unit, start, end in INDICATORS:
        made = Indicator.create(
            name=name,
            english=english,
            formula=formula,
            unit=unit,
            baseline=Decimal(start) if start else None,
            baseline_day=date(2025, 9, 30) if start else None,
            target=Decimal(end) if end else None,
            target_day=date(2028, 12, 31) if end else None,
        )
        if formula == "hand":
            IndicatorValue.create(indicator=made, day=june(30), value=Decimal(3), source="Visita")
