# Everything runs in .venv, which the first target that needs it sets up. GNU make 3.81 will do.

.PHONY: help demo test test-more lint bench ontology translations lock clean
.DEFAULT_GOAL := help

UV_VERSION := 0.13.9
READY := .venv/.ready
SPANISH := scripts/gcm/locale/es/LC_MESSAGES/gcm

# What the caller's shell holds must not leak into .venv; what the tools remember stays inside it.
unexport PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX
export MYPY_CACHE_DIR := $(CURDIR)/.venv/cache/mypy
export RUFF_CACHE_DIR := $(CURDIR)/.venv/cache/ruff
export HYPOTHESIS_STORAGE_DIRECTORY := $(CURDIR)/.venv/cache/hypothesis

# "make clean test" works with -j too: nothing runs beside clean.
ifneq ($(filter clean,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif

# A virtual environment holds absolute paths: one that was moved or copied, or whose Python is
# gone, is set up again.
ifeq ($(shell [ -x .venv/bin/python ] && [ "$$(cat $(READY) 2>/dev/null)" = "$$(pwd -P)" ] && echo yes),)
$(READY): FORCE
endif
FORCE:

# Sets $$python to the first Python that really runs, is new enough and has venv. If there is
# none, says in one line what is missing.
FIND_PYTHON = python=; bare=; \
	for name in python3.14 python3.13 python3.12 python3.11 python3; do \
	  case $$("$$name" -c 'import sys; print(sys.version_info >= (3, 11))' 2>/dev/null) in \
	  True) \
	    if "$$name" -c 'import venv, ensurepip' >/dev/null 2>&1; then python=$$name; break; fi; \
	    bare=$${bare:-$$name} ;; \
	  esac; \
	done; \
	if [ -z "$$python" ] && [ -n "$$bare" ]; then \
	  echo "$$bare lacks its venv module / falta el módulo venv de $$bare (Debian, Ubuntu: sudo apt-get install python3-venv)" >&2; exit 1; \
	elif [ -z "$$python" ]; then \
	  echo "Python 3.11 or newer is missing / falta Python 3.11 o posterior (Debian, Ubuntu: sudo apt-get install python3 python3-venv)" >&2; exit 1; \
	fi

PIP := -m pip --disable-pip-version-check --no-input

help: ## List the targets / Mostrar los objetivos
	@awk -F ' ## ' '/^[a-z-]+:.* ## / { sub(/:.*/, "", $$1); printf "make %-9s %s\n", $$1, $$2 }' Makefile

demo: $(READY) $(SPANISH).mo ## Answer a question and verify the evidence / Responder una pregunta y verificar las pruebas
	@say() { case "$${LC_ALL:-$${LC_MESSAGES:-$$LANG}}" in es*) echo "$$2" ;; *) echo "$$1" ;; esac; }; \
	say 'A question: who took part in the forum, and how did each vote on the Compact?' \
	  'Una pregunta: ¿quiénes participaron en el foro y cómo votó cada uno el Pacto?'; \
	echo '$$ gcm ask participants -f table'; .venv/bin/gcm ask participants -f table && echo && \
	say 'The proof: is every quote in its source, and every sentence accounted for?' \
	  'La prueba: ¿está cada cita en su fuente y se da cuenta de cada oración?' && \
	echo '$$ gcm verify' && .venv/bin/gcm verify && echo && \
	say 'Next, after “. .venv/bin/activate”: gcm ask; gcm describe SLV; gcm serve, the site' \
	  'Siga, tras «. .venv/bin/activate», con: gcm ask; gcm describe SLV; gcm serve, el sitio'

# One process more than there are cores: some tests wait, for servers, browsers and processes.
test: $(READY) $(SPANISH).mo ## Run the tests; ARGS="-k word" picks some / Ejecutar las pruebas; ARGS="-k palabra" elige algunas
	@.venv/bin/python -m pytest -n $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )) -o cache_dir=.venv/cache/pytest $(ARGS)

test-more: $(READY) ## Run the random tests much longer, and plant faults / Alargar las pruebas aleatorias y sembrar fallos
	@GCM_TEST_MORE=1 .venv/bin/python -m pytest -n auto -o cache_dir=.venv/cache/pytest -m 'hypothesis or chance' $(ARGS)
	@.venv/bin/python -m tests.faults --jobs 2

lint: $(READY) $(SPANISH).mo ## Check style, types and data layout / Revisar estilo, tipos y formato de los datos
	@failed=; \
	.venv/bin/ruff check || failed="$$failed 'ruff check'"; \
	.venv/bin/ruff format --check || failed="$$failed 'ruff format --check'"; \
	.venv/bin/mypy || failed="$$failed mypy"; \
	.venv/bin/lint-imports --no-cache --no-logo || failed="$$failed lint-imports"; \
	.venv/bin/gcm fmt --check || failed="$$failed 'gcm fmt --check'"; \
	[ -z "$$failed" ] || { echo "Failed / Falló:$$failed" >&2; exit 1; }

bench: $(READY) ## Measure the speed / Medir la velocidad
	@.venv/bin/python -m tests.bench.run $(ARGS)

ontology: $(READY) ## Regenerate the ontology's page and diagram / Regenerar la página y el diagrama de la ontología
	@.venv/bin/python -m ontology_page

translations: $(READY) ## Bring the Spanish texts up to date with the code / Poner al día los textos en español
	@.venv/bin/python scripts/translations.py

$(SPANISH).mo: $(SPANISH).po $(READY)
	@cd scripts && ../.venv/bin/python -c 'import translations; translations.compile_catalogue()'

lock: ## Renew requirements.lock from pyproject.toml / Renovar requirements.lock desde pyproject.toml
	@$(FIND_PYTHON); \
	echo 'Renewing requirements.lock / Renovando requirements.lock …'; \
	dir=$$(mktemp -d) || exit 1; \
	trap 'rm -rf "$$dir"' EXIT; trap 'exit 1' HUP INT TERM; \
	unset UV_INDEX UV_EXTRA_INDEX_URL UV_FIND_LINKS; \
	"$$python" -m venv "$$dir/venv" && \
	"$$dir/venv/bin/python" $(PIP) install --quiet uv==$(UV_VERSION) && \
	"$$dir/venv/bin/uv" pip compile --quiet --no-config --no-cache --python "$$dir/venv/bin/python" \
	  --universal --python-version 3.11 --generate-hashes --group dev \
	  --custom-compile-command 'make lock' --output-file "$$dir/lock" pyproject.toml && \
	cat "$$dir/lock" >requirements.lock

clean: ## Remove .venv and all generated files / Borrar .venv y todo lo generado
	@rm -rf .venv build dist $(SPANISH).mo .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find scripts tests -name __pycache__ -prune -exec rm -rf {} +

# The stamp is written last, so an interrupted set-up starts over.
$(READY): pyproject.toml requirements.lock
	@$(FIND_PYTHON); \
	echo "Setting up .venv with $$python / Preparando .venv con $$python …"; \
	rm -rf .venv && mkdir .venv && { \
	  "$$python" -m venv .venv && \
	  .venv/bin/python $(PIP) install --require-hashes -r requirements.lock && \
	  .venv/bin/python $(PIP) install --no-deps --no-build-isolation -e . && \
	  .venv/bin/python -m compileall -q scripts/gcm && \
	  pwd -P >$@; \
	} >.venv/setup.log 2>&1 || { cat .venv/setup.log >&2; echo 'The set-up failed / La preparación falló' >&2; exit 1; }
