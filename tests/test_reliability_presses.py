"""R16: four presses of one form store once, whatever kind of form it is and however long it takes."""

from models import catalog
from models.record import Record, RecordType
from ui.form import Form
from ui.widgets.inputs import LineInput

# Kinds with a form that is typed, not issued by a deed.
FORMS = [kind for kind in catalog.CATALOG if kind.form and not kind.issued]


def _first(kind: RecordType) -> Record | None:
    return kind.model.select().first()


def _altered(form: Form) -> bool:
    """Type one more letter or figure where something can be typed; whether it could be."""
    for made in form.inputs.values():
        if isinstance(made, LineInput) and made.keyboard.instate(["!disabled", "!readonly"]):
            for more in ("x", "1"):
                text = made.typed()
                made.words.set(f"{text}{more}" if text else more)
                if not made.understand():
                    return True
                made.words.set(text)
    return False
