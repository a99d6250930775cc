"""What an attack on the newest rooms found, and what is promised since."""

import errno
import os
import stat
from decimal import Decimal

import pytest

from models.associations import Association
from models.changes import Refused, transaction
from models.file import copies
from models.indicators.donor import _told
from models.indicators.measuring import measure
from models.indicators.records import Indicator
from models.indicators.territory import Place, told_apart
from models.land.organic import says_organic
from models.produce.harvests import Harvest
from tests.factories import a_grade, a_member, may


def test_a_copy_in_the_middle_of_a_deed_is_refused_at_once(association, book, tmp_path):
    with pytest.raises(Refused, match="Se está guardando algo"), transaction():
        association.remarks = "a medias"
        association.save(sure=True)
        copies.copy(tmp_path / "usb")

    assert not (tmp_path / "usb").exists()
    assert Association.get().remarks == ""


def test_a_copy_is_kept_by_a_disk_that_takes_no_handle_to_read_alone(
    association, book, tmp_path, monkeypatch
):
    """Windows answers such a handle with EBADF."""
    fsync = os.fsync

    def of_windows(handle):
        if stat.S_ISREG(os.fstat(handle).st_mode) and _only_reads(handle):
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", of_windows)

    made = copies.copy(tmp_path / "usb")

    assert made.held == copies.held_now()


def _only_reads(handle: int) -> bool:
    import fcntl  # of Unix alone

    return fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY


@pytest.mark.parametrize("words", ["Papa ecológica", "quinua BIOLÓGICA", "granos ecológicos"])
def test_the_other_words_of_the_law_for_organic_need_its_certificate_too(words):
    assert says_organic(words)
    assert not says_organic("Programa Ecocuenca")


def test_two_small_groups_are_not_reckoned_from_the_whole():
    """1 + 1 of twelve, both known not to be zero, would each be 1: a third is kept back."""
    found = ["young", "old", *["grown"] * 10]

    told = _told(found, ["young", "grown", "old"])

    assert told == {"young": None, "grown": None, "old": None}


def a_place(members: int, families: int) -> Place:
    zero = Decimal(0)
    return Place("", "", 1, members, families, 0, 0, zero, zero, None, zero, None)


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ([(9, 9), (8, 8)], [0, 1]),
        ([(9, 9), (8, 1)], []),  # eight members of one family: its income is the rest of the whole
        ([(9, 9), (0, 0)], []),  # of one who left, who delivered before
        ([(9, 9), (2, 2), (1, 1)], [0]),
        ([(2, 2), (1, 1)], []),
    ],
)
def test_no_place_is_told_from_which_a_small_one_could_be_reckoned(sizes, told):
    places = [a_place(*one) for one in sizes]

    assert told_apart(places) == [places[one] for one in told]


def test_a_share_of_one_family_is_kept_back_as_its_income_is(association):
    member = a_member(association)
    product = a_grade(association).product
    split = {"total": Decimal(100), "own_use": Decimal(40), "sale": Decimal(60)}
    Harvest.create(association=association, member=member, product=product, day=may(5), **split)

    share = measure(Indicator.create(name="Autoconsumo", formula="own_use"), may(1), may(31))

    assert (share.value, share.kept_back) == (Decimal("40.0"), True)
