"""Whether the file and the books in it are as the program left them, for the command `revisar`.

The rules and the triggers keep the books right through every door. This looks at the rows
themselves: after a damaged disk, a copy brought from elsewhere, or a hand in the file. Every check
is one question to SQLite, and each row it answers becomes a sentence.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from peewee import DatabaseError

from models import catalog, history, money
from models.associations import Association
from models.changes import database
from models.documents import Document
from models.fields import show
from models.language import N_, _
from models.money import MoneyEntry
from models.stock import StockEntry

# What `{number}`, `{day}`, `{amount}`, `{quantity}`, `{what}` and `{name}` are in each sentence
# stands in the columns of its question. `:association` is the one reviewed; NULL means all.
CHECKS: tuple[tuple[str, str], ...] = (
    (
        N_("Los asientos de {number} no suman cero: sobran S/ {amount}."),
        """
        SELECT d.number, sum(e.amount) AS amount
        FROM money_entry e JOIN document d ON d.id = e.document_id
        WHERE :association IS NULL OR d.association_id = :association
        GROUP BY d.id HAVING sum(e.amount) <> 0
        """,
    ),
    (
        N_("{number} está anulado y todavía mueve S/ {amount} en «{what}»."),
        """
        SELECT d.number, sum(e.amount) AS amount, e.account AS what
        FROM money_entry e JOIN document d ON d.id = e.document_id
        WHERE d.state = 'voided' AND (:association IS NULL OR d.association_id = :association)
        GROUP BY d.id, e.account, e.party HAVING sum(e.amount) <> 0
        """,
    ),
    (
        N_("{number} está anulado y todavía mueve {quantity} del stock."),
        """
        SELECT d.number, sum(s.quantity) AS quantity
        FROM stock_entry s JOIN document d ON d.id = s.document_id
        WHERE d.state = 'voided' AND (:association IS NULL OR d.association_id = :association)
        GROUP BY d.id, s.grade_id, s.delivery_id HAVING sum(s.quantity) <> 0
        """,
    ),
    (
        N_("Un asiento de {number} tiene otra fecha u otra asociación que el documento."),
        """
        SELECT DISTINCT d.number
        FROM (SELECT document_id, day, association_id FROM money_entry
              UNION ALL SELECT document_id, day, association_id FROM stock_entry) e
        JOIN document d ON d.id = e.document_id
        WHERE (e.day <> d.day OR e.association_id <> d.association_id)
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
    (
        N_("El {day} {what} queda en S/ {amount}, menos que cero."),
        """
        WITH begun AS (
            SELECT o.association_id, b.account, min(o.month) || '-01' AS day, b.amount
            FROM opening o JOIN opening_balance b ON b.opening_id = o.id
            WHERE b.account IN ('cash', 'bank')
            AND o.month = (SELECT min(month) FROM opening
                           WHERE association_id = o.association_id)
            GROUP BY o.association_id, b.account
        ), moved AS (
            SELECT association_id, account, day, sum(amount) AS amount
            FROM money_entry WHERE account IN ('cash', 'bank')
            GROUP BY association_id, account, day
        ), held AS (
            SELECT association_id, account, day, sum(sum(amount))
                OVER (PARTITION BY association_id, account ORDER BY day) AS amount
            FROM (SELECT * FROM begun UNION ALL SELECT * FROM moved)
            GROUP BY association_id, account, day
        )
        SELECT day, amount, account AS what FROM held
        WHERE amount < 0 AND (:association IS NULL OR association_id = :association)
        """,
    ),
    (
        N_("El {day} quedan {quantity} de {what}, menos que cero."),
        """
        WITH held AS (
            SELECT association_id, grade_id, day, sum(sum(quantity))
                OVER (PARTITION BY association_id, grade_id ORDER BY day) AS quantity
            FROM stock_entry GROUP BY association_id, grade_id, day
        )
        SELECT h.day, h.quantity, lower(p.name || ' ' || g.name) AS what
        FROM held h JOIN grade g ON g.id = h.grade_id JOIN product p ON p.id = g.product_id
        WHERE h.quantity < 0 AND (:association IS NULL OR h.association_id = :association)
        """,
    ),
    (
        N_("De la entrega {number} salió más de lo que entró: {quantity}."),
        """
        SELECT d.number, sum(s.quantity) AS quantity
        FROM stock_entry s JOIN document d ON d.id = s.delivery_id
        WHERE :association IS NULL OR d.association_id = :association
        GROUP BY d.id HAVING sum(s.quantity) < 0
        """,
    ),
    (
        N_("En la serie {what} faltan números o hay números dobles: el último es {number}."),
        """
        SELECT kind || '-' || year AS what, max(number) AS number FROM document
        WHERE :association IS NULL OR association_id = :association
        GROUP BY association_id, kind, year
        HAVING min(sequence) <> 1 OR max(sequence) <> count(*)
            OR count(DISTINCT sequence) <> count(*)
        """,
    ),
    (
        N_("{number} no tiene lo que su clase de documento dice."),
        """
        SELECT d.number FROM document d
        LEFT JOIN delivery ON delivery.document_id = d.id
        LEFT JOIN sale ON sale.document_id = d.id
        LEFT JOIN receipt ON receipt.document_id = d.id
        LEFT JOIN transfer ON transfer.document_id = d.id
        WHERE ((d.kind = 'EN') <> (delivery.document_id IS NOT NULL)
            OR (d.kind = 'V') <> (sale.document_id IS NOT NULL)
            OR (d.kind IN ('RI', 'RE')) <> (receipt.document_id IS NOT NULL)
            OR (d.kind = 'TR') <> (transfer.document_id IS NOT NULL))
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
    (
        N_("El total de {number} no es la suma de sus líneas: sobran S/ {amount}."),
        """
        SELECT d.number, s.total - coalesce(sum(l.amount), 0) AS amount
        FROM sale s JOIN document d ON d.id = s.document_id
        LEFT JOIN sale_line l ON l.sale_id = s.document_id
        WHERE :association IS NULL OR d.association_id = :association
        GROUP BY d.id HAVING s.total <> coalesce(sum(l.amount), 0)
        """,
    ),
    (
        N_("Una línea de {number} no es cantidad por precio."),
        # Quantity in thousandths and price in ten-thousandths make hundred-thousandths of a
        # céntimo; + 50000 rounds half up.
        """
        SELECT DISTINCT d.number
        FROM sale_line l JOIN document d ON d.id = l.sale_id
        WHERE l.amount <> (l.quantity * l.price + 50000) / 100000
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
    (
        N_("Las salidas de {number} no son las cantidades de sus líneas."),
        """
        SELECT DISTINCT d.number
        FROM sale_line l JOIN document d ON d.id = l.sale_id
        LEFT JOIN (SELECT document_id, line, grade_id, sum(quantity) AS quantity FROM stock_entry
                   GROUP BY document_id, line, grade_id) s
            ON s.document_id = d.id AND s.line = l.place AND s.grade_id = l.grade_id
        WHERE d.state = 'valid' AND l.quantity <> -coalesce(s.quantity, 0)
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
    (
        N_("{number} dice S/ {amount} y los asientos dicen otra cosa."),
        """
        SELECT d.number, stated.amount
        FROM document d JOIN (
            SELECT document_id, total AS amount, 'receivable' AS account, 1 AS sign FROM sale
            UNION ALL
            SELECT r.document_id, r.amount, r.account, iif(d.kind = 'RI', 1, -1)
            FROM receipt r JOIN document d ON d.id = r.document_id
            UNION ALL
            SELECT document_id, amount, target, 1 FROM transfer
        ) stated ON stated.document_id = d.id
        LEFT JOIN (SELECT document_id, account, sum(amount) AS amount FROM money_entry
                   GROUP BY document_id, account) e
            ON e.document_id = d.id AND e.account = stated.account
        WHERE d.state = 'valid' AND coalesce(e.amount, 0) <> stated.sign * stated.amount
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
    (
        N_("El peso de la entrega {number} no cuadra: bruto, tara, descuentos y pagable."),
        """
        SELECT d.number FROM delivery v JOIN document d ON d.id = v.document_id
        LEFT JOIN stock_entry s ON s.document_id = d.id AND s.quantity > 0
            AND s.delivery_id = d.id
        WHERE (v.net <> v.gross - v.tare OR v.tare < 0 OR v.payable <= 0
            OR v.payable <> v.net - v.impurity_off - v.moisture_off
            OR s.quantity IS NOT v.payable OR s.grade_id <> v.grade_id)
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
    (
        N_("Un asiento de {number} en «{what}» es de alguien que no está registrado."),
        """
        SELECT DISTINCT d.number, e.account AS what
        FROM money_entry e JOIN document d ON d.id = e.document_id
        WHERE CASE
            WHEN e.account IN ('cash', 'bank') THEN e.party <> 0
            WHEN e.account = 'receivable' THEN e.party NOT IN (SELECT document_id FROM sale)
            WHEN e.account = 'advances' THEN e.party NOT IN (SELECT document_id FROM delivery)
            WHEN e.account = 'produce' THEN e.party NOT IN (SELECT id FROM lot)
            WHEN e.account IN ('income', 'expense') THEN e.party NOT IN (SELECT id FROM category)
            WHEN e.account = 'funds' THEN e.party NOT IN (SELECT id FROM fund)
            WHEN e.account IN ('loans', 'inputs', 'dues', 'income_to_date')
                THEN e.party NOT IN (SELECT id FROM member)
            ELSE 1 END
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
    (
        N_("De {number} se cobró más de lo que se debía: S/ {amount}."),
        """
        SELECT d.number, sum(e.amount) AS amount
        FROM money_entry e JOIN document d ON d.id = e.party
        WHERE e.account = 'receivable' AND (:association IS NULL OR d.association_id = :association)
        GROUP BY d.id HAVING sum(e.amount) < 0
        """,
    ),
    (
        N_("Los destinos de la cosecha de {name} del {day} no suman su total."),
        """
        SELECT m.name, h.day FROM harvest h JOIN member m ON m.id = h.member_id
        WHERE (h.total <> h.sale + h.own_use + h.seed + h.barter + h.processing + h.feed + h.gift
                + h.loss + h.undecided
            OR min(h.sale, h.own_use, h.seed, h.barter, h.processing, h.feed, h.gift, h.loss,
                h.undecided) < 0)
        AND (:association IS NULL OR h.association_id = :association)
        """,
    ),
)


def faults(association: Association | None = None) -> list[str]:
    """One sentence for each fault of the open file, and of the books of that association or all."""
    damage = list(_damage())
    try:
        return [*damage, *_orphans(), *_missing_guards(), *_wrong_sums(association)]
    except DatabaseError:
        if not damage:
            raise
        return damage  # what can no longer be read adds up to nothing


def _damage() -> Iterator[str]:
    """What SQLite itself finds in the pages of the file."""
    for (said,) in database.execute_sql("PRAGMA integrity_check").fetchall():
        if table := said.partition("CHECK constraint failed in ")[2]:
            yield _("En «{table}» hay una fila que no debió aceptarse.").format(table=table)
        elif said != "ok":
            yield _("El archivo está dañado: {what}.").format(what=said)


def _orphans() -> Iterator[str]:
    for table, row, parent, _key in database.execute_sql("PRAGMA foreign_key_check").fetchall():
        yield _("En «{table}», la fila {row} nombra algo que no está en «{parent}».").format(
            table=table, row=row, parent=parent
        )


def _missing_guards() -> Iterator[str]:
    """What should refuse a wrong row, and is not there."""
    schema = database.execute_sql("SELECT type, name, sql FROM sqlite_schema").fetchall()
    strict = {name for kind, name, sql in schema if kind == "table" and sql.endswith("STRICT")}
    triggers = {name for kind, name, _sql in schema if kind == "trigger"}
    for table in (str(model._meta.table_name) for model in catalog.models()):
        if table not in strict:
            yield _("La tabla «{table}» ya no rechaza lo que no corresponde.").format(table=table)
    for name in sorted(set(_guards()) - triggers):
        yield _("Falta la protección «{name}».").format(name=name)


WRITTEN_ONCE = ("money_entry", "stock_entry", "change")
AS_PRINTED = ("delivery", "sale", "sale_line", "receipt", "transfer")
KEPT = ("document", "member", "fund", "lot", "category")
DATED = ("document", "harvest", "money_entry", "stock_entry")


def _guards() -> Iterator[str]:
    """The triggers a file has."""
    yield from ("document_as_issued", "document_voided_closed")
    for table in WRITTEN_ONCE + AS_PRINTED:
        yield f"{table}_no_update"
    for table in WRITTEN_ONCE + AS_PRINTED + KEPT:
        yield f"{table}_no_delete"
    for table in DATED:
        yield from (f"{table}_closed_{deed}" for deed in ("insert", "update", "delete"))
    for model in catalog.models():
        table = model._meta.table_name
        if table not in WRITTEN_ONCE:
            yield from (f"{table}_history_{deed}" for deed in history.VERBS)


def _wrong_sums(association: Association | None) -> Iterator[str]:
    """What does not add up in the books."""
    asked = {"association": association.id if association is not None else None}
    for sentence, question in CHECKS:
        cursor = database.execute_sql(question, asked)
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            values = zip(names, row, strict=True)
            yield _(sentence).format(**{name: _said(name, value) for name, value in values})


def _said(name: str, value: Any) -> str:
    """A column of an answer as people read it."""
    if name == "amount":
        return show(MoneyEntry.amount, MoneyEntry.amount.python_value(value))
    if name == "quantity":
        return show(StockEntry.quantity, StockEntry.quantity.python_value(value))
    if name == "day":
        return show(Document.day, date.fromisoformat(value))
    accounts = dict(money.ACCOUNTS)
    return _(accounts[value]) if name == "what" and value in accounts else str(value)
