"""Обучение сети: один и тот же вызов на процессоре и на видеокарте."""

from pathlib import Path

import torch
from torch.nn.functional import cross_entropy
from tqdm.auto import tqdm

from lessons.training.device import PRECISIONS, best_device, best_precision
from lessons.training.run import Run
from lessons.training.schedule import warmup_cosine

LOSS_SHOWN_EVERY = 50
BAR = "Обучение {percentage:3.0f} % |{bar}| {n_fmt} из {total_fmt} батчей, ещё {remaining}{postfix}"


def sgd(parameters, lr):
    """Градиентный спуск с моментом Нестерова 0,9 и затуханием весов 5·10⁻⁴."""
    return torch.optim.SGD(parameters, lr=lr, momentum=0.9, nesterov=True, weight_decay=5e-4)


def train(
    model,
    loader,
    *,
    epochs,
    lr=0.05,
    optimizer=sgd,
    schedule=warmup_cosine,
    loss=cross_entropy,
    clip=None,
    validation=None,
    seed=0,
    device=None,
    precision=None,
    compiler=None,
    checkpoint=None,
    checkpoint_every=None,
    progress=True,
):
    """Обучить сеть.

    На видеокарте вычисления идут в половинной точности (`best_precision`), тензоры уложены
    channels-last, батчи копируются параллельно счёту; на процессоре — обычный ``float32``.
    Всё случайное (порядок батчей, искажения, dropout) зависит только от ``seed`` и номера эпохи,
    поэтому прерванное и продолженное обучение даёт те же потери, что и непрерывное.

    Parameters
    ----------
    model : torch.nn.Module
        Сеть; обучается на месте и остаётся на устройстве ``device``.
    loader : torch.utils.data.DataLoader or sequence
        Батчи: изображения ``(B, C, H, W)`` и метки ``(B,)``; у загрузчика есть длина.
    epochs : int
        Сколько раз пройти выборку.
    lr : float
        Наибольший шаг обучения.
    optimizer : callable
        ``optimizer(parameters, lr=…)``, например ``torch.optim.AdamW``.
    schedule : callable
        Множитель шага по пройденной доле обучения, `warmup_cosine` или `constant`.
    loss : callable
        Средняя по батчу потеря ``loss(outputs, labels)``.
    clip : float, optional
        Наибольшая норма градиента.
    validation : iterable, optional
        Батчи, на которых качество измеряется после каждой эпохи.
    seed : int
        Начало всех случайных последовательностей.
    device : torch.device or str, optional
        Устройство; по умолчанию `best_device`.
    precision : {"float32", "bfloat16", "float16"}, optional
        Точность внутри сети; по умолчанию лучшая для устройства.
    compiler : str, optional
        Имя компилятора для ``torch.compile``, обычно ``"inductor"``; по умолчанию без него.
    checkpoint : str or pathlib.Path, optional
        Файл хода обучения. Если он есть, обучение продолжается с записанного места.
    checkpoint_every : int, optional
        Через сколько батчей его переписывать; по умолчанию в конце каждой эпохи.
    progress : bool
        Показывать ли полосу хода.

    Returns
    -------
    History
        Потери, шаги обучения и качество по эпохам.

    Raises
    ------
    ValueError
        Недопустимые аргументы, либо файл ``checkpoint`` записан при других настройках.
    FloatingPointError
        Потеря стала бесконечной или нечислом.
    """
    _check(loader, epochs, precision, checkpoint_every)
    device = best_device() if device is None else torch.device(device)
    model.to(device)
    if device.type == "cuda":
        model.to(memory_format=torch.channels_last)
    run = Run(
        model=model,
        loader=loader,
        epochs=epochs,
        lr=lr,
        optimizer=optimizer,
        schedule=schedule,
        loss=loss,
        clip=clip,
        seed=seed,
        device=device,
        dtype=best_precision(device) if precision is None else PRECISIONS[precision],
        forward=model if compiler is None else torch.compile(model, backend=compiler),
    )
    if checkpoint is not None and Path(checkpoint).exists():
        run.resume(checkpoint)
    # Выбор алгоритмов свёртки закреплён, иначе повтор на видеокарте не совпадёт до бита.
    with torch.backends.cudnn.flags(enabled=True, benchmark=False, deterministic=True):
        _finish(run, validation, checkpoint, checkpoint_every, progress)
    return run.history


def _finish(run, validation, checkpoint, checkpoint_every, progress):
    """Пройти все оставшиеся батчи, записывая ход обучения."""
    bar = tqdm(total=run.total, initial=run.step, bar_format=BAR, disable=not progress)
    with bar:
        while run.step < run.total:
            for images, labels in run.rest_of_epoch():
                run.learn(images, labels)
                bar.update()
                if run.step % LOSS_SHOWN_EVERY == 0:
                    bar.set_postfix_str(f"потеря {float(run.pending[-1]):.3f}")
                # На границе эпохи запись сделана ниже, уже с итогами эпохи.
                due = checkpoint_every and run.step % checkpoint_every == 0
                if checkpoint and due and run.within_epoch():
                    run.save(checkpoint)
            run.finish_epoch(validation)
            if checkpoint:
                run.save(checkpoint)


def _check(loader, epochs, precision, checkpoint_every):
    if epochs < 1:
        raise ValueError(f"epochs: получено {epochs}, ожидается целое не меньше 1")
    if len(loader) == 0:
        raise ValueError("loader: получен пустой загрузчик, ожидается хотя бы один батч")
    if precision is not None and precision not in PRECISIONS:
        raise ValueError(
            f"precision: получено {precision!r}, ожидается одно из {', '.join(PRECISIONS)}"
        )
    if checkpoint_every is not None and checkpoint_every < 1:
        raise ValueError(
            f"checkpoint_every: получено {checkpoint_every}, ожидается целое не меньше 1"
        )
