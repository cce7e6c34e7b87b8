SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
COURSE := _build/course
BOOK := _build/html
# Все задания курса или названные: make release ASSIGNMENT="convolution_1d pooling_and_backward"
ASSIGNMENT := $(notdir $(wildcard solutions/*))
# Те из них, у которых есть учебная группа
GRADED := $(filter $(notdir $(wildcard tests/autograder/class/*)),$(ASSIGNMENT))
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

release: setup ## студенческие версии заданий и архивы к ним
	$(call step,Задания: готовлю версии для студентов)
	@mkdir -p $(COURSE)
	$(AUTOGRADER) release $(ASSIGNMENT)
	$(BIN)/python tools/pack_assignments.py $(ASSIGNMENT)

class: release ## работы учебных групп, разложенные как присланные
	$(call step,Учебные группы: раскладываю работы)
	$(BIN)/python tests/autograder/building.py $(GRADED)

demo: book class ## книга, задания, проверенные группы, отчёты
	$(call step,Проверка: работы исполняются в песочнице)
	@for name in $(GRADED); do \
	  echo "== $$name"; \
	  $(AUTOGRADER) grade $$name; \
	  $(AUTOGRADER) feedback $$name; \
	  $(AUTOGRADER) report $$name --output $(COURSE)/report-$$name.html; \
	done
	$(AUTOGRADER) report --output $(COURSE)/report.html
	$(AUTOGRADER) export --format csv --output $(COURSE)/grades.csv
	$(call step,Готово. Откройте:)
	@echo "  книга             $(BOOK)/index.html"
	@echo "  задания           $(COURSE)/release/   (make lab)"
	@echo "  архивы заданий    $(COURSE)/*.zip"
	@echo "  отзывы студентам  $(COURSE)/feedback/"
	@echo "  отчёты о группах  $(GRADED:%=$(COURSE)/report-%.html)"
	@echo "  отчёт о курсе     $(COURSE)/report.html"
	@echo "  таблица оценок    $(COURSE)/grades.csv"

audit: release ## какие неверные решения пропускают проверки заданий; все записанные ответы
	@for name in $(ASSIGNMENT); do \
	  echo "== $$name"; \
	  $(AUTOGRADER) audit $$name --output $(COURSE)/audit-$$name.html; \
	  ANSWERS=all $(BIN)/pytest tests/solutions/test_answers.py -k $$name; \
	done

lab: release ## JupyterLab с заданиями и кнопкой Validate
	$(BIN)/jupyter lab --notebook-dir=_build --LabApp.app_settings_dir=$(CURDIR)/tools/jupyterlab --LabApp.default_url=/lab/tree/course/release/$(if $(filter 1,$(words $(ASSIGNMENT))),$(ASSIGNMENT)/$(ASSIGNMENT).ipynb)

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
