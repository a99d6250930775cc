"""Places: watersheds, districts with their INEI code, and communities. All associations share them."""

from peewee import ForeignKeyField

from models.fields import NameField, UbigeoField
from models.language import N_
from models.record import Column, Record, RecordType


class Watershed(Record):
    """A river basin in which the programme works."""

    name = NameField(verbose_name=N_("Cuenca"), unique=True)

    def __str__(self) -> str:
        return str(self.name)


class District(Record):
    """A district of the INEI list; Pomacanchi is in Cusco, Cachora in Apurímac (domain 0.1)."""

    ubigeo = UbigeoField(verbose_name=N_("Ubigeo"), unique=True)
    name = NameField(verbose_name=N_("Distrito"))
    province = NameField(verbose_name=N_("Provincia"))
    department = NameField(verbose_name=N_("Departamento"))
    watershed = ForeignKeyField(
        Watershed, null=True, on_delete="RESTRICT", verbose_name=N_("Cuenca"), backref="districts"
    )

    def __str__(self) -> str:
        return str(self.name)

    def searched(self) -> str:
        return f"{self.name} {self.ubigeo} {self.province} {self.department}"

    @property
    def full_name(self) -> str:
        """«Pomacanchi, Acomayo, Cusco»."""
        return ", ".join(dict.fromkeys((str(self.name), str(self.province), str(self.department))))


class Community(Record):
    """A campesino community, hamlet or sector of a district."""

    name = NameField(verbose_name=N_("Comunidad"))
    district = ForeignKeyField(
        District, on_delete="RESTRICT", verbose_name=N_("Distrito"), backref="communities"
    )

    def __str__(self) -> str:
        return str(self.name)


WATERSHEDS = RecordType(
    Watershed,
    title=N_("Cuencas"),
    one=N_("cuenca"),
    menu="territory",
    icon="water",
    columns=(Column(N_("Cuenca"), Watershed.name, sample="Pomacanchi y lagunas"),),
    form={N_("Cuenca"): ("name",)},
    order=(Watershed.found_by,),
)

DISTRICTS = RecordType(
    District,
    title=N_("Distritos"),
    one=N_("distrito"),
    menu="territory",
    icon="map",
    columns=(
        Column(N_("Ubigeo"), District.ubigeo, sample="080205"),
        Column(N_("Distrito"), District.name, sample="San Pedro de Cachora"),
        Column(N_("Provincia"), District.province, sample="Acomayo"),
        Column(N_("Departamento"), District.department, sample="Apurímac"),
        Column(N_("Cuenca"), Watershed.name, sample="Pomacanchi", rank=1),
    ),
    joins=(District.watershed,),
    search=(District.watershed,),
    form={N_("Distrito"): ("ubigeo", "name", "province", "department", "watershed")},
    order=(District.ubigeo,),
)

COMMUNITIES = RecordType(
    Community,
    title=N_("Comunidades"),
    one=N_("comunidad"),
    menu="territory",
    icon="houses",
    columns=(
        Column(N_("Comunidad"), Community.name, sample="Santa Lucía de Pomacanchi"),
        Column(N_("Distrito"), District.name, sample="San Pedro de Cachora"),
        Column(N_("Cuenca"), Watershed.name, sample="Pomacanchi", rank=1),
    ),
    joins=(Community.district, District.watershed),
    search=(Community.district,),
    form={N_("Comunidad"): ("name", "district")},
    order=(Community.found_by,),
)
