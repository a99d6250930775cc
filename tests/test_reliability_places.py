"""Where a book stands, and where the program writes on the way: no leftovers, no spoilt books."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from models.associations import Association
from models.changes import Refused
from models.file import disk, own_temp, storage, whereabouts
from models.file.bringing import bring
from models.file.holding import Held
from models.locked import keys
from tests.factories import everything
from tests.powerless import run
from tests.test_models_storage_trouble import HALF_WAY
from ui.elsewhere import Elsewhere
from ui.run import Window

ROOT = Path(__file__).parent.parent

MOUNTS = """\
/dev/nvme0n1p2 / ext4 rw 0 0
/dev/sdb1 /media/rosa/KINGSTON\\0401 vfat rw 0 0
/dev/sdc1 /mnt/usb vfat rw 0 0
//servidor/libros /mnt/red cifs rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""


@pytest.fixture
def computer(tmp_path: Path) -> tuple[Path, Path]:
    """What Linux says of its mounts and of its disks; sdc can be taken out."""
    mounts, system = tmp_path / "mounts", tmp_path / "sys"
    mounts.write_text(MOUNTS)
    for disk_name, says in (("nvme0n1", "0"), ("sdb", "0"), ("sdc", "1")):
        (system / "block" / disk_name).mkdir(parents=True)
        (system / "block" / disk_name / "removable").write_text(f"{says}\n")
    return mounts, system


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/home/rosa/.local/share/Ecocuenca/libro.ecocuenca", whereabouts.INSIDE),
        ("/tmp/libro.ecocuenca", whereabouts.INSIDE),
        ("/media/rosa/KINGSTON 1/libro.ecocuenca", whereabouts.STICK),
        ("/mnt/usb/libro.ecocuenca", whereabouts.STICK),
        ("/mnt/red/libro.ecocuenca", whereabouts.NETWORK),
        ("/media/libro.ecocuenca", whereabouts.INSIDE),
    ],
)
def test_linux_tells_a_stick_and_the_network_from_the_disk_inside(computer, path, place):
    assert whereabouts._mount_of(Path(path), *computer)[0] == place


def test_a_computer_that_says_nothing_of_its_disks_has_them_inside(tmp_path):
    nowhere = tmp_path / "no"

    assert whereabouts._mount_of(Path("/x/y"), nowhere, nowhere) == (whereabouts.INSIDE, "")


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/rosa/Dropbox", "Dropbox"),
        ("/home/rosa/Dropbox (Personal)/libros", "Dropbox"),
        ("/Users/rosa/OneDrive - Asociación/x", "OneDrive"),
        ("/home/rosa/Google Drive/x", "Google Drive"),
        ("/home/rosa/Mi unidad", "Google Drive"),
        ("/home/rosa/iCloudDrive", "iCloud"),
        ("/Users/rosa/Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("/home/rosa/Documentos/dropboxes", ""),
        ("/home/rosa/ecocuenca", ""),
    ],
)
def test_a_cloud_folder_is_known_by_its_name(folder, service):
    assert whereabouts._cloud_of(Path(folder), {}) == service


def test_onedrive_is_known_by_what_windows_says_of_it():
    says = {"OneDriveCommercial": "/home/rosa/Nube de la asociación"}

    assert (
        whereabouts._cloud_of(Path("/home/rosa/Nube de la asociación/libros"), says) == "OneDrive"
    )
    assert whereabouts._cloud_of(Path("/home/rosa/Nube de la asociación 2"), says) == ""


# Bringing --------------------------------------------------------------------------------------


@pytest.fixture
def away(association: Association, tmp_path: Path, monkeypatch) -> Path:
    """A closed book in a cloud folder; the data folder of this computer is `adentro`."""
    monkeypatch.setattr(storage, "user_data_path", lambda *_a, **_k: tmp_path / "adentro")
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    storage.close()
    return (tmp_path / "x.ecocuenca").rename(folder / "x.ecocuenca")


def test_a_book_is_brought_inside_with_all_it_holds_and_stays_there_as_it_is(away, tmp_path):
    content = away.read_bytes()
    storage.open_book(away)
    before = everything()
    storage.close()

    inside = bring(away)

    assert inside == tmp_path / "adentro" / "x.ecocuenca"
    assert stat.S_IMODE(inside.stat().st_mode) == 0o600
    storage.open_book(inside)
    assert everything() == before
    storage.close()
    assert away.read_bytes() == content
    assert bring(away).name == "x-2.ecocuenca"


