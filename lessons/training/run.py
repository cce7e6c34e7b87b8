"""Состояние одного обучения: шаг спуска, итоги эпохи, сохранение и продолжение."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import nn

from lessons.training.checkpoint import load_checkpoint, save_checkpoint
from lessons.training.device import random_state, restore_random_state, seed_everything
from lessons.training.evaluation import correct_answers, evaluate, move
from lessons.training.history import History


@dataclass
class Run:
    """Одно обучение: сеть, спуск и место, до которого оно дошло.

    Первые поля — одноимённые аргументы `lessons.training.train`, ``forward`` — то, чем считается
    ответ сети: она сама или её скомпилированный вид.
    """

    model: nn.Module
    loader: Iterable
    epochs: int
    lr: float
    optimizer: Callable
    schedule: Callable
    loss: Callable
    clip: float | None
    seed: int
    device: torch.device
    dtype: torch.dtype
    forward: Callable
    history: History = field(default_factory=History)
    step: int = 0
    pending: list = field(default_factory=list)
    correct: int | torch.Tensor = 0
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
        resumed = random_state() if passed else None
        seed_everything(seed)
        if getattr(self.loader, "generator", None) is not None:
            self.loader.generator.manual_seed(seed)
        iterator = iter(self.loader)
        for _ in range(passed):
            next(iterator)
        if resumed is not None:
            restore_random_state(resumed)
        self.model.train()
        return iterator

    def within_epoch(self):
        """Остались ли в текущей эпохе непройденные батчи."""
        return self.step % len(self.loader) != 0

    def learn(self, images, labels):
        """Один шаг спуска по батчу."""
        images, labels = move(images, labels, self.device)
        rate = self.lr * self.schedule(self.step / self.total)
        for group in self.descent.param_groups:
            group["lr"] = rate
        mixed = self.dtype != torch.float32
        with torch.autocast(self.device.type, dtype=self.dtype, enabled=mixed):
            outputs = self.forward(images)
            loss = self.loss(outputs, labels)
        self.descent.zero_grad(set_to_none=True)
        self.scaler.scale(loss).backward()
        if self.clip is not None:
            self.scaler.unscale_(self.descent)
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.clip)
        self.scaler.step(self.descent)
        self.scaler.update()
        # Значения остаются на устройстве: float() здесь заставил бы ждать конца вычислений.
        self.pending.append(loss.detach().float())
        self.correct = self.correct + correct_answers(outputs, labels)
        self.seen += len(labels)
        self.history.rates.append(rate)
        self.step += 1

    def collect_losses(self):
        """Перенести накопленные потери с устройства в летопись."""
        if self.pending:
            self.history.add_losses(torch.stack(self.pending).tolist())
            self.pending = []

    def finish_epoch(self, validation):
        """Записать итоги эпохи."""
        self.collect_losses()
        quality = (None, None) if validation is None else evaluate(self.model, validation)
        losses = self.history.losses[-len(self.loader) :]
        self.history.epochs.append(
            {
                "epoch": self.step // len(self.loader),
                "loss": sum(losses) / len(losses),
                "accuracy": int(self.correct) / self.seen,
                "validation_loss": quality[1],
                "validation_accuracy": quality[0],
            }
        )
        self.correct, self.seen = 0, 0

    def settings(self):
        """Настройки, при смене которых продолжение перестало бы быть продолжением."""
        return {"seed": self.seed, "total": self.total, "lr": self.lr, "dtype": str(self.dtype)}

    def state(self):
        """Всё, что нужно для продолжения, вложенными словарями."""
        self.collect_losses()
        return {
            "settings": self.settings(),
            "step": self.step,
            "model": self.model.state_dict(),
            "optimizer": self.descent.state_dict(),
            "scaler": self.scaler.state_dict(),
            "history": self.history.state(),
            "correct": int(self.correct),
            "seen": self.seen,
            "random": random_state(),
        }

    def save(self, path):
        """Записать состояние в файл."""
        save_checkpoint(path, self.state())

    def resume(self, path):
        """Вернуться к месту, сохранённому в файле."""
        state = load_checkpoint(path)
        if state["settings"] != self.settings():
            raise ValueError(
                f"checkpoint: обучение записано с настройками {state['settings']}, "
                f"а продолжается с {self.settings()}; ожидаются одинаковые"
            )
        self.model.load_state_dict(state["model"])
        self.descent.load_state_dict(state["optimizer"])
        self.scaler.load_state_dict(state["scaler"])
        self.history = History(**state["history"])
        self.step, self.correct, self.seen = state["step"], state["correct"], state["seen"]
        restore_random_state(state["random"])
