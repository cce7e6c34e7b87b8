"""Проверка на нескольких машинах: исполнитель поверх планировщика ``dask.distributed``.

Рабочих процессов Dask может быть сколько угодно и где угодно; экзаменатор у каждого свой. Если
рабочий погиб, планировщик передаёт работу другому.
"""

from __future__ import annotations

import re
from concurrent.futures import Executor
from contextlib import contextmanager

from autograder.wording.problems import Problem
from autograder.wording.untrusted_text import visible

_ADDRESS = re.compile(r"((tcp|tls|wss?|ucx)://)?[^/\s]+:\d+")


@contextmanager
def cluster(address: str, timeout: float = 15):
    """Подключается к планировщику и даёт исполнитель и число рабочих процессов.

    Parameters
    ----------
    timeout : float
        Сколько секунд ждать ответа планировщика.

    Yields
    ------
    tuple of (Executor, int)
        Исполнитель в духе ``concurrent.futures`` и сколько работ держать в пути.

    Raises
    ------
    Problem
        Если адрес негоден, планировщик не отвечает или у него нет рабочих процессов.
    """
    from distributed import Client

    if not _ADDRESS.fullmatch(address):
        raise Problem(
            f"Адрес планировщика «{visible(address)}» не годится: нужен такой, как tcp://СЕРВЕР:8786."
        )
    try:
        client = Client(address, timeout=timeout, set_as_default=False)
    except OSError as exc:
        raise Problem(
            f"Планировщик {visible(address)} не отвечает: ждали {timeout:g} с. Проверьте адрес и "
            "запустите его: dask scheduler, а на рабочих машинах: dask worker АДРЕС --nthreads 1."
        ) from exc
    with client:
        workers = len(client.scheduler_info(n_workers=-1)["workers"])
        if not workers:
            raise Problem(
                f"У планировщика {visible(address)} нет рабочих процессов. Запустите на рабочих "
                f"машинах: dask worker {visible(address)} --nthreads 1."
            )
        executor: Executor = client.get_executor(pure=False, retries=2)
        yield executor, workers
