"""Настройки обучения, записанные словами: при смене любой из них продолжать нечего."""

import hashlib

from torch.utils.data import BatchSampler


def settings(run):
    """Настройки обучения ``run``, от которых зависят его веса: название → описание."""
    return {
        "epochs": run.epochs,
        "lr": run.lr,
        "seed": run.seed,
        "precision": str(run.dtype).removeprefix("torch."),
        "clip": run.clip,
        "optimizer": _optimizer(run.descent),
        "schedule": [round(run.schedule(part / 8), 6) for part in range(9)],
        "order": _order(run.loader),
        "architecture": _architecture(run.model),
    }


def check_same(recorded, current):
    """Проверить, что записанные настройки те же; названы только различия.

    Raises
    ------
    ValueError
        Какая-нибудь из настроек изменилась.
    """
    changed = [name for name in current if recorded.get(name) != current[name]]
    if changed:
        old = ", ".join(f"{name} = {recorded.get(name)}" for name in changed)
        new = ", ".join(f"{name} = {current[name]}" for name in changed)
        raise ValueError(
            f"checkpoint: обучение записано с настройками {old}, а продолжается с {new}; "
            "ожидались одинаковые"
        )


def _optimizer(descent):
    defaults = {name: value for name, value in sorted(descent.defaults.items()) if name != "lr"}
    options = ", ".join(f"{name}={value}" for name, value in defaults.items())
    return f"{type(descent).__name__}({options})"


def _order(loader):
    """Кем и по сколько собраны батчи и как искажены изображения."""
    sampler, size = getattr(loader, "sampler", loader), getattr(loader, "batch_size", None)
    if isinstance(sampler, BatchSampler):
        sampler, size = sampler.sampler, sampler.batch_size
    augment = getattr(getattr(loader, "dataset", None), "augment", None)
    distortion = getattr(augment, "__qualname__", repr(augment))
    return f"{type(sampler).__name__}, {len(loader)} × {size}, искажение {distortion}"


def _architecture(model):
    count = sum(parameter.numel() for parameter in model.parameters())
    mark = hashlib.sha256(repr(model).encode()).hexdigest()[:8]
    return f"{type(model).__name__}, параметров {count}, отпечаток {mark}"
