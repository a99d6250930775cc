"""The papers about personal data: what they say, and what they leave to be filled by hand."""

from datetime import date, datetime
from io import BytesIO

from pypdf import PdfReader

from models.exports import LIST, STICK, Taken
from models.language import speaking
from models.people.members import Member
from models.people.officers import Officer
from models.privacy import incident
from reports.papers.pages import folio_pdf, page_count
from reports.privacy.batch import Forms
from reports.privacy.consent import consent_folio, terms_of
from reports.privacy.member_file import member_file_pdf
from reports.privacy.security import security_pdf
from reports.privacy.stolen import stolen_pdf
from tests.factories import a_member, may
from tests.ui_book import LONG_NAME


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def consent(association, member: Member | None) -> str:
    with speaking("es"):
        (page,) = pages_of(folio_pdf(consent_folio(terms_of(association, may(30)), member)))
    return page


def test_the_consent_says_who_keeps_what_for_how_long_and_which_rights_there_are(association):
    member = a_member(association, "Quispe Mamani, María", "44556677")

    said = consent(association, member)

    for words in (
        "Yo, Quispe Mamani, María, con DNI 44556677",
        "Asociación de Productores Tocorani, con domicilio en ____",
        "Es la titular del banco de datos «Socios»",
        "5 años después de lo último que se pagó o cobró",
        "me contestan en 20 días",
        "borrarlo u oponerme (en 10 días)",
        "Autoridad Nacional de Protección de Datos Personales",
        "Ley 29733",
    ):
        assert words in said


def test_one_for_nobody_has_lines_to_write_on(association):
    assert "Yo, ______________________________________________, con DNI ______________" in consent(
        association, None
    )


def test_a_consent_stays_on_one_page_whatever_the_name(association):
    member = a_member(association, LONG_NAME)
    member.address = "Sector Alto Collana, junto al reservorio grande, s/n, tercera casa"
    with speaking("es"):
        folio = consent_folio(terms_of(association, may(30)), member)

    assert page_count(folio) == 1


def test_many_forms_are_one_file_with_a_page_for_each(association):
    members = [a_member(association, f"Quispe {n}, Ana") for n in range(3)]
    terms = terms_of(association, may(30))
    forms = Forms(members, lambda one: consent_folio(terms, one))

    drawn = list(forms)

    assert drawn == members
    assert forms.begins == [0, 1, 2]
    assert len(pages_of(forms.pdf())) == 3


def test_the_file_of_a_member_holds_all_there_is_of_the_person(worked_month):
    member = Member.get(Member.code == "S01")
    Taken(worked_month, LIST, "Lista de mayo", 8, with_dni=True).to(STICK)

    said = " ".join(pages_of(member_file_pdf(member, date(2026, 6, 2))))

    for words in (
        "99900001",
        "No firmó todavía el consentimiento",
        "EN-2026-0001",
        "RE-2026-0012",
        "LQ-2026-0001",
        "Lista de mayo",
        "Memoria USB u otro disco",
    ):
        assert words in said


def test_the_theft_paper_computes_the_time_and_fills_the_letter(association):
    president = a_member(association, "Huamán Puma, José")
    Officer.create(association=association, member=president, office="president", since=may(1))
    found = incident(association, datetime(2026, 5, 30, 14, 5), datetime(2026, 5, 31))

    what_to_do, letter = pages_of(stolen_pdf(association, found))

    assert "hasta el 01/06/2026 a las 14:05 (48 horas)" in what_to_do
    assert "El libro no está cerrado con llave" in what_to_do
    assert "Con DNI 1" in what_to_do
    assert "No hay anotada ninguna copia en una memoria USB" in what_to_do
    assert "Con DNI: 1" in letter
    assert "Quien atiende por la asociación: Huamán Puma, José" in letter
    assert "no reemplaza a un abogado" in what_to_do


def test_the_security_document_is_one_page_and_the_sheet_of_the_register_another(association):
    a_member(association)

    document, register = pages_of(security_pdf(association, may(30)))

    assert "Falta 1 firma" in document
    assert "Ninguna junto al libro. En memoria USB: ninguna anotada." in document
    assert "aviso a la autoridad en 48 horas" in document
    assert "Lo que pide el formulario" in register
    assert "Cuentas: 5 años" in register


def test_the_papers_are_spanish_whatever_the_screen_speaks(association):
    with speaking("en"):
        said = " ".join(pages_of(security_pdf(association, may(30))))

    assert "Documento de seguridad" in said


def test_a_name_that_looks_like_a_tag_is_only_a_name(association):
    member = a_member(association, "<img src='x.png'/> & Hijos")

    assert "<img src='x.png'/> & Hijos" in consent(association, member)
    assert pages_of(member_file_pdf(member, may(30)))
