"""A PDF turned back into pictures. PDFium serves one thread at a time: all goes through here."""

from io import BytesIO
from threading import Lock
from typing import Any

from PIL import Image

from ui.printers.jobs import Size

_one_at_a_time = Lock()


class Pages:
    """The pages of a PDF, counted from 0. Each is read when it is first looked at."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2  # here: neither the start nor a list needs it

        with _one_at_a_time:
            self._document: Any = pypdfium2.PdfDocument(BytesIO(pdf))
            self._count = len(self._document)
        self._sizes: dict[int, Size] = {}

    def close(self) -> None:
        """Let go of it; nothing can be asked of it after this."""
        with _one_at_a_time:
            self._document.close()

    def __len__(self) -> int:
        return self._count

    def size(self, number: int) -> Size:
        """Points across and down."""
        if number not in self._sizes:
            with _one_at_a_time:
                self._sizes[number] = self._document.get_page_size(number)
        return self._sizes[number]

    def sizes(self) -> list[Size]:
        return [self.size(number) for number in range(self._count)]

    def picture(self, number: int, scale: float) -> Image.Image:
        """As it prints, `scale` dots to the point."""
        with _one_at_a_time:
            page = self._document[number]
            picture: Image.Image = page.render(scale=scale).to_pil()
            page.close()
        return picture
