"""Обучение сети: один и тот же вызов на процессоре и на видеокарте.

Сам цикл — вперёд, назад, шаг — целиком в `_learn`.
"""

import math
from pathlib import Path

import torch
from torch.nn.functional import cross_entropy
from torch.nn.utils import clip_grad_norm_
from tqdm.auto import tqdm

from lessons.checks import whole
from lessons.training.device import autocast, best_device, move, precision_of
from lessons.training.metrics import accuracy
from lessons.training.run import Run
from lessons.training.schedule import warmup_cosine

LOSS_SHOWN_EVERY = 50
BAR = "Обучение {percentage:3.0f} % |{bar}| {n_fmt} из {total_fmt} батчей, ещё {remaining}{postfix}"


def sgd(parameters, lr):
    """Градиентный спуск с моментом Нестерова 0,9 и затуханием весов 5·10⁻⁴.

    Parameters
    ----------
    parameters : iterable of torch.nn.Parameter
        Веса сети.
    lr : float
        Шаг обучения.

    Returns
    -------
    torch.optim.SGD
    """
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
    metric=accuracy,
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

    Всё случайное (порядок батчей, искажения, dropout) зависит только от ``seed`` и номера эпохи.
    Поэтому на процессоре прерванное и продолженное обучение даёт те же потери, что и непрерывное,
    до последнего бита — при том же torch и числе потоков. На видеокарте алгоритмы свёртки
    закреплены, но часть операций torch складывает числа в случайном порядке, и там повтор
    совпадает лишь приблизительно.

    Часть сети, которую оставили в режиме ответа (``model.layer1.eval()``), в нём и останется:
    замороженная нормализация не изменится. Сеть, целиком находящаяся в режиме ответа, переводится
    в режим обучения вся.

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
        Средняя по батчу потеря ``loss(outputs, labels)``; ею же меряется проверочная выборка.
    metric : callable or None
        Средняя по батчу мера качества ``metric(outputs, labels)``; в летописи она стоит под именем
        функции. ``None`` — только потеря, например для регрессии.
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
        Недопустимые аргументы, либо файл ``checkpoint`` записан при других настройках: с другим
        спуском, расписанием, ограничением градиента, порядком батчей или сетью.
    FloatingPointError
        Потеря стала бесконечной или нечислом. Названы батч и эпоха; веса остаются такими, какими
        были до него (но средние пакетной нормализации этот батч уже видели).
    """
    epochs, lr = whole(epochs, "epochs"), _positive(lr, "lr")
    if len(loader) == 0:
        raise ValueError("loader: получен пустой загрузчик, ожидался хотя бы один батч")
    if clip is not None:
        clip = _positive(clip, "clip")
    if checkpoint_every is not None:
        whole(checkpoint_every, "checkpoint_every")
    device = best_device() if device is None else torch.device(device)
    dtype = precision_of(precision, device)
    model.to(device)
    if device.type == "cuda":
        model.to(memory_format=torch.channels_last)
    if not model.training:
        model.train()
    run = Run(
        model=model,
        loader=loader,
        epochs=epochs,
        lr=lr,
        optimizer=optimizer,
        schedule=schedule,
        loss=loss,
        metric=metric,
        clip=clip,
        seed=seed,
        device=device,
        dtype=dtype,
    )
    if checkpoint is not None and Path(checkpoint).exists():
        run.resume(checkpoint)
    forward = model if compiler is None else torch.compile(model, backend=compiler)
    # Выбор алгоритмов свёртки закреплён, иначе повтор на видеокарте разошёлся бы сразу.
    with (
        torch.backends.cudnn.flags(enabled=True, benchmark=False, deterministic=True),
        tqdm(total=run.total, initial=run.step, bar_format=BAR, disable=not progress) as bar,
    ):
        while run.step < run.total:
            _learn(run, forward, bar, checkpoint, checkpoint_every)
            run.finish_epoch(validation)
            if checkpoint is not None:
                run.save(checkpoint)
    return run.history


def _learn(run, forward, bar, checkpoint, checkpoint_every):
    """Пройти остаток эпохи: на каждом батче вперёд, назад и шаг."""
    for images, labels in run.rest_of_epoch():
        images, labels = move(images, labels, run.device)
        run.set_rate()

        with autocast(run.device, run.dtype):  # вперёд
            outputs = forward(images)
            loss = run.loss(outputs, labels)
        value = _finite(loss, run)

        run.descent.zero_grad(set_to_none=True)  # назад
        run.scaler.scale(loss).backward()
        if run.clip is not None:
            run.scaler.unscale_(run.descent)
            clip_grad_norm_(run.model.parameters(), run.clip)

        run.scaler.step(run.descent)  # шаг
        run.scaler.update()

        run.record(outputs, labels, value)
        bar.update()
        if run.step % LOSS_SHOWN_EVERY == 0:
            bar.set_postfix_str(f"потеря {value:.3f}")
        due = checkpoint_every and run.step % checkpoint_every == 0
        if checkpoint is not None and due and run.within_epoch():  # конец эпохи запишет train
            run.save(checkpoint)


def _finite(loss, run):
    """Потеря числом; бесконечность и нечисло останавливают обучение до порчи весов."""
    value = float(loss.detach())
    if not math.isfinite(value):
        epoch, passed = divmod(run.step, len(run.loader))
        raise FloatingPointError(
            f"Обучение разошлось: потеря на батче {run.step + 1} (эпоха {epoch + 1}, батч "
            f"{passed + 1} из {len(run.loader)}) равна {value}. Уменьшите lr или ограничьте норму "
            "градиента аргументом clip."
        )
    return value


def _positive(value, name):
    number = float(value)
    if not 0 < number < math.inf:
        raise ValueError(f"{name}: получено {value!r}, ожидалось конечное число больше 0")
    return number
