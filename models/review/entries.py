"""What is asked of the money entries of each paper: they are those its own words call for.

What the columns of a question are is said in `models.review.books`.
"""

from models.cash.categories import INPUTS_GIVEN, INTEREST, REPAID, ROUNDING
from models.language import N_

# What each kind of paper calls for: document, account, party and amount of each entry.
_SAID = """
    SELECT document_id, 'receivable' AS account, document_id AS party, total AS amount FROM sale
    UNION ALL SELECT document_id, 'produce', lot_id, -total FROM sale

    UNION ALL SELECT document_id, source, 0, -amount FROM transfer
    UNION ALL SELECT document_id, target, 0, amount FROM transfer

    UNION ALL SELECT charge_id, 'charges', id, amount FROM charge_line
    UNION ALL SELECT document_id, 'memo', 0, -total FROM charge

    UNION ALL SELECT r.document_id, e.account, e.party, -e.amount
    FROM reversal r JOIN money_entry e ON e.document_id = r.original_id

    UNION ALL SELECT r.document_id, r.account, 0, iif(d.kind = 'RI', r.amount, -r.amount)
    FROM receipt r JOIN document d ON d.id = r.document_id
    UNION ALL SELECT * FROM answered
"""

# What the money of a receipt answers. A loan that comes back is known by its entry alone: of it
# only that, with the interest, it adds up to what was paid.
_ANSWERED = f"""
    SELECT r.document_id,
        CASE WHEN a.kind = 'V' THEN 'receivable'
            WHEN r.document_id IN (SELECT document_id FROM top_up) THEN 'produce'
            WHEN r.fund_id IS NOT NULL THEN 'funds'
            WHEN moved.account = 'inputs' THEN 'inputs'
            ELSE 'income' END AS account,
        CASE WHEN a.kind = 'V' THEN a.id
            WHEN r.document_id IN (SELECT document_id FROM top_up) THEN r.lot_id
            WHEN r.fund_id IS NOT NULL THEN r.fund_id
            WHEN moved.account = 'inputs' THEN r.member_id
            WHEN moved.account = 'loans' OR h.name = '{REPAID}'
                THEN (SELECT id FROM category WHERE association_id = d.association_id
                      AND direction = 'income' AND name = '{INTEREST}')
            ELSE r.category_id END AS party,
        iif(moved.account = 'loans', moved.amount, 0) - r.amount AS amount
    FROM receipt r JOIN document d ON d.id = r.document_id AND d.kind = 'RI'
    JOIN category h ON h.id = r.category_id
    LEFT JOIN document a ON a.id = d.about_id
    LEFT JOIN (SELECT document_id, account, -sum(amount) AS amount FROM money_entry
               WHERE account IN ('loans', 'inputs') GROUP BY document_id, account) moved
        ON moved.document_id = d.id
    UNION ALL SELECT r.document_id, 'loans', r.member_id, sum(e.amount)
    FROM receipt r JOIN document d ON d.id = r.document_id AND d.kind = 'RI'
    JOIN money_entry e ON e.document_id = d.id AND e.account = 'loans'
    GROUP BY r.document_id HAVING sum(e.amount) BETWEEN -r.amount AND 0
    UNION ALL SELECT r.document_id, 'charges', l.id, -r.amount
    FROM receipt r JOIN document d ON d.id = r.document_id AND d.kind = 'RI'
    JOIN charge_line l ON l.charge_id = d.about_id AND l.member_id = r.member_id
    UNION ALL SELECT r.document_id, 'memo', 0, r.amount
    FROM receipt r JOIN document d ON d.id = r.document_id AND d.kind = 'RI'
    JOIN charge c ON c.document_id = d.about_id
    UNION ALL SELECT r.document_id, 'dues', r.member_id, -r.amount FROM receipt r
    WHERE r.document_id IN (SELECT document_id FROM money_entry WHERE account = 'dues')
    UNION ALL SELECT r.document_id, 'memo', 0, r.amount FROM receipt r
    WHERE r.document_id IN (SELECT document_id FROM money_entry WHERE account = 'dues')

    UNION ALL SELECT r.document_id,
        CASE WHEN a.kind = 'EN' THEN 'advances'
            WHEN a.kind = 'LQ' THEN 'payable'
            WHEN loan.document_id IS NOT NULL THEN 'loans'
            WHEN h.name = '{INPUTS_GIVEN}' THEN 'inputs'
            WHEN r.lot_id IS NOT NULL THEN 'produce'
            WHEN r.fund_id IS NOT NULL THEN 'funds'
            ELSE 'expense' END,
        CASE WHEN a.id IS NOT NULL THEN a.id
            WHEN loan.document_id IS NOT NULL OR h.name = '{INPUTS_GIVEN}' THEN r.member_id
            WHEN r.lot_id IS NOT NULL THEN r.lot_id
            WHEN r.fund_id IS NOT NULL THEN r.fund_id
            ELSE r.category_id END,
        coalesce(q.net, r.amount)
    FROM receipt r JOIN document d ON d.id = r.document_id AND d.kind = 'RE'
    JOIN category h ON h.id = r.category_id
    LEFT JOIN document a ON a.id = d.about_id
    LEFT JOIN settlement q ON q.document_id = a.id
    LEFT JOIN loan ON loan.document_id = r.document_id
    UNION ALL SELECT r.document_id, 'expense',
        (SELECT id FROM category WHERE association_id = d.association_id
         AND direction = 'expense' AND name = '{ROUNDING}'), r.amount - q.net
    FROM receipt r JOIN document d ON d.id = r.document_id AND d.kind = 'RE'
    JOIN settlement q ON q.document_id = d.about_id
"""

