"""What is asked of harvests, deliveries and the stock they make.

What the columns of a question are is said in `models.review.books`.
"""

from models.language import N_

CHECKS: tuple[tuple[str, str], ...] = (
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
    (
        N_("El producto, la calidad o la cosecha de {number} no corresponden."),
        """
        SELECT d.number FROM delivery v JOIN document d ON d.id = v.document_id
        JOIN grade g ON g.id = v.grade_id LEFT JOIN harvest h ON h.id = v.harvest_id
        WHERE (g.product_id <> v.product_id OR h.member_id <> v.member_id
            OR h.product_id <> v.product_id)
        AND (:association IS NULL OR d.association_id = :association)
        UNION SELECT d.number FROM sale_line l JOIN document d ON d.id = l.sale_id
        JOIN grade g ON g.id = l.grade_id
        WHERE g.product_id <> l.product_id
        AND (:association IS NULL OR d.association_id = :association)
        """,
    ),
)
