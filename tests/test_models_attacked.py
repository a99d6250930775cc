"""What an attack on the newest rooms found, and what is promised since."""

import pytest

from models import copies
from models.associations import Association
from models.changes import Refused, transaction


def test_a_copy_in_the_middle_of_a_deed_is_refused_at_once(association, book, tmp_path):
    with pytest.raises(Refused, match="Se está guardando algo"), transaction():
        association.remarks = "a medias"
        association.save(sure=True)
        copies.copy(tmp_path / "usb")

    assert not (tmp_path / "usb").exists()
    assert Association.get().remarks == ""