# A settlement does not keep which heading or fund its own deductions went to: what goes to income,
# funds and charges is asked added up.
_SETTLED = """
    SELECT s.document_id, 'produce' AS account, r.lot_id AS party, s.gross - s.costs AS amount
    FROM settlement s JOIN lot_settlement r ON r.id = s.run_id
    UNION ALL SELECT document_id, 'own', 0, -service FROM settlement
    UNION ALL SELECT document_id, 'payable', document_id, -net FROM settlement
    UNION ALL SELECT document_id, 'carried', member_id, carried_out FROM settlement
    UNION ALL SELECT document_id, 'income_to_date', member_id, gross FROM settlement
    UNION ALL SELECT document_id, 'memo', 0, -gross FROM settlement
    UNION ALL SELECT settlement_id, 'advances', delivery_id, -advance FROM settlement_line
    UNION ALL SELECT t.settlement_id,
        CASE t.base WHEN 'carried' THEN 'carried' WHEN 'retention' THEN 'withheld'
            WHEN 'inputs' THEN 'inputs' WHEN 'loan' THEN 'loans' ELSE 'own' END,
        iif(t.base IN ('carried', 'inputs', 'loan'), s.member_id, 0), -t.amount
    FROM settlement_deduction t JOIN settlement s ON s.document_id = t.settlement_id
    UNION ALL SELECT t.settlement_id, t.base, iif(t.base = 'dues', s.member_id, 0), -t.amount
    FROM settlement_deduction t JOIN settlement s ON s.document_id = t.settlement_id
    WHERE t.base IN ('dues', 'charges')
    UNION ALL SELECT settlement_id, 'memo', 0, amount
    FROM settlement_deduction WHERE base IN ('dues', 'charges')
"""

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
            UNION ALL
            SELECT document_id, net, 'payable', -1 FROM settlement
            UNION ALL
            SELECT document_id, total, 'charges', 1 FROM charge
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
        f"""
        WITH answered AS ({_ANSWERED}), said AS ({_SAID}), settled AS ({_SETTLED}),
        called AS (
            SELECT s.document_id, s.account, s.party, sum(s.amount) AS amount
            FROM (SELECT * FROM said UNION ALL SELECT * FROM settled) s
            GROUP BY s.document_id, s.account, s.party HAVING sum(s.amount) <> 0
        ), posted AS (
            SELECT e.document_id,
                iif(d.kind = 'LQ' AND e.account IN ('income', 'funds'), 'own', e.account) AS account,
                iif(d.kind = 'LQ' AND e.account IN ('income', 'funds', 'charges'), 0, e.party)
                    AS party,
                sum(e.amount) AS amount
            FROM money_entry e JOIN document d ON d.id = e.document_id
            GROUP BY 1, 2, 3 HAVING sum(e.amount) <> 0
        ), differing AS (
            SELECT document_id FROM (SELECT * FROM called EXCEPT SELECT * FROM posted)
            UNION SELECT document_id FROM (SELECT * FROM posted EXCEPT SELECT * FROM called)
        )
        SELECT d.number FROM document d
        WHERE ((d.state = 'valid' AND d.id IN (SELECT document_id FROM differing))
            -- What goes back and forth within one paper is no entry of any deed.
            OR (d.state = 'valid' AND d.id IN (
                SELECT document_id FROM money_entry WHERE account <> 'memo'
                GROUP BY document_id, account, party
                HAVING min(amount) < 0 AND max(amount) > 0))
            OR (d.state = 'voided' AND d.id IN (
                SELECT document_id FROM money_entry
                GROUP BY document_id, account, party, abs(amount) HAVING sum(sign(amount)) <> 0)))
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
)
