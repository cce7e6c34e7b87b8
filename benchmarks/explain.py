"""Заслонение и SmoothGrad рядом с Captum, и сколько стоят рисунки одной главы.

Запуск: ``python benchmarks/explain.py``. SqueezeNet, обученная на ImageNet, снимок 227×227; Captum
получает лучший для него размер пачки из ``BATCHES``. Печатаются отношения процессорного времени
Captum ко времени курса (больше единицы — курс быстрее): медиана попарных отношений, порядок в парах
чередуется.
"""

import time
import warnings
from collections.abc import Callable
from statistics import median

import torch
from captum.attr import NoiseTunnel, Occlusion, Saliency

from lessons import explain
from lessons.datasets import photo, pictures
from lessons.networks.pretrained import preprocess, squeezenet_imagenet

BATCHES = (1, 4, 8, 16, 32)
EGYPTIAN, FLAMINGO = 285, 130
MASK = {"size": 32, "stride": 15}  # 14 × 14 = 196 положений
SAMPLES, PAIRS = 32, 5


def clock(step: Callable[[], object]) -> float:
    """Процессорное время: соседи по машине на него почти не влияют."""
    start = time.process_time()
    step()
    return time.process_time() - start


def compare(own: Callable[[], object], captum: Callable[[int], object]) -> tuple[float, float, int]:
    """Отношение времени Captum ко времени курса, секунды курса, лучшая для Captum пачка."""
    own(), captum(BATCHES[0])
    best = min(BATCHES, key=lambda batch: clock(lambda: captum(batch)))
    ratios, seconds = [], []
    for pair in range(PAIRS):
        steps = {"own": own, "captum": lambda: captum(best)}
        order = sorted(steps, reverse=bool(pair % 2))
        spent = {name: clock(steps[name]) for name in order}
        ratios.append(spent["captum"] / spent["own"])
        seconds.append(spent["own"])
    return median(ratios), median(seconds), best


def figures_of_a_chapter(model, image) -> dict[str, float]:
    """Секунды на то, что показывают главы о взгляде внутрь."""
    images = torch.from_numpy(pictures().images).permute(0, 3, 1, 2).float() / 255
    features = explain.activations(model, "features.12", images[:8]).mean((2, 3))
    features = features.repeat(len(images) // 8, 1) + torch.rand(len(images) // 8 * 8, 1)
    steps = {
        "отклики 184 картинок": lambda: explain.activations(model, "features.12", images),
        "t-SNE": lambda: explain.tsne(features),
        "лучшие кусочки из 184": lambda: explain.top_patches(model, "features.6", 0, images, 9),
        "заслонение, 196 положений": lambda: explain.occlusion(model, image, EGYPTIAN, **MASK),
        "градиент": lambda: explain.saliency(model, image, EGYPTIAN),
        "SmoothGrad, 32 копии": lambda: explain.smooth_grad(model, image, EGYPTIAN),
        "управляемое распространение": lambda: explain.guided_backprop(model, image, EGYPTIAN),
        "картинка для класса": lambda: explain.maximize_activation(
            model, "", FLAMINGO, shape=(3, 227, 227)
        ),
        "обман за 10 шагов": lambda: explain.pgd(
            model, image, FLAMINGO, epsilon=4 / 255, step=1 / 255, steps=10, targeted=True
        ),
    }
    return {name: clock(step) for name, step in steps.items()}


def main() -> None:
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    model, image = squeezenet_imagenet(), preprocess(photo("chelsea"))
    side = (3, MASK["size"], MASK["size"])
    shift = (3, MASK["stride"], MASK["stride"])
    occlusion = Occlusion(lambda x: model(x).softmax(1))
    tunnel = NoiseTunnel(Saliency(model))

    def captum_occlusion(batch: int) -> object:
        with torch.no_grad():
            return occlusion.attribute(
                image, side, shift, target=EGYPTIAN, perturbations_per_eval=batch
            )

    def captum_smooth_grad(batch: int) -> object:
        return tunnel.attribute(
            image,
            nt_samples=SAMPLES,
            nt_samples_batch_size=batch,
            stdevs=0.15,
            target=EGYPTIAN,
            abs=False,
        )

    tasks = {
        "заслонение, 196 положений": (
            lambda: explain.occlusion(model, image, EGYPTIAN, **MASK),
            captum_occlusion,
        ),
        "SmoothGrad, 32 копии": (
            lambda: explain.smooth_grad(model, image, EGYPTIAN, samples=SAMPLES),
            captum_smooth_grad,
        ),
    }
    print(f"{'задача':32}{'Captum / курс':>14}{'курс, с':>9}{'пачка Captum':>14}")
    for name, (own, captum) in tasks.items():
        ratio, seconds, best = compare(own, captum)
        print(f"{name:32}{ratio:14.2f}{seconds:9.2f}{best:14}", flush=True)
    spent = figures_of_a_chapter(model, image)
    print("\nсекунды процессора на рисунок")
    for name, seconds in spent.items():
        print(f"{name:32}{seconds:9.2f}")
    print(f"{'все вместе':32}{sum(spent.values()):9.2f}")


if __name__ == "__main__":
    main()
