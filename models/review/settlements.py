"""What is asked of settlements and cash counts: that their parts add up, and to what was there.

What the columns of a question are is said in `models.review.books`.
"""

from models.language import N_

# The settlings that count: their papers are valid. `one` is any of its papers.
_STANDING = """
    SELECT r.*, min(s.document_id) AS one FROM lot_settlement r
    JOIN settlement s ON s.run_id = r.id JOIN document d ON d.id = s.document_id
    WHERE d.state = 'valid' GROUP BY r.id
"""

# Papers of a lot that count: what a reversal undid does not.
_UNDONE = """
    SELECT r.original_id FROM reversal r JOIN document d ON d.id = r.document_id
    WHERE d.state = 'valid'
"""

CHECKS: tuple[tuple[str, str], ...] = (
    (
        N_("Las líneas de {number} no suman su total."),
        """
        SELECT d.number FROM settlement s JOIN document d ON d.id = s.document_id
        LEFT JOIN settlement_line l ON l.settlement_id = s.document_id
        WHERE :association IS NULL OR d.association_id = :association
        GROUP BY d.id
        HAVING s.gross <> coalesce(sum(l.gross), 0) OR s.costs <> coalesce(sum(l.costs), 0)
            OR s.service <> coalesce(sum(l.service), 0)
            OR s.advances <> coalesce(sum(l.advance), 0)
        """,
    ),
    (
        N_("Los descuentos de {number} no suman lo descontado: sobran S/ {amount}."),
        """
        SELECT d.number, s.deducted - coalesce(sum(t.amount), 0) AS amount
        FROM settlement s JOIN document d ON d.id = s.document_id
        LEFT JOIN settlement_deduction t ON t.settlement_id = s.document_id
        WHERE :association IS NULL OR d.association_id = :association
        GROUP BY d.id HAVING s.deducted <> coalesce(sum(t.amount), 0)
        """,
    ),
    (
        N_("El neto de {number} no es lo que queda después de costos y descuentos."),
        """
        SELECT d.number FROM settlement s JOIN document d ON d.id = s.document_id
        WHERE (s.gross - s.costs - s.service - s.advances - s.deducted <> s.net - s.carried_out
            OR s.net < 0 OR s.carried_out < 0 OR (s.net > 0 AND s.carried_out > 0))
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
    (
        N_("Las liquidaciones del lote «{name}» del {day} no suman lo que se repartió."),
        """
        SELECT t.name, r.day FROM lot_settlement r JOIN lot t ON t.id = r.lot_id
        LEFT JOIN settlement s ON s.run_id = r.id
        WHERE :association IS NULL OR r.association_id = :association
        GROUP BY r.id
        HAVING r.gross <> coalesce(sum(s.gross), 0) OR r.costs <> coalesce(sum(s.costs), 0)
            OR r.service <> coalesce(sum(s.service), 0)
        """,
    ),
    (
        N_("El servicio del lote «{name}» del {day} no es su porcentaje del bruto."),
        # Gross in céntimos times hundredths of a per cent; + 5000 rounds half up.
        """
        SELECT t.name, r.day FROM lot_settlement r JOIN lot t ON t.id = r.lot_id
        WHERE r.service <> (r.gross * r.service_pct + 5000) / 10000
        AND (:association IS NULL OR r.association_id = :association)
        """,
    ),
    (
        N_("{number} tiene otra fecha, otro socio o está anulado aparte de las de su lote."),
        """
        SELECT d.number FROM settlement s JOIN document d ON d.id = s.document_id
        JOIN lot_settlement r ON r.id = s.run_id
        WHERE (d.day <> r.day
            OR d.state <> (SELECT max(o.state) FROM settlement x
                           JOIN document o ON o.id = x.document_id WHERE x.run_id = r.id)
            OR EXISTS (SELECT 1 FROM settlement_line l JOIN delivery v
                       ON v.document_id = l.delivery_id
                       WHERE l.settlement_id = s.document_id AND v.member_id <> s.member_id))
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
    (
        N_("El lote «{name}» está liquidado más de una vez."),
        f"""
        SELECT t.name FROM ({_STANDING}) r JOIN lot t ON t.id = r.lot_id
        WHERE NOT r.is_top_up AND (:association IS NULL OR r.association_id = :association)
        GROUP BY r.lot_id HAVING count(*) > 1
        """,
    ),
    (
        N_("El lote «{name}» no se liquidó por lo que se vendió: sobran S/ {amount}."),
        f"""
        SELECT t.name, r.gross - coalesce(sum(s.total), 0) AS amount
        FROM ({_STANDING}) r JOIN lot t ON t.id = r.lot_id
        LEFT JOIN (SELECT s.lot_id, s.total FROM sale s JOIN document d ON d.id = s.document_id
                   WHERE d.state = 'valid' AND d.id NOT IN ({_UNDONE})) s ON s.lot_id = r.lot_id
        WHERE NOT r.is_top_up AND (:association IS NULL OR r.association_id = :association)
        GROUP BY r.id HAVING r.gross <> coalesce(sum(s.total), 0)
        """,
    ),
    (
        N_("El lote «{name}» no se liquidó con lo que costó: sobran S/ {amount}."),
        f"""
        SELECT t.name, r.costs - coalesce(sum(c.amount), 0) AS amount
        FROM ({_STANDING}) r JOIN lot t ON t.id = r.lot_id
        LEFT JOIN (SELECT c.lot_id, c.amount FROM receipt c JOIN document d ON d.id = c.document_id
                   WHERE d.kind = 'RE' AND d.state = 'valid' AND d.id NOT IN ({_UNDONE})) c
            ON c.lot_id = r.lot_id
        WHERE NOT r.is_top_up AND (:association IS NULL OR r.association_id = :association)
        GROUP BY r.id HAVING r.costs <> coalesce(sum(c.amount), 0)
        """,
    ),
    (
        N_("En el lote «{name}» se liquidó otra cantidad de {number} que la que salió."),
        f"""
        WITH drawn AS (
            SELECT p.lot_id, s.delivery_id, -sum(s.quantity) AS quantity
            FROM (SELECT lot_id, document_id FROM sale
                  UNION ALL SELECT lot_id, document_id FROM write_off) p
            JOIN document d ON d.id = p.document_id AND d.state = 'valid'
                AND d.id NOT IN ({_UNDONE})
            JOIN stock_entry s ON s.document_id = p.document_id
            GROUP BY p.lot_id, s.delivery_id
        ), settled AS (
            SELECT r.lot_id, l.delivery_id, sum(l.quantity) AS quantity
            FROM ({_STANDING}) r JOIN settlement s ON s.run_id = r.id
            JOIN settlement_line l ON l.settlement_id = s.document_id
            WHERE NOT r.is_top_up GROUP BY r.lot_id, l.delivery_id
        )
        SELECT t.name, d.number
        FROM (SELECT * FROM (SELECT * FROM settled EXCEPT SELECT * FROM drawn)
              UNION SELECT * FROM (
                  SELECT * FROM drawn WHERE lot_id IN (SELECT lot_id FROM settled)
                  EXCEPT SELECT * FROM settled)) x
        JOIN lot t ON t.id = x.lot_id JOIN document d ON d.id = x.delivery_id
        WHERE :association IS NULL OR t.association_id = :association
        GROUP BY t.id, d.id
        """,
    ),
    (
        N_("Los reintegros del lote «{name}» del {day} no suman lo que se repartió."),
        """
        SELECT t.name, r.day FROM lot_settlement r JOIN lot t ON t.id = r.lot_id
        LEFT JOIN shared_top_up h ON h.run_id = r.id
        LEFT JOIN top_up u ON u.document_id = h.top_up_id AND u.lot_id = r.lot_id
        WHERE :association IS NULL OR r.association_id = :association
        GROUP BY r.id HAVING iif(r.is_top_up, r.gross, 0) <> coalesce(sum(u.amount), 0)
        """,
    ),
    (
        N_("{number} se repartió y ya no vale, o se repartió más de una vez."),
        f"""
        SELECT d.number FROM ({_STANDING}) r JOIN shared_top_up h ON h.run_id = r.id
        JOIN document d ON d.id = h.top_up_id
        WHERE :association IS NULL OR r.association_id = :association
        GROUP BY d.id HAVING count(*) > 1 OR d.state <> 'valid' OR d.id IN ({_UNDONE})
        """,
    ),
    (
        N_("El lote «{name}» está liquidado y le sobra o falta dinero: S/ {amount}."),
        # Its account holds the later prices that wait to be shared out, and nothing else.
        f"""
        SELECT t.name,
            coalesce((SELECT sum(u.amount) FROM top_up u JOIN document d ON d.id = u.document_id
                      WHERE u.lot_id = t.id AND d.state = 'valid' AND d.id NOT IN ({_UNDONE})
                      AND d.id NOT IN (SELECT h.top_up_id FROM shared_top_up h
                                       JOIN ({_STANDING}) s ON s.id = h.run_id)), 0)
            + coalesce((SELECT sum(e.amount) FROM money_entry e
                        WHERE e.account = 'produce' AND e.party = t.id), 0) AS amount
        FROM ({_STANDING}) r JOIN lot t ON t.id = r.lot_id
        WHERE NOT r.is_top_up AND (:association IS NULL OR r.association_id = :association)
        GROUP BY t.id HAVING amount <> 0
        """,
    ),
    (
        N_(
            "En el arqueo del {day} los billetes y monedas no suman lo contado: sobran S/ {amount}."
        ),
        """
        SELECT c.day, c.counted - coalesce(sum(p.value * p.pieces), 0) AS amount
        FROM cash_count c LEFT JOIN counted_piece p ON p.cash_count_id = c.id
        WHERE :association IS NULL OR c.association_id = :association
        GROUP BY c.id HAVING c.counted <> coalesce(sum(p.value * p.pieces), 0)
        """,
    ),
    (
        N_("La diferencia del arqueo del {day} no es la de su recibo."),
        """
        SELECT c.day FROM cash_count c LEFT JOIN document d ON d.id = c.document_id
        LEFT JOIN receipt r ON r.document_id = c.document_id
        WHERE ((c.counted = c.book) <> (c.document_id IS NULL)
            OR (c.document_id IS NOT NULL AND (d.day <> c.day
                OR r.account IS NOT 'cash'
                OR d.kind IS NOT iif(c.counted > c.book, 'RI', 'RE')
                OR r.amount IS NOT abs(c.counted - c.book))))
        AND (:association IS NULL OR c.association_id = :association)
        """,
    ),
    (
        N_("{what} está cerrado y {name} no empieza con sus saldos."),
        """
        SELECT c.month AS what, strftime('%Y-%m', c.month || '-01', '+1 month') AS name
        FROM closing c
        WHERE c.reopened IS NULL AND NOT EXISTS (
            SELECT 1 FROM opening o WHERE o.association_id = c.association_id
            AND o.month = strftime('%Y-%m', c.month || '-01', '+1 month'))
        AND (:association IS NULL OR c.association_id = :association)
        """,
    ),
)
