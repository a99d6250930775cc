"""What is asked of cash, bank, what is owed, and the balances a month begins with.

What the columns of a question are is said in `models.review`.
"""

from models.language import N_

CHECKS: tuple[tuple[str, str], ...] = (
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
        N_("{number} es de antes de que empezara el libro."),
        """
        SELECT d.number FROM document d
        WHERE d.day < coalesce((SELECT min(month) || '-01' FROM opening
                                WHERE association_id = d.association_id), '9999')
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
    (
        N_("El saldo de «{what}» con que empieza {name} está escrito dos veces."),
        """
        SELECT b.account AS what, o.month AS name
        FROM opening_balance b JOIN opening o ON o.id = b.opening_id
        WHERE :association IS NULL OR o.association_id = :association
        GROUP BY o.id, b.account, b.party, iif(b.account = 'dues', b.detail, '')
        HAVING count(*) > 1
        """,
    ),
    (
        N_("Un saldo de «{what}» con que empieza {name} es de alguien que no está registrado."),
        """
        SELECT DISTINCT b.account AS what, o.month AS name
        FROM opening_balance b JOIN opening o ON o.id = b.opening_id
        WHERE CASE
            WHEN b.account IN ('cash', 'bank') THEN b.party <> 0
            WHEN b.account = 'receivable' THEN b.party NOT IN (SELECT document_id FROM sale)
            WHEN b.account = 'advances' THEN b.party NOT IN (SELECT document_id FROM delivery)
            WHEN b.account = 'produce' THEN b.party NOT IN (SELECT id FROM lot)
            WHEN b.account IN ('income', 'expense') THEN b.party NOT IN (SELECT id FROM category)
            WHEN b.account = 'funds' THEN b.party NOT IN (SELECT id FROM fund)
            WHEN b.account IN ('loans', 'inputs', 'dues', 'income_to_date')
                THEN b.party NOT IN (SELECT id FROM member)
            ELSE 1 END
        AND (:association IS NULL OR o.association_id = :association)
        """,
    ),
    (
        N_("{name} no empieza con el saldo de «{what}» del mes anterior: sobran S/ {amount}."),
        """
        WITH follows AS (
            SELECT o.*, (SELECT p.id FROM opening p
                         WHERE p.association_id = o.association_id AND p.month < o.month
                         ORDER BY p.month DESC LIMIT 1) AS before_id
            FROM opening o
        ), held AS (
            SELECT f.id, b.account, b.party, b.amount
            FROM follows f JOIN opening_balance b ON b.opening_id = f.id
            WHERE f.before_id IS NOT NULL
            UNION ALL SELECT f.id, b.account, b.party, -b.amount
            FROM follows f JOIN opening_balance b ON b.opening_id = f.before_id
            UNION ALL SELECT f.id, e.account, e.party, -e.amount
            FROM follows f JOIN opening p ON p.id = f.before_id
            JOIN money_entry e ON e.association_id = f.association_id
                AND e.day >= p.month || '-01' AND e.day < f.month || '-01'
        )
        SELECT o.month AS name, h.account AS what, sum(h.amount) AS amount
        FROM held h JOIN opening o ON o.id = h.id
        WHERE :association IS NULL OR o.association_id = :association
        GROUP BY o.id, h.account, h.party HAVING sum(h.amount) <> 0
        """,
    ),
    (
        N_("{name} no empieza con el stock del mes anterior: sobran {quantity} de {number}."),
        """
        WITH follows AS (
            SELECT o.*, (SELECT p.id FROM opening p
                         WHERE p.association_id = o.association_id AND p.month < o.month
                         ORDER BY p.month DESC LIMIT 1) AS before_id
            FROM opening o
        ), held AS (
            SELECT f.id, s.grade_id, s.delivery_id, s.quantity
            FROM follows f JOIN opening_stock s ON s.opening_id = f.id
            WHERE f.before_id IS NOT NULL
            UNION ALL SELECT f.id, s.grade_id, s.delivery_id, -s.quantity
            FROM follows f JOIN opening_stock s ON s.opening_id = f.before_id
            UNION ALL SELECT f.id, s.grade_id, s.delivery_id, -s.quantity
            FROM follows f JOIN opening p ON p.id = f.before_id
            JOIN stock_entry s ON s.association_id = f.association_id
                AND s.day >= p.month || '-01' AND s.day < f.month || '-01'
        )
        SELECT o.month AS name, sum(h.quantity) AS quantity, d.number
        FROM held h JOIN opening o ON o.id = h.id JOIN document d ON d.id = h.delivery_id
        WHERE :association IS NULL OR o.association_id = :association
        GROUP BY o.id, h.grade_id, h.delivery_id HAVING sum(h.quantity) <> 0
        """,
    ),
)
