# On a fresh machine with git, make, Python 3.11 or newer and a C compiler:
#   make demo    sets everything up and judges the shipped examples
#   make test    sets everything up and runs the tests
# `make help` lists the rest.

PYTHON ?= python3
VENV ?= .venv
# One worker per core, each with the tests of whole folders, so that what these share is made once;
# `make test PYTEST_FLAGS=` runs one test after another.
PYTEST_FLAGS ?= -n auto --dist worksteal

# durable-rules 2.0.28 calls PyEval_CallObject, which Python 3.13 removed; its successor
# has the same arguments. Harmless on 3.11 and 3.12.
export CPPFLAGS := -DPyEval_CallObject=PyObject_CallObject $(CPPFLAGS)

RUN := $(VENV)/bin/python
# pip's warnings about where it looked are of no use to a reader; its errors still show.
PIP := $(RUN) -m pip --quiet --quiet --disable-pip-version-check
# The stamp is named after the checkout's own path: a copied or moved checkout would
# otherwise run the code of the place it was copied from.
STAMP := $(VENV)/installed-$(shell pwd | cksum | cut -d ' ' -f 1)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test lint format generate test-all soak bench bundle clean

help:
	@echo 'make demo      judge the shipped examples            示例：核查随附的机构设置方案'
	@echo 'make test      run the tests                         运行测试'
	@echo 'make lint      style, types, import order            代码检查'
	@echo 'make format    put the code into the house style     统一代码格式'
	@echo 'make generate  write schemas/ and generated pages    重新生成架构文件和文档'
	@echo 'make test-all  the tests with every Python found     用本机各版本 Python 运行测试'
	@echo 'make soak      the long-running tests                长时间测试'
	@echo 'make bench     measure the speed                     性能测量'
	@echo 'make bundle    wheels for an office without network  制作离线安装包'
	@echo 'make clean     remove what the above made            清理'

setup: $(STAMP)

$(STAMP): pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo '本机找不到 $(PYTHON)：请先安装 Python 3.11 或更高版本（Debian、Ubuntu 等：sudo apt install python3 python3-venv python3-dev）。 $(PYTHON) was not found on this machine: install Python 3.11 or newer first (on Debian and its kin: sudo apt install python3 python3-venv python3-dev).' >&2; exit 1; }
	@$(PYTHON) tools/doctor.py
	@echo '正在准备运行环境 $(VENV)（首次约需一两分钟）… Setting up $(VENV) (a minute or two, once)'
	@[ -e $@ ] || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --editable '.[dev]'
	@rm -f $(VENV)/installed-*
	@touch $@

demo: $(STAMP)
	@sh tools/demo.sh $(VENV)/bin/policy-engine

test: $(STAMP)
	$(RUN) -m pytest $(PYTEST_FLAGS)

# All of them, even after one has failed: one round should show everything that is wrong.
lint: $(STAMP)
	@failed=0; \
	for check in 'ruff check' 'ruff format --check' 'mypy' 'lint-imports --no-logo' 'python -m tools.generate --check'; do \
	    echo "== $$check"; \
	    $(VENV)/bin/$$check || failed=1; \
	done; \
	exit $$failed

generate: $(STAMP)
	$(RUN) -m tools.generate

format: $(STAMP)
	$(RUN) -m ruff check --fix
	$(RUN) -m ruff format

test-all:
	@found=$$($(PYTHON) tools/interpreters.py) || exit 1; \
	for each in $$found; do \
	    echo "== Python $${each%%=*}"; \
	    $(MAKE) --no-print-directory test PYTHON="$${each#*=}" VENV=".venvs/$${each%%=*}" || exit 1; \
	done

soak: $(STAMP)
	POLICY_ENGINE_THOROUGH=1 $(RUN) -m pytest -m 'soak or thorough'

bench: $(STAMP)
	@$(PIP) install --editable '.[bench]'
	$(RUN) -m benchmarks

# setuptools fills its wheels from build/ too, where files deleted long ago live on.
bundle: $(STAMP)
	@rm -rf bundle build
	@echo '正在制作离线安装包 bundle/ … Making the wheels in bundle/'
	@$(PIP) wheel --use-pep517 --wheel-dir bundle/wheels .
	@$(RUN) tools/doctor.py --describe > bundle/made-for.json
	@cp tools/doctor.py tools/install.sh bundle/
	@cp -r policies schemas docs README.md README.zh-CN.md LICENSE NOTICE bundle/
	@rm -rf build
	@echo '完成：把文件夹 bundle/ 拷到目标机器，运行 sh bundle/install.sh。 Done: take the folder bundle/ to the other machine and run sh bundle/install.sh there.'

clean:
	rm -rf .venv .venvs build bundle *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
