"""Описания рисунков из данных: что видно на рисунке, говорит сама программа, которая его чертила.

Автор главы пишет в ``alt``, что нарисовано; рисунок, знающий свои числа
(`lessons.plotting.Described`, схемы сетей), приносит описание в метаданных вывода, и здесь оно
дописывается.
"""

from functools import wraps

from myst_nb.core.render import NbElementRenderer


def joined(written, computed):
    """Слова автора и слова программы одним текстом."""
    parts = [part.strip().rstrip(".") for part in (written, computed) if part and part.strip()]
    return ". ".join(parts)


def with_descriptions(render_image):
    """Обёртка над показом изображения: дописывает к ``alt`` описание из вывода."""

    @wraps(render_image)
    def render(self, data):
        images = render_image(self, data)
        computed = data.output_metadata.get(data.mime_type, {}).get("alt")
        for image in images:
            if computed:
                image["alt"] = joined(image.get("alt"), computed)
        return images

    return render


def setup(app):
    """Подключает описания."""
    if not hasattr(NbElementRenderer.render_image, "__wrapped__"):
        NbElementRenderer.render_image = with_descriptions(NbElementRenderer.render_image)
