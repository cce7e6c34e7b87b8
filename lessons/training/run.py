"""Состояние одного обучения: место в выборке, летопись, сохранение и продолжение."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import nn

from lessons.training.checkpoint import load_checkpoint, save_checkpoint
from lessons.training.device import random_state, restore_random_state, seed_everything
from lessons.training.evaluation import evaluate
from lessons.training.history import History
from lessons.training.settings import check_same, settings


@dataclass
class Run:
    """Одно обучение: сеть, спуск и место, до которого оно дошло.

    Первые поля — одноимённые аргументы `lessons.training.train`; ``dtype`` — точность внутри сети.
    """

    model: nn.Module
    loader: Iterable
    epochs: int
    lr: float
    optimizer: Callable
    schedule: Callable
    loss: Callable
    metric: Callable | None
    clip: float | None
    seed: int
    device: torch.device
    dtype: torch.dtype
    history: History = field(default_factory=History)
    step: int = 0
    quality: float = 0.0
    seen: int = 0

    def __post_init__(self):
        self.total = self.epochs * len(self.loader)
        self.descent = self.optimizer(self.model.parameters(), lr=self.lr)
        # float16 теряет малые градиенты, поэтому потеря перед обратным проходом увеличивается.
        scaled = self.dtype == torch.float16
        self.scaler = torch.amp.GradScaler(self.device.type, enabled=scaled)

    def rest_of_epoch(self):
        """Батчи текущей эпохи, которые ещё не пройдены."""
        epoch, passed = divmod(self.step, len(self.loader))
        seed = int(np.random.SeedSequence([self.seed, epoch]).generate_state(1)[0])
        # Состояние датчиков после уже пройденных батчей, если обучение продолжают с середины.
        resumed = random_state(self.device) if passed else None
        seed_everything(seed)
        if getattr(self.loader, "generator", None) is not None:
            self.loader.generator.manual_seed(seed)
        iterator = iter(self.loader)
        for _ in range(passed):
            next(iterator)
        if resumed is not None:
            restore_random_state(resumed, self.device)
        return iterator

    def within_epoch(self):
        """Остались ли в текущей эпохе непройденные батчи."""
        return self.step % len(self.loader) != 0

    def set_rate(self):
        """Назначить шаг обучения батчу: доля пути берётся на его середине.

        Так у первого батча разгон уже начался, а у последнего спад ещё не кончился.
        """
        rate = self.lr * self.schedule((self.step + 0.5) / self.total)
        for group in self.descent.param_groups:
            group["lr"] = rate
        self.history.rates.append(rate)

    def record(self, outputs, labels, loss):
        """Записать итог батча."""
        if self.metric is not None:
            with torch.no_grad():
                self.quality += self.metric(outputs, labels).item() * len(labels)
        self.seen += len(labels)
        self.history.losses.append(loss)
        self.step += 1

    def finish_epoch(self, validation):
        """Записать итоги эпохи, измерив качество на проверочной выборке."""
        losses = self.history.losses[-len(self.loader) :]
        row = {"epoch": self.step // len(self.loader), "loss": sum(losses) / len(losses)}
        quality, loss = None, None
        if validation is not None:
            precision = str(self.dtype).removeprefix("torch.")
            options = {"loss": self.loss, "metric": self.metric, "precision": precision}
            quality, loss = evaluate(self.model, validation, **options)
        if self.metric is not None:
            name = getattr(self.metric, "__name__", "metric")
            row[name] = self.quality / self.seen
            row[f"validation_{name}"] = quality
        self.history.epochs.append(row | {"validation_loss": loss})
        self.quality, self.seen = 0.0, 0

    def save(self, path):
        """Записать в файл всё, что нужно для продолжения."""
        state = {
            "settings": settings(self),
            "step": self.step,
            "model": self.model.state_dict(),
            "optimizer": self.descent.state_dict(),
            "scaler": self.scaler.state_dict(),
            "history": self.history.state(),
            "quality": self.quality,
            "seen": self.seen,
            "random": random_state(self.device),
        }
        save_checkpoint(path, state)

    def resume(self, path):
        """Вернуться к месту, сохранённому в файле."""
        state = load_checkpoint(path)
        check_same(state.get("settings", {}), settings(self))
        self.model.load_state_dict(state["model"])
        self.descent.load_state_dict(state["optimizer"])
        self.scaler.load_state_dict(state["scaler"])
        self.history = History(**state["history"])
        self.step, self.quality, self.seen = state["step"], state["quality"], state["seen"]
        restore_random_state(state["random"], self.device)
