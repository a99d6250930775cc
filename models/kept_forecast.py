"""Forecasts that were read out, to tell what changed since, for whom and why."""

from peewee import ForeignKeyField, TextField

from models.fields import DayField
from models.lots import Lot
from models.record import Record


class KeptForecast(Record):
    """A forecast of a lot as it was told to its members. `figures` is JSON of the program."""

    lot = ForeignKeyField(Lot, on_delete="RESTRICT")
    made = TextField()
    day = DayField()
    figures = TextField()

    class Meta:
        table_name = "forecast"

    def searched(self) -> str:
        return ""  # found by its lot
