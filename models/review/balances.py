"""What is asked of cash, bank, what is owed, and the balances a month begins with.

What the columns of a question are is said in `models.review.books`.
"""

from models.language import N_

# Whom an entry or an opening balance `{row}` must belong to, by its account.
_NOBODY = """
    CASE
        WHEN {row}.account IN ('cash', 'bank', 'withheld', 'memo') THEN {row}.party <> 0
        WHEN {row}.account = 'receivable' THEN {row}.party NOT IN (SELECT document_id FROM sale)
        WHEN {row}.account = 'advances' THEN {row}.party NOT IN (SELECT document_id FROM delivery)
        WHEN {row}.account = 'payable' THEN {row}.party NOT IN (SELECT document_id FROM settlement)
        WHEN {row}.account = 'charges' THEN {row}.party NOT IN (SELECT id FROM charge_line)
        WHEN {row}.account = 'produce' THEN {row}.party NOT IN (SELECT id FROM lot)
        WHEN {row}.account IN ('income', 'expense') THEN {row}.party NOT IN (SELECT id FROM category)
        WHEN {row}.account = 'funds' THEN {row}.party NOT IN (SELECT id FROM fund)
        WHEN {row}.account IN ('loans', 'inputs', 'dues', 'carried', 'income_to_date')
            THEN {row}.party NOT IN (SELECT id FROM member)
        ELSE 1 END
"""

# Each opening with the one before it: what stands between them is what the month moved.
_FOLLOWS = """
    SELECT o.*, (SELECT p.id FROM opening p
                 WHERE p.association_id = o.association_id AND p.month < o.month
                 ORDER BY p.month DESC LIMIT 1) AS before_id
    FROM opening o
"""