def test_half_stored_work_is_brought_too_and_undone_inside(away):
    done = subprocess.run([sys.executable, "-c", HALF_WAY, away], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert disk.journal_of(away).stat().st_size

    inside = bring(away)

    storage.open_book(inside)
    assert Association.select().count() == 1
    storage.close()


def test_a_book_is_not_brought_beside_what_is_left_of_another(away, tmp_path):
    inside = tmp_path / "adentro" / "x.ecocuenca"
    inside.parent.mkdir()
    for left in (disk.journal_of(inside), keys.beside(inside.with_stem("x-2"))):
        left.write_bytes(b"de otro")

    assert bring(away).name == "x-3.ecocuenca"


def test_a_book_in_which_another_works_is_not_brought(away):
    code = "import sys; from pathlib import Path; from models.file import holding;"
    code += "holding.take(Path(sys.argv[1])); print('x', flush=True); sys.stdin.read()"
    order = [sys.executable, "-c", code, away]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(order, cwd=ROOT, **pipes) as other:
        other.stdout.readline()
        with pytest.raises(Held):
            bring(away)
        other.stdin.close()


def test_in_the_window_it_is_offered_to_be_brought_and_then_worked_with(away, root, tmp_path):
    window = Window(away, preferences_path=tmp_path / "preferencias.json", root=root)
    root.update()
    page = window.page
    assert isinstance(page, Elsewhere)
    assert page.told.said.startswith("El libro está en una carpeta de Dropbox")

    page.bring_button.invoke()
    root.update()

    assert storage.book_path() == tmp_path / "adentro" / "x.ecocuenca"
    assert window.preferences.last_file == str(storage.book_path())
    Association.get().save()
    window._leave_books()


def test_in_the_window_it_can_be_looked_at_or_worked_with_where_it_is(away, root, tmp_path):
    window = Window(away, preferences_path=tmp_path / "preferencias.json", root=root)
    root.update()
    window.page.look_button.invoke()
    root.update()
    said = window.band.words.cget("text")
    association = Association.get()
    association.name = "Otro"
    with pytest.raises(Refused, match="SOLO PARA VER"):
        association.save()
    window._leave_books()

    again = Window(away, preferences_path=tmp_path / "preferencias.json", root=root)
    root.update()
    again.page.work_button.invoke()
    root.update()
    association.save()

    assert "no conviene trabajar" in said
    assert Association.get().name == "Otro"
    again._leave_books()


# Our own folder for what is temporary ----------------------------------------------------------


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setattr(own_temp, "user_cache_path", lambda *_a, **_k: tmp_path / "cache")
    monkeypatch.setattr(tempfile, "tempdir", tempfile.tempdir)
    return tmp_path / "cache" / "temporal"


KILLED = """
import os, sys, tempfile
os.environ["XDG_CACHE_HOME"] = sys.argv[1]
from models.file import own_temp
folder = own_temp.begin()
tempfile.NamedTemporaryFile(delete=False).write(b"40000001")
if sys.argv[2] == "wait":
    print("x", flush=True); sys.stdin.read()
os.kill(os.getpid(), 9)
"""


def test_what_a_killed_run_left_goes_at_the_next_start_and_what_is_in_use_stays(tmp_path):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    home = tmp_path / "Ecocuenca" / "temporal"
    subprocess.run([sys.executable, "-c", KILLED, tmp_path, "die"], cwd=ROOT, check=False)
    (left,) = home.iterdir()
    assert any(one.read_bytes() == b"40000001" for one in left.iterdir())

    order = [sys.executable, "-c", KILLED, tmp_path, "wait"]
    with subprocess.Popen(order, cwd=ROOT, **pipes) as other:
        other.stdout.readline()
        (in_use,) = home.iterdir()
        code = f"import sys; sys.argv = ['', {str(tmp_path)!r}, '']\n" + KILLED.replace(
            "os.kill(os.getpid(), 9)", "print(folder)"
        )
        third = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert in_use != left
        assert list(home.iterdir()) == [in_use]  # the third took its own away when it ended
        other.stdin.close()
    assert Path(third.stdout.strip()).parent == home


_made = list[Path]()
sys.addaudithook(
    lambda event, told: _made.append(Path(str(told[0]))) if event == "tempfile.mkstemp" else None
)


def test_it_is_for_its_owner_alone_and_a_workbook_is_written_in_it(own_home, tmp_path):
    system = tempfile.gettempdir()
    folder = own_temp.begin()
    _made.clear()
    book = Workbook(write_only=True)
    book.create_sheet().append(["40000001"])
    book.save(tmp_path / "x.xlsx")
    where = {one.parent for one in _made}
    mode = stat.S_IMODE(folder.stat().st_mode)
    own_temp.end(folder, system)

    assert where == {folder}
    assert mode == stat.S_IMODE(own_home.stat().st_mode) == 0o700
    assert not folder.exists()
    assert tempfile.gettempdir() == system


def test_where_no_folder_of_ours_can_be_made_the_systems_is_used(own_home, tmp_path):
    system = tempfile.gettempdir()
    (tmp_path / "cache").write_text("un archivo")

    folder = own_temp.begin()

    assert folder.parent == Path(system)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    own_temp.end(folder, system)


def test_what_a_person_is_to_find_afterwards_is_not_put_there(own_home):
    system = tempfile.gettempdir()
    folder = own_temp.begin()
    lasting = own_temp.lasting_folder()
    own_temp.end(folder, system)

    assert lasting.is_dir()
    lasting.rmdir()


def test_commands_leave_nothing_behind(worked_month, tmp_path, monkeypatch):
    book = storage.book_path()
    storage.close()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    done = run("exportar", "2026-05", "--archivo", book, "--carpeta", tmp_path / "x", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "cache" / "Ecocuenca" / "temporal").iterdir()) == []


def test_half_written_copies_go_when_the_book_is_opened(association, book):
    folder = storage.copies_folder()
    folder.mkdir()
    ours = [folder / ".~x-copia-0007.ecocuenca", folder / ".x-copia-0007.xlsx.part"]
    others = [folder / ".~y-copia-0007.ecocuenca", folder / "x-copia-0001.txt"]
    for one in (*ours, *others):
        one.touch()
    storage.close()

    storage.open_book(book)

    assert [one.exists() for one in (*ours, *others)] == [False, False, True, True]
    assert os.path.exists(book)
