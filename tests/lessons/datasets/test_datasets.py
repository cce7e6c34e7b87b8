"""Данные курса целы, полны и сообщают о поломке понятными словами."""

import gzip
import json
import re
import shutil

import numpy as np
import pytest
from skimage.data import chelsea

from lessons import datasets
from lessons.datasets import (
    PHOTOS,
    DataFileError,
    crops,
    fashion_mnist,
    fashion_mnist_full,
    imagenet_labels,
    licences,
    mnist,
    photo,
    photo_crops,
    picture_credits,
    pictures,
    storage,
    textures,
)

SPLITS = {
    mnist: {"train": (8000, 28), "test": (2000, 28)},
    fashion_mnist: {"train": (10000, 28), "test": (2000, 28)},
    textures: {"train": (1767, 32), "test": (288, 32)},
}


@pytest.mark.parametrize("load", SPLITS)
@pytest.mark.parametrize("part", ["train", "test"])
def test_a_split_has_the_promised_shapes_types_and_classes(load, part):
    images, labels, names = load(part)
    count, side = SPLITS[load][part]
    assert images.shape == (count, side, side)
    assert (images.dtype, labels.dtype) == (np.uint8, np.int64)
    assert labels.shape == (count,)
    assert set(labels) == set(range(len(names)))
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("load", SPLITS)
def test_classes_of_the_test_part_are_balanced(load):
    counts = np.bincount(load("test").labels)
    assert counts.min() == counts.max()


@pytest.mark.parametrize("load", [mnist, fashion_mnist])
def test_no_test_image_was_seen_in_training(load):
    seen = {image.tobytes() for image in load("train").images}
    assert not seen & {image.tobytes() for image in load("test").images}


def test_texture_parts_come_from_different_rows():
    source = datasets.photo("brick")
    train, test = textures("train"), textures("test")
    assert np.array_equal(train.images[0], source[:32, :32])
    assert np.array_equal(train.images[588], source[288:320, 480:512])
    assert np.array_equal(test.images[0], source[320:352, :32])
    assert np.array_equal(test.images[95], source[480:512, 480:512])


def test_colour_crops_have_the_promised_shapes_types_and_classes():
    for part, count in (("train", 10_550), ("test", 524)):
        images, labels, names = photo_crops(part)
        assert images.shape == (count, 32, 32, 3)
        assert (images.dtype, labels.dtype) == (np.uint8, np.int64)
        assert set(labels) == set(range(len(names))) == set(range(9))


def test_colour_crops_of_the_two_parts_share_no_pixels():
    # Каждый пиксель фотографии помечен своим номером: номера двух частей не пересекаются.
    marks = np.arange(300 * 451, dtype=np.int32).reshape(300, 451, 1)
    train, test = (set(crops._crops(marks, part).ravel()) for part in ("train", "test"))
    assert train and test and not train & test


def test_a_colour_crop_is_a_piece_of_its_photo():
    source, split = photo("chelsea"), photo_crops("train")
    assert np.array_equal(split.images[split.labels == 1][0], source[:32, :32])
    windows = split.images[split.labels == 1]
    assert np.array_equal(windows[1], source[:32, 8:40])
    assert split.names[1] == "кошка"


def test_pictures_are_many_named_and_sorted_by_kind():
    images, labels, names, titles = pictures()
    assert images.shape == (184, 227, 227, 3)
    assert (images.dtype, labels.dtype) == (np.uint8, np.int64)
    assert len(set(titles)) == len(labels) == 184
    assert len(names) == 13
    assert np.bincount(labels).min() >= 6
    assert (np.diff(labels) >= 0).all()
    assert all(re.search("[а-яё]", title) for title in titles)


def test_every_picture_is_coloured_and_stands_on_white():
    images = pictures().images
    assert (images[:, [0, 0, -1, -1], [0, -1, 0, -1]] >= 250).all()
    drawn = (images.min(3) < 240).mean((1, 2))
    assert (drawn > 0.01).all()


def test_every_picture_has_an_author_and_a_free_licence():
    table = picture_credits()
    assert tuple(table["Что"]) == pictures().titles
    assert table["Авторы"].str.len().min() > 2
    assert set(table["Лицензия"].str.extract(r"^(GPL-2|CC-BY|общественное)")[0]) == {
        "GPL-2",
        "CC-BY",
        "общественное",
    }
    # Чужое, взятое из Викисклада, — со ссылкой; остальные прислали снимки в набор сами.
    borrowed = table["Лицензия"].str.startswith("CC") & ~table["Авторы"].str.contains("Lynch|VHSS")
    assert table.loc[borrowed, "Адрес"].str.startswith("http").all()


@pytest.mark.parametrize("load", [*SPLITS, fashion_mnist_full, photo_crops])
def test_an_unknown_part_is_refused(load):
    with pytest.raises(ValueError, match='split: получено \'valid\', ожидалось "train" или "test"'):
        load("valid")


def test_the_nearest_class_mean_recognises_digits_and_clothes():
    # Метки, перепутанные при сборке файлов, дали бы здесь около 10 %.
    for load, least in ((mnist, 0.75), (fashion_mnist, 0.65)):
        train, test = load("train"), load("test")
        means = np.stack([train.images[train.labels == k].mean(0).ravel() for k in range(10)])
        flat = test.images.reshape(len(test.images), -1).astype(float)
        # |x − m|² = |x|² − 2x·m + |m|², и |x|² для сравнения не важно.
        distances = (means**2).sum(1) - 2 * flat @ means.T
        assert (distances.argmin(1) == test.labels).mean() > least