# What each month moved, added up once rather than for every opening.
_MONTHLY = """
    SELECT association_id, substr(day, 1, 7) AS month, account, party, sum(amount) AS amount
    FROM money_entry GROUP BY 1, 2, 3, 4
"""

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
        f"""
        SELECT DISTINCT d.number, e.account AS what
        FROM money_entry e JOIN document d ON d.id = e.document_id
        WHERE {_NOBODY.format(row="e")}
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
        N_("De {number} se pagó más que su neto: S/ {amount}."),
        """
        SELECT d.number, sum(e.amount) AS amount
        FROM money_entry e JOIN document d ON d.id = e.party
        WHERE e.account = 'payable' AND (:association IS NULL OR d.association_id = :association)
        GROUP BY d.id HAVING sum(e.amount) > 0
        """,
    ),
    (
        N_("Del adelanto de {number} se recuperó más de lo que se pagó: S/ {amount}."),
        """
        SELECT d.number, -sum(e.amount) AS amount
        FROM money_entry e JOIN document d ON d.id = e.party
        WHERE e.account = 'advances' AND (:association IS NULL OR d.association_id = :association)
        GROUP BY d.id HAVING sum(e.amount) < 0
        """,
    ),
    (
        N_("De {number} se cobró a {name} más de lo que se le cargó: S/ {amount}."),
        """
        SELECT d.number, m.name, -sum(e.amount) AS amount
        FROM money_entry e JOIN charge_line l ON l.id = e.party
        JOIN document d ON d.id = l.charge_id JOIN member m ON m.id = l.member_id
        WHERE e.account = 'charges' AND (:association IS NULL OR d.association_id = :association)
        GROUP BY l.id HAVING sum(e.amount) < 0
        """,
    ),
    (
        N_("El {day} {name} queda con S/ {amount} en «{what}», menos que cero."),
        # What members owe, and what a fund holds, which stands as negative.
        """
        WITH begun AS (
            SELECT o.association_id, b.account, b.party, o.month || '-01' AS day, b.amount
            FROM opening o JOIN opening_balance b ON b.opening_id = o.id
            WHERE o.month = (SELECT min(month) FROM opening
                             WHERE association_id = o.association_id)
        ), held AS (
            SELECT association_id, account, party, day,
                sum(sum(iif(account = 'funds', -amount, amount)))
                    OVER (PARTITION BY association_id, account, party ORDER BY day) AS amount
            FROM (SELECT * FROM begun
                  UNION ALL SELECT association_id, account, party, day, amount FROM money_entry)
            WHERE account IN ('loans', 'inputs', 'carried', 'funds')
            GROUP BY association_id, account, party, day
        )
        SELECT h.day, coalesce(f.name, m.name) AS name, h.amount, h.account AS what
        FROM held h LEFT JOIN fund f ON h.account = 'funds' AND f.id = h.party
        LEFT JOIN member m ON h.account <> 'funds' AND m.id = h.party
        WHERE h.amount < 0 AND (:association IS NULL OR h.association_id = :association)
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
        f"""
        SELECT DISTINCT b.account AS what, o.month AS name
        FROM opening_balance b JOIN opening o ON o.id = b.opening_id
        WHERE {_NOBODY.format(row="b")}
        AND (:association IS NULL OR o.association_id = :association)
        """,
    ),
    (
        N_("{name} no empieza con el saldo de «{what}» del mes anterior: sobran S/ {amount}."),
        # Dues are charged, not posted (below); a year's income ends with the year; of the memo
        # account nothing goes on.
        f"""
        WITH follows AS ({_FOLLOWS}), monthly AS ({_MONTHLY}), held AS (
            SELECT f.id, b.account, b.party, b.amount
            FROM follows f JOIN opening_balance b ON b.opening_id = f.id
            WHERE f.before_id IS NOT NULL
            UNION ALL SELECT f.id, b.account, b.party, -b.amount
            FROM follows f JOIN opening_balance b ON b.opening_id = f.before_id
            WHERE NOT (b.account = 'income_to_date' AND f.month LIKE '%-01')
            UNION ALL SELECT f.id, e.account, e.party, -e.amount
            FROM follows f JOIN opening p ON p.id = f.before_id
            JOIN monthly e ON e.association_id = f.association_id
                AND e.month >= p.month AND e.month < f.month
            WHERE e.account <> 'memo'
            AND NOT (e.account = 'income_to_date' AND f.month LIKE '%-01')
        )
        SELECT o.month AS name, h.account AS what, sum(h.amount) AS amount
        FROM held h JOIN opening o ON o.id = h.id
        WHERE h.account <> 'dues' AND (:association IS NULL OR o.association_id = :association)
        GROUP BY o.id, h.account, h.party HAVING sum(h.amount) <> 0
        """,
    ),
    (
        N_("{name} no empieza con las cuotas que {number} debía del mes anterior."),
        # What was owed when the month before began and what it charged, less what was paid in it;
        # negative is to the member's credit.
        f"""
        WITH follows AS ({_FOLLOWS}), monthly AS ({_MONTHLY}), held AS (
            SELECT f.id, b.party, b.amount
            FROM follows f JOIN opening_balance b ON b.opening_id = f.id
            WHERE f.before_id IS NOT NULL AND b.account = 'dues'
            UNION ALL SELECT f.id, b.party, -b.amount
            FROM follows f JOIN opening_balance b ON b.opening_id = f.before_id
            WHERE b.account = 'dues'
            UNION ALL SELECT f.id, c.member_id, -c.amount
            FROM follows f JOIN opening p ON p.id = f.before_id
            JOIN dues_charge c ON c.association_id = f.association_id
                AND c.month >= p.month AND c.month < f.month
            UNION ALL SELECT f.id, e.party, -e.amount
            FROM follows f JOIN opening p ON p.id = f.before_id
            JOIN monthly e ON e.association_id = f.association_id AND e.account = 'dues'
                AND e.month >= p.month AND e.month < f.month
        )
        SELECT DISTINCT o.month AS name, m.name AS number
        FROM held h JOIN opening o ON o.id = h.id JOIN member m ON m.id = h.party
        WHERE :association IS NULL OR o.association_id = :association
        GROUP BY o.id, h.party HAVING sum(h.amount) <> 0
        """,
    ),
    (
        N_("{what} está abierto y ya tiene cuotas cargadas."),
        """
        SELECT DISTINCT c.month AS what FROM dues_charge c
        WHERE c.month >= coalesce((SELECT max(month) FROM opening
                                   WHERE association_id = c.association_id), '')
        AND (:association IS NULL OR c.association_id = :association)
        """,
    ),
    (
        N_("{name} no empieza con el stock del mes anterior: sobran {quantity} de {number}."),
        f"""
        WITH follows AS ({_FOLLOWS}), held AS (
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
