"""The program's own sources, read without running them: which words a person will read."""

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = (
    ROOT / "ecocuenca_desktop.py",
    *sorted(path for room in ("models", "reports", "ui") for path in (ROOT / room).rglob("*.py")),
)

LOOKED_UP = ("_", "N_", "ngettext")
KEPT = "in_spanish"  # marks what is written into the books
# A column's `sample` is measured, not read.
MEASURED = "sample"

_LETTERS = re.compile("[áéíóúñ¿¡«»]", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(el|la|los|las|un|una|de|del|al|con|sin|por|para|que|se|su|sus|es|son|est[ae]|ya|hay|más|"
    r"falta|faltan|guardar|guardado|registrar|venta|ventas|entrega|entregas|recibo|recibos|socio|"
    r"socios|fecha|mes|libro|caja|banco|nota|papel|copia|cerrar|abrir|abierto|cerrado|nuevo|nueva|"
    r"todos|todas|nada|ver|hoy|ayer|pagar|cobrar|anular|anulado|buscar|escriba|elija|revise|monto|"
    r"saldo|total|peso|producto|calidad|cliente|lote|dinero|asociación|cosecha|volver|salir)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[a-z0-9_.*~-][\w.*~-]*", re.ASCII
)  # of a file, a field or a command: no sentence

# What is Spanish whatever language the screen speaks, and why.
ROOMS = {
    "models/migrations": "SQL, names of places; what triggers answer is in models.record.GUARDS_SAY",
    "models/importing/register_kinds.py": "headings people write over their columns, and example rows",
    "models/importing/paper_kinds.py": "headings people write over their columns, and example rows",
    "models/importing/wanted.py": "headings people write over their columns, and example rows",
    "reports/papers/words.py": "amounts in words: what the law and the bank read",
}
WORDS = {
    "AAAA-MM|NÚMERO": "how a command is written, as its name is",
    "LIBRO": "how a command is written, as its name is",
    "COPIA.ecocuenca": "how a command is written, as its name is",
    "LIBRO.xlsx": "how a command is written, as its name is",
    "LIBRO.ecocuenca": "how a command is written, as its name is",
    "Español": "a language says its own name",
    "(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])": "devices of Windows",
    "ventas cobradas": "a rubro the program itself uses",
    "adelantos a socios": "a rubro the program itself uses",
    "descuento por servicio": "a rubro the program itself uses",
    "préstamos a socios": "a rubro the program itself uses",
    "devolución de préstamos": "a rubro the program itself uses",
    "insumos a crédito": "a rubro the program itself uses",
    "devolución de insumos": "a rubro the program itself uses",
    "pago de liquidaciones": "a rubro the program itself uses",
    "reintegros de compradores": "a rubro the program itself uses",
    "faltante de caja": "a rubro the program itself uses",
    "sobrante de caja": "a rubro the program itself uses",
    "proyecto de ONG": "a rubro: data of the association, which it may change",
    "útiles": "a rubro",
    "movilidad/viáticos": "a rubro",
}


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def looked_up(path: Path, *, once: bool = False) -> Iterator[ast.Call]:
    """Every call of `_`, `N_` and `ngettext`; with `once` those that run when it is imported."""
    return _calls(ast.parse(path.read_text("utf-8")), once=once)


def _calls(node: ast.AST, *, once: bool) -> Iterator[ast.Call]:
    if isinstance(node, ast.Call) and _called(node) in LOOKED_UP:
        yield node
    for name, part in ast.iter_fields(node):
        if once and name == "body" and isinstance(node, ast.FunctionDef | ast.Lambda):
            continue
        for child in part if isinstance(part, list) else [part]:
            if isinstance(child, ast.AST):
                yield from _calls(child, once=once)


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def spanish_outside(sentences: Collection[str]) -> Iterator[str]:
    """Where a Spanish text stands that is neither looked up nor one of those that stay Spanish.

    `sentences` are those known elsewhere: one of them with a capital is no name of a field.
    """
    for path in SOURCES:
        if any(path.relative_to(ROOT).as_posix().startswith(room) for room in ROOMS):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        for text in _texts(tree):
            known = text.value in sentences and text.value[:1].isupper()
            if (known or _is_spanish(text.value)) and text.value not in WORDS:
                yield f"{where(path, text.lineno)} {text.value!r}"


def _is_spanish(text: str) -> bool:
    if _LETTERS.search(text):
        return True
    return not _NAME.fullmatch(text.strip()) and bool(_WORDS.search(text)) and not _is_sql(text)


def _is_sql(text: str) -> bool:
    return bool(re.search(r"\b(SELECT|WHERE|CREATE|PRAGMA)\b", text))


def _texts(node: ast.AST) -> Iterator[ast.Constant]:
    """The texts in `node` that are no docstring and no argument of what looks them up."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    if isinstance(node, ast.Call) and _called(node) in (*LOOKED_UP, KEPT):
        return
    if isinstance(node, ast.keyword) and node.arg == MEASURED:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    for child in ast.iter_child_nodes(node):
        yield from _texts(child)
