"""The catalogue of questions an indicator may ask of what is already typed (domain 7.1).

Each answers with its cases, of all associations of the file or of one watershed. The day `until`
says who is a member; what happened counts from `since` to `until`, both included. Of a paper that
is void or was reversed nothing counts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.food.surveys import GROUPS, MONTHS, DietSurvey, ShortageSurvey, ticked
from models.indicators import cases, of_people, of_table
from models.indicators.cases import AGE, COMMUNITY, SEX, WATERSHED, Case, Together
from models.indicators.span import Span
from models.produce.harvests import Harvest


@dataclass(frozen=True)
class Question:
    """How its cases come together, into which groups they part, and who gives them."""

    together: Together
    groups: tuple[str, ...]
    ask: Callable[[Span], list[Case]]


OF_PEOPLE = (SEX, AGE, COMMUNITY, WATERSHED)
OF_FAMILIES = (COMMUNITY, WATERSHED)


QUESTIONS: Mapping[str, Question] = {
    "members": Question(cases.count, OF_PEOPLE, of_people.members),
    "women": Question(cases.share, (AGE, COMMUNITY, WATERSHED), of_people.women),
    "young": Question(cases.share, (SEX, COMMUNITY, WATERSHED), of_people.young),
    "delivered": Question(cases.total, OF_PEOPLE, of_people.delivered),
    "sold": Question(cases.total, (WATERSHED,), of_people.sold),
    "sales": Question(cases.total, (WATERSHED,), of_people.sales),
    "better_price": Question(cases.total, (WATERSHED,), of_people.better_price),
    "income": Question(cases.mean, OF_FAMILIES, of_people.income),
    "income_median": Question(cases.middle, OF_FAMILIES, of_people.income),
    "hdds": Question(
        cases.mean,
        OF_FAMILIES,
        lambda span: of_people.surveyed(span, DietSurvey, ticked(DietSurvey, GROUPS)),
    ),
    "mahfp": Question(
        cases.mean,
        OF_FAMILIES,
        lambda span: of_people.surveyed(span, ShortageSurvey, 12 - ticked(ShortageSurvey, MONTHS)),
    ),
    "harvested": Question(
        cases.total, OF_PEOPLE, lambda span: of_people.harvests(span, Harvest.total, shared=False)
    ),
    "own_use": Question(
        cases.share, OF_PEOPLE, lambda span: of_people.harvests(span, Harvest.own_use, shared=True)
    ),
    "loss": Question(
        cases.share, OF_PEOPLE, lambda span: of_people.harvests(span, Harvest.loss, shared=True)
    ),
    "crops": Question(cases.mean, OF_PEOPLE, of_people.crops),
    "native": Question(cases.mean, OF_PEOPLE, of_people.native),
    "land": Question(cases.total, OF_PEOPLE, of_people.land),
    "cared_land": Question(cases.total, OF_PEOPLE, of_people.cared_land),
    "sessions": Question(cases.count, (WATERSHED,), of_table.sessions),
    "women_attending": Question(cases.share, (AGE, COMMUNITY, WATERSHED), of_table.women_attending),
    "fulfilled": Question(cases.share, (WATERSHED,), of_table.fulfilled),
    "plan_done": Question(cases.mean_share, (WATERSHED,), of_table.plan_done),
    "plan_spent": Question(cases.total, (WATERSHED,), of_table.plan_spent),
}
