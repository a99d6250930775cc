"""What is asked of the numbered papers and of what each posted.

What the columns of a question are is said in `models.review`.
"""

from models.language import N_

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
        N_("En la serie {what} faltan números o hay números dobles: el último es {number}."),
        """
        SELECT d.kind || '-' || d.year AS what, max(d.number) AS number FROM document d
        LEFT JOIN series_start s ON s.association_id = d.association_id
            AND s.kind = d.kind AND s.year = d.year
        WHERE :association IS NULL OR d.association_id = :association
        GROUP BY d.association_id, d.kind, d.year
        HAVING min(d.sequence) <> coalesce(s.first, 1)
            OR max(d.sequence) <> coalesce(s.first, 1) + count(*) - 1
            OR count(DISTINCT d.sequence) <> count(*)
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
        N_("Los asientos de {number} no son los de su clase de documento."),
        """
        WITH said AS (
            SELECT document_id, 'receivable' AS account, document_id AS party, total AS amount
            FROM sale
            UNION ALL SELECT document_id, 'produce', lot_id, -total FROM sale
            UNION ALL SELECT document_id, source, 0, -amount FROM transfer
            UNION ALL SELECT document_id, target, 0, amount FROM transfer
            UNION ALL SELECT r.document_id, r.account, 0, iif(d.kind = 'RI', r.amount, -r.amount)
            FROM receipt r JOIN document d ON d.id = r.document_id
            UNION ALL SELECT r.document_id,
                CASE WHEN d.kind = 'RI' THEN iif(d.about_id IS NULL, 'income', 'receivable')
                    WHEN d.about_id IS NOT NULL THEN 'advances'
                    WHEN r.lot_id IS NOT NULL THEN 'produce'
                    ELSE 'expense' END,
                CASE WHEN d.about_id IS NOT NULL THEN d.about_id
                    WHEN d.kind = 'RE' AND r.lot_id IS NOT NULL THEN r.lot_id
                    ELSE r.category_id END,
                iif(d.kind = 'RI', -r.amount, r.amount)
            FROM receipt r JOIN document d ON d.id = r.document_id
        ), posted AS (
            SELECT document_id, account, party, amount FROM money_entry
        ), differing AS (
            SELECT document_id FROM (SELECT * FROM said EXCEPT SELECT * FROM posted)
            UNION SELECT document_id FROM (SELECT * FROM posted EXCEPT SELECT * FROM said)
        ), counted AS (
            SELECT d.id, count(e.id) AS legs
            FROM document d LEFT JOIN money_entry e ON e.document_id = d.id GROUP BY d.id
        )
        SELECT d.number FROM document d JOIN counted c ON c.id = d.id
        WHERE ((d.state = 'valid' AND d.id IN (SELECT document_id FROM differing))
            OR c.legs <> iif(d.kind = 'EN', 0, 2) * iif(d.state = 'voided', 2, 1))
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
    (
        N_("{number} mueve un stock que no le corresponde."),
        """
        SELECT DISTINCT d.number FROM stock_entry s JOIN document d ON d.id = s.document_id
        LEFT JOIN sale_line l
            ON l.sale_id = d.id AND l.place = s.line AND l.grade_id = s.grade_id
        LEFT JOIN delivery v ON v.document_id = s.delivery_id
        WHERE (v.grade_id IS NOT s.grade_id
            OR CASE d.kind
                WHEN 'EN' THEN s.delivery_id <> d.id OR s.line <> 0
                WHEN 'V' THEN l.id IS NULL
                ELSE 1 END
            OR (d.state = 'valid' AND (d.kind = 'EN') <> (s.quantity > 0)))
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
    (
        N_("{number} nombra a alguien o algo de otra asociación."),
        """
        WITH named AS (
            SELECT document_id, association_id FROM delivery JOIN member ON member.id = member_id
            UNION ALL SELECT document_id, association_id
            FROM delivery JOIN product ON product.id = product_id
            UNION ALL SELECT document_id, association_id
            FROM sale JOIN buyer ON buyer.id = buyer_id
            UNION ALL SELECT document_id, association_id FROM sale JOIN lot ON lot.id = lot_id
            UNION ALL SELECT document_id, association_id
            FROM receipt JOIN category ON category.id = category_id
            UNION ALL SELECT document_id, association_id
            FROM receipt JOIN member ON member.id = member_id
            UNION ALL SELECT document_id, association_id
            FROM receipt JOIN buyer ON buyer.id = buyer_id
            UNION ALL SELECT document_id, association_id FROM receipt JOIN lot ON lot.id = lot_id
        )
        SELECT DISTINCT d.number FROM named n JOIN document d ON d.id = n.document_id
        WHERE n.association_id <> d.association_id
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
)
