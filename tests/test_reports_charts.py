"""Gráficos: the page shows every figure at the end of its bar, and fits on one sheet."""

import re
from datetime import date
from io import BytesIO

from pypdf import PdfReader
from reportlab.graphics.shapes import Rect

from models.month.pictures import pictures_of_month
from models.months import Month
from models.produce.products import Grade, Product, add_product
from reports.papers.blocks import Beside, Over, Picture
from reports.papers.charts import charts_folio, month_charts_pdf, year_charts_pdf
from tests.factories import JUNE, MAY, a_delivery, a_sale, june, may

TODAY = date(2026, 6, 20)


def text_of(pdf: bytes) -> str:
    (page,) = PdfReader(BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", page.extract_text().replace("\u00a0", " "))


def pictures_in(block) -> list[Picture]:
    if isinstance(block, Picture):
        return [block]
    if isinstance(block, Beside | Over):
        return [one for inside in block.blocks for one in pictures_in(inside)]
    return []


def test_the_worked_month_is_one_page_with_the_figures_worked_out_by_hand(worked_month):
    text = text_of(month_charts_pdf(worked_month, MAY, TODAY))

    assert "Gráficos de mayo de 2026" in text
    assert "mayo 2026 2,203.4" in text
    assert "mayo 2026 4,508.80" in text
    for figure in ("1,623.9", "579.5", "1,843.10", "2,665.70", "S/ 4,064.06", "S/ − 448.70"):
        assert figure in text
    assert "En caja y banco hay S/ 3,615.36." in text
    assert "El libro empieza en mayo de 2026." in text


def test_the_year_goes_from_january_to_december(worked_month):
    text = text_of(year_charts_pdf(worked_month, MAY, TODAY))

    assert "Gráficos del año 2026" in text
    assert text.index("enero 2026") < text.index("diciembre 2026")


def test_what_is_delivered_and_what_is_sold_are_told_apart_without_colour(worked_month):
    shown = pictures_of_month(worked_month, MAY, TODAY)
    pictures = [p for block in charts_folio(worked_month, shown).blocks for p in pictures_in(block)]
    by_product = next(one for one in pictures if one.title == "Kilos de cada producto")

    fills = set()
    for group in by_product.drawing.contents:
        for part in getattr(group, "contents", ()):
            if isinstance(part, Rect):
                fills.add((part.fillColor.red, part.fillColor.green, part.fillColor.blue))
    assert len(fills) == 2
    assert all(red == green == blue for red, green, blue in fills)


def test_many_products_with_long_names_and_large_figures_stay_on_one_page(association):
    for number in range(12):
        name = f"Papa nativa de color de las alturas de Pomacanchi {number:02}"
        add_product(
            Product(association=association, name=name), [Grade(name="Primera")], date(2026, 1, 1)
        )
        grade = Grade.select().order_by(Grade.id.desc()).first()
        a_delivery(association, "123456.5", may(2), grade=grade)
        a_sale(association, "123456.5", may(3), grade=grade, price="9.99")

    text = text_of(month_charts_pdf(association, MAY, TODAY))

    assert "otros" in text
    assert "En esos meses: 1,481,478.0 kg entregados y S/ 14,799,965.28 en ventas." in text


def test_a_book_without_deeds_says_so(association):
    text = text_of(month_charts_pdf(association, MAY, TODAY))

    assert "No hubo entregas ni ventas." in text
    assert "S/ 1,500.00" in text


def test_months_before_the_books_are_left_without_figure(association):
    a_delivery(association, "10.0", june(2))

    text = text_of(month_charts_pdf(association, JUNE, TODAY))
    before = text_of(month_charts_pdf(association, Month(2024, 3), TODAY))

    assert "abril 2026 mayo 2026 0.0 junio 2026 10.0" in text
    assert "De esos meses no hay libro." in before
