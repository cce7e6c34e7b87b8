SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
COURSE := _build/course
BOOK := _build/html
ASSIGNMENT := convolution_1d
AUTOGRADER := $(BIN)/python -m autograder --course .

export JUPYTER_PLATFORM_DIRS := 1
# Сети в книге и в тестах малы: потоки дольше ждут друг друга, чем считают.
book test: export OMP_NUM_THREADS := 1
step = @printf '\n\033[1m%s\033[0m\n' '$(1)'

.PHONY: help setup chromium book release class demo audit lab test lint bench lock clean

help: ## эта справка
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: .venv/ready ## окружение .venv со всем нужным

.venv/ready: requirements.txt constraints.txt pyproject.toml
	$(call step,Окружение: ставлю пакеты из requirements.txt в .venv)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Нужен Python 3.11 или новее, а «$(PYTHON)» — это $$($(PYTHON) --version 2>&1 || echo 'неизвестная команда')."; \
	  echo "Поставьте новый Python и укажите его: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .venv || { \
	  echo "Не удалось создать .venv. В Debian и Ubuntu нужен пакет python3-venv: sudo apt install python3-venv"; exit 1; }
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install -r requirements.txt
	$(BIN)/pip install --quiet --no-deps -e .
	@touch $@

chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then echo 'Ставлю Chromium для проверки страниц…'; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	  else echo 'Для проверки страниц нужен Chromium. Поставьте его и повторите: sudo apt install chromium'; exit 1; fi; }

book: setup ## собрать книгу в _build/html
	$(call step,Книга: исполняю главы и собираю страницы)
	$(BIN)/jupyter-book build . -W -n --keep-going

release: setup ## студенческие версии заданий
	$(call step,Задания: готовлю версии для студентов)
	@mkdir -p $(COURSE)
	$(AUTOGRADER) release $(ASSIGNMENT)
	@cd $(COURSE)/release && ../../../$(BIN)/python -m zipfile -c ../$(ASSIGNMENT).zip $(ASSIGNMENT)/

class: release
	$(call step,Учебная группа: раскладываю работы)
	$(BIN)/python tests/autograder/building.py $(ASSIGNMENT)

demo: book class ## книга, задание, проверенная группа, отчёт
	$(call step,Проверка: работы исполняются в песочнице)
	$(AUTOGRADER) grade $(ASSIGNMENT)
	$(AUTOGRADER) feedback $(ASSIGNMENT)
	$(AUTOGRADER) report $(ASSIGNMENT) --output $(COURSE)/report.html
	$(AUTOGRADER) export $(ASSIGNMENT) --format csv --output $(COURSE)/grades.csv
	$(call step,Готово. Откройте:)
	@echo "  книга             $(BOOK)/index.html"
	@echo "  задание           $(COURSE)/release/$(ASSIGNMENT)/$(ASSIGNMENT).ipynb   (make lab)"
	@echo "  архив задания     $(COURSE)/$(ASSIGNMENT).zip"
	@echo "  отзывы студентам  $(COURSE)/feedback/"
	@echo "  отчёт о группе    $(COURSE)/report.html"
	@echo "  таблица оценок    $(COURSE)/grades.csv"

audit: release ## какие неверные решения пропускают проверки заданий
	$(AUTOGRADER) audit $(ASSIGNMENT) --output $(COURSE)/audit.html

lab: release ## JupyterLab с заданием и кнопкой Validate
	$(BIN)/jupyter lab --notebook-dir=_build --LabApp.default_url=/lab/tree/course/release/$(ASSIGNMENT)/$(ASSIGNMENT).ipynb

lint: setup ## стиль и границы пакетов
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

test: setup chromium lint book release ## все проверки
	$(call step,Тесты: библиотека; книга; задания)
	$(BIN)/pytest -n 2 --dist loadfile --ignore tests/autograder
	$(call step,Тесты автопроверки: песочница сама занимает все ядра)
	$(BIN)/pytest tests/autograder
	$(call step,nbval: исполненные главы и тетради с решениями воспроизводятся)
	$(BIN)/pytest --nbval solutions
	$(BIN)/pytest -p tests.book.nbval_history --nbval _build/jupyter_execute/book \
	  --nbval-sanitize-with tests/book/nbval_sanitize.cfg --nbval-current-env

bench: setup ## скорость: таблицы отношений к образцам
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script; done

lock: setup ## обновить constraints.txt по нынешнему .venv
	$(BIN)/python tools/lock.py

clean: ## удалить построенное (окружение остаётся)
	rm -rf _build
