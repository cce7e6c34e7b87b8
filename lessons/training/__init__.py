"""Обучение и проверка сетей на процессоре и на видеокарте."""

from lessons.training.batches import batches, crop, flip
from lessons.training.checkpoint import load_checkpoint, save_checkpoint
from lessons.training.device import best_device, best_precision, seed_everything
from lessons.training.evaluation import Evaluation, evaluate
from lessons.training.history import History
from lessons.training.loop import sgd, train
from lessons.training.metrics import accuracy
from lessons.training.schedule import constant, warmup_cosine

__all__ = [
    "Evaluation",
    "History",
    "accuracy",
    "batches",
    "best_device",
    "best_precision",
    "constant",
    "crop",
    "evaluate",
    "flip",
    "load_checkpoint",
    "save_checkpoint",
    "seed_everything",
    "sgd",
    "train",
    "warmup_cosine",
]
