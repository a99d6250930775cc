"""What is asked of the numbered papers: their series, their parts, and the stock they move.

What the columns of a question are is said in `models.review.books`.
"""

from models.language import N_

CHECKS: tuple[tuple[str, str], ...] = (
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
        WITH made AS (
            SELECT document_id, 'EN' AS kind FROM delivery
            UNION ALL SELECT document_id, 'V' FROM sale
            UNION ALL SELECT document_id, 'R' FROM receipt
            UNION ALL SELECT document_id, 'TR' FROM transfer
            UNION ALL SELECT document_id, 'ME' FROM write_off
            UNION ALL SELECT document_id, 'LQ' FROM settlement
            UNION ALL SELECT document_id, 'CG' FROM charge
            UNION ALL SELECT document_id, 'EX' FROM reversal
        )
        SELECT d.number FROM document d LEFT JOIN made m ON m.document_id = d.id
        WHERE :association IS NULL OR d.association_id = :association
        GROUP BY d.id
        HAVING count(m.kind) <> 1
            OR m.kind <> iif(d.kind IN ('RI', 'RE'), 'R', d.kind)
            OR (d.kind = 'EX' AND d.about_id IS NOT
                (SELECT original_id FROM reversal WHERE document_id = d.id))
        """,
    ),
    (
        N_("El recibo {number} no dice lo mismo que el préstamo o reintegro que hizo."),
        """
        SELECT d.number
        FROM (SELECT document_id, amount, member_id, NULL AS lot_id, 'RE' AS kind FROM loan
              UNION ALL SELECT document_id, amount, NULL, lot_id, 'RI' FROM top_up) o
        JOIN document d ON d.id = o.document_id LEFT JOIN receipt r ON r.document_id = d.id
        WHERE (d.kind <> o.kind OR r.amount IS NOT o.amount
            OR (o.member_id IS NOT NULL AND r.member_id IS NOT o.member_id)
            OR (o.lot_id IS NOT NULL AND r.lot_id IS NOT o.lot_id))
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
    (
        N_("El total de {number} no es la suma de sus líneas: sobran S/ {amount}."),
        """
        SELECT d.number, t.total - coalesce(sum(t.amount), 0) AS amount
        FROM (SELECT s.document_id, s.total, l.amount
              FROM sale s LEFT JOIN sale_line l ON l.sale_id = s.document_id
              UNION ALL SELECT c.document_id, c.total, l.amount
              FROM charge c LEFT JOIN charge_line l ON l.charge_id = c.document_id) t
        JOIN document d ON d.id = t.document_id
        WHERE :association IS NULL OR d.association_id = :association
        GROUP BY d.id HAVING t.total <> coalesce(sum(t.amount), 0)
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
        FROM (SELECT sale_id AS document_id, place, grade_id, quantity FROM sale_line
              UNION ALL SELECT document_id, 1, grade_id, quantity FROM write_off) l
        JOIN document d ON d.id = l.document_id
        LEFT JOIN (SELECT document_id, line, grade_id, sum(quantity) AS quantity FROM stock_entry
                   GROUP BY document_id, line, grade_id) s
            ON s.document_id = d.id AND s.line = l.place AND s.grade_id = l.grade_id
        WHERE d.state = 'valid' AND l.quantity <> -coalesce(s.quantity, 0)
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
    (
        N_("{number} mueve un stock que no le corresponde."),
        """
        WITH lines AS (
            SELECT sale_id AS document_id, place, grade_id FROM sale_line
            UNION ALL SELECT document_id, 1, grade_id FROM write_off
        ), taken AS (
            SELECT document_id, grade_id, delivery_id, line, sum(quantity) AS quantity
            FROM stock_entry GROUP BY document_id, grade_id, delivery_id, line
        ), given_back AS (
            SELECT r.document_id, s.grade_id, s.delivery_id, s.line, -s.quantity AS quantity
            FROM reversal r JOIN document d ON d.id = r.document_id AND d.state = 'valid'
            JOIN taken s ON s.document_id = r.original_id
        ), of_reversals AS (
            SELECT t.* FROM taken t JOIN reversal r ON r.document_id = t.document_id
            JOIN document d ON d.id = r.document_id AND d.state = 'valid'
        )
        SELECT d.number FROM stock_entry s JOIN document d ON d.id = s.document_id
        LEFT JOIN lines l
            ON l.document_id = d.id AND l.place = s.line AND l.grade_id = s.grade_id
        LEFT JOIN delivery v ON v.document_id = s.delivery_id
        WHERE (v.grade_id IS NOT s.grade_id
            OR CASE d.kind
                WHEN 'EN' THEN s.delivery_id <> d.id OR s.line <> 0
                WHEN 'V' THEN l.document_id IS NULL
                WHEN 'ME' THEN l.document_id IS NULL
                WHEN 'EX' THEN 0
                ELSE 1 END
            OR (d.state = 'valid' AND d.kind <> 'EX' AND (d.kind = 'EN') <> (s.quantity > 0)))
        AND (:association IS NULL OR d.association_id = :association)
        UNION SELECT d.number
        FROM (SELECT * FROM (SELECT * FROM given_back EXCEPT SELECT * FROM of_reversals)
              UNION SELECT * FROM (SELECT * FROM of_reversals EXCEPT SELECT * FROM given_back)) g
        JOIN document d ON d.id = g.document_id
        WHERE :association IS NULL OR d.association_id = :association
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
            UNION ALL SELECT document_id, association_id
            FROM receipt JOIN fund ON fund.id = fund_id
            UNION ALL SELECT document_id, association_id
            FROM write_off JOIN lot ON lot.id = lot_id
            UNION ALL SELECT document_id, association_id
            FROM write_off JOIN product ON product.id = product_id
            UNION ALL SELECT document_id, association_id
            FROM settlement JOIN member ON member.id = member_id
            UNION ALL SELECT document_id, association_id
            FROM settlement JOIN lot_settlement ON lot_settlement.id = run_id
            UNION ALL SELECT charge_id, association_id
            FROM charge_line JOIN member ON member.id = member_id
            UNION ALL SELECT r.document_id, d.association_id
            FROM reversal r JOIN document d ON d.id = r.original_id
        )
        SELECT DISTINCT d.number FROM named n JOIN document d ON d.id = n.document_id
        WHERE n.association_id <> d.association_id
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
)
