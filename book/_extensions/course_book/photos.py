"""Фотографии внутри SVG: вместо PNG без сжатия — WebP, в пять-десять раз легче.

Matplotlib вкладывает в SVG полноцветный PNG. Для чертежа из сотни пикселей это правильно,
а фотография весила бы полмегабайта. Мелкие картинки не трогаются: в них видны точные пиксели.
"""

import base64
import io
import re
from pathlib import Path

from PIL import Image

SMALLEST = 12_000  # символов base64: меньше — уже не фотография
QUALITY = 86
EMBEDDED = re.compile(r'<image\b[^>]*?data:image/png;base64,\s*([^"]+)"[^>]*>')
SHARP_PIXELS = re.compile(r"image-rendering:\s*[\w-]+;?")


def repack(svg):
    """SVG, в котором крупные PNG заменены на WebP."""
    return EMBEDDED.sub(_repack_one, svg)


def _repack_one(match):
    element, encoded = match[0], match[1]
    if len(encoded) < SMALLEST:
        return element
    picture = Image.open(io.BytesIO(base64.b64decode(encoded)))
    if picture.mode == "RGBA" and picture.getextrema()[3] == (255, 255):
        picture = picture.convert("RGB")
    packed = io.BytesIO()
    picture.save(packed, "WEBP", quality=QUALITY, method=6)
    data = base64.b64encode(packed.getvalue()).decode()
    if len(data) >= len(encoded):
        return element
    element = element.replace("data:image/png", "data:image/webp").replace(encoded, data)
    # Matplotlib просит показывать пиксели квадратиками; фотографию браузер пусть сглаживает
    return SHARP_PIXELS.sub("", element)


def _repack_pictures(app, exception):
    if exception is not None:
        return
    for path in (Path(app.outdir) / "_images").glob("*.svg"):
        svg = path.read_text("utf-8")
        packed = repack(svg)
        if packed != svg:
            path.write_text(packed, "utf-8")


def setup(app):
    """Перепаковывает рисунки готовой книги."""
    app.connect("build-finished", _repack_pictures)