@pytest.mark.parametrize("name", PHOTOS)
def test_every_photo_is_there_and_is_made_of_bytes(name):
    picture = photo(name)
    assert picture.dtype == np.uint8
    assert picture.ndim == 2 or picture.shape[2] == 3
    assert min(picture.shape[:2]) >= 170
    assert np.ptp(picture) > 100
    assert picture.flags.writeable


def test_the_lecture_cat_is_chelsea():
    assert np.array_equal(photo("chelsea"), chelsea())


def test_photos_that_need_the_network_are_refused_at_once():
    with pytest.raises(ValueError, match="'eagle' scikit-image скачивает из сети"):
        photo("eagle")
    with pytest.raises(ValueError, match="name: получено 'dog', ожидалось одно из имён: astronaut"):
        photo("dog")


@pytest.mark.parametrize(
    ("number", "english", "russian"),
    [
        (0, "tench", "линь"),
        (130, "flamingo", "фламинго"),
        (207, "golden retriever", "золотистый ретривер"),
        (281, "tabby", "полосатая кошка"),
        (282, "tiger cat", "тигровая кошка"),
        (285, "Egyptian cat", "египетская кошка"),
        (340, "zebra", "зебра"),
        (407, "ambulance", "карета скорой помощи"),
        (604, "hourglass", "песочные часы"),
        (817, "sports car", "спортивный автомобиль"),
        (954, "banana", "банан"),
        (967, "espresso", "эспрессо"),
        (999, "toilet tissue", "туалетная бумага"),
    ],
)
def test_class_names_stand_at_their_numbers(number, english, russian):
    assert imagenet_labels()[number] == (english, russian)


def test_all_class_names_are_distinct_and_russian_ones_are_russian():
    labels = imagenet_labels()
    assert len(labels) == 1000
    for language in zip(*labels, strict=True):
        assert len(set(language)) == 1000
    for label in labels:
        assert re.fullmatch(r"[А-Яа-яЁё «»-]+", label.russian), label
        assert label.english.isascii()


def test_all_data_fit_into_twelve_megabytes():
    total = sum(path.stat().st_size for path in storage.ROOT.rglob("*") if path.is_file())
    assert total < 12 * 2**20


def test_every_data_file_is_recorded_with_its_checksum():
    records = json.loads(storage.CHECKSUMS.read_text(encoding="utf-8"))
    listed = ("imagenet_labels.json", "pictures.json")
    data = {
        path.relative_to(storage.ROOT).as_posix()
        for folder in ("files", "weights")
        for path in (storage.ROOT / folder).iterdir()
        if path.suffix in (".npz", ".safetensors", ".zip") or path.name in listed
    }
    assert data == set(records)
    for relative in records:
        assert len(storage.read_verified(relative)) == records[relative]["bytes"]


@pytest.fixture
def copied_data(tmp_path, monkeypatch):
    shutil.copytree(storage.ROOT, tmp_path / "datasets")
    monkeypatch.setattr(storage, "ROOT", tmp_path / "datasets")
    return tmp_path / "datasets" / "files" / "mnist.npz"


def test_a_missing_file_tells_how_to_get_it_back(copied_data):
    copied_data.unlink()
    with pytest.raises(DataFileError, match="Нет файла данных .*mnist.npz.*git checkout"):
        mnist("train")


def test_one_flipped_bit_is_noticed(copied_data):
    content = bytearray(copied_data.read_bytes())
    content[len(content) // 2] ^= 1
    copied_data.write_bytes(content)
    with pytest.raises(DataFileError, match="испорчен: сумма SHA-256 .*tools/prepare_data.py"):
        mnist("train")


def write_idx(path, array, code=8):
    header = bytes([0, 0, code, array.ndim]) + np.array(array.shape, ">i4").tobytes()
    path.write_bytes(gzip.compress(header + array.tobytes()))


@pytest.fixture
def idx_folder(tmp_path):
    images = np.arange(3 * 28 * 28, dtype=np.uint8).reshape(3, 28, 28)
    write_idx(tmp_path / "t10k-images-idx3-ubyte.gz", images)
    write_idx(tmp_path / "t10k-labels-idx1-ubyte.gz", np.array([9, 0, 4], np.uint8))
    return tmp_path


def test_the_full_set_is_read_from_idx_files(idx_folder):
    images, labels, names = fashion_mnist_full("test", idx_folder)
    assert np.array_equal(images.ravel(), np.arange(3 * 28 * 28) % 256)
    assert [names[label] for label in labels] == ["ботинок", "футболка", "пальто"]


def test_an_absent_full_set_names_its_package(tmp_path):
    with pytest.raises(DataFileError, match="apt install dataset-fashion-mnist"):
        fashion_mnist_full("train", tmp_path)


@pytest.mark.parametrize(
    "damage",
    [b"", b"not gzip", gzip.compress(b"\0\0\x08\x03"), gzip.compress(b"short")],
    ids=["пустой", "не gzip", "только магическое число", "обрезан"],
)
def test_a_broken_full_set_is_reported(idx_folder, damage):
    (idx_folder / "t10k-images-idx3-ubyte.gz").write_bytes(damage)
    with pytest.raises(DataFileError, match="не распаковывается|не IDX"):
        fashion_mnist_full("test", idx_folder)


def test_every_photo_and_file_has_a_licence():
    table = licences()
    told = " ".join(table["Что"])
    assert all(name in told for name in (*PHOTOS, "MNIST", "Fashion-MNIST", "SqueezeNet"))
    assert (table["Лицензия"].str.len() > 2).all()
