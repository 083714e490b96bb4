# The only entry points people need:
#   make demo     build, load the demonstration, serve on http://localhost:8080   (RESET=1 starts over)
#   make test     everything: rules, engine on SQLite and PostgreSQL, promises over HTTP, contract
#   make check    what must be true of the sources: format, lints, docs, audit, generated files
#   make bench    figures, each a ratio to a baseline measured in the same run; make bench ONLY=ledger one group of them
#   make reliability  what happens when the database goes away, with figures
#   make fuzz     each reader of files against a fuzzer, for FUZZ_SECONDS (30)
#   make fuzz-api the API against a fuzzer that writes queries from the contract, a quarter of an hour on each engine
#   make schema   regenerate schema.graphql, the state diagrams, the permission table and the page of settings
#   make release-database  the databases of this version, which later ones are to bring up to date; before a tag
#   make deb      a Debian package; make deb-check installs it on a bare Debian, make reproduce builds it twice
#   make sbom     what the program is made of, as CycloneDX

PORT ?= 8080
DATABASE_URL ?= sqlite://data/talkoot.db?mode=rwc
NEXTEST_PROFILE ?= default
export PORT DATABASE_URL

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
NEXTEST := cargo nextest run --workspace --profile $(NEXTEST_PROFILE)

TARGET_DIR = $$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')

.PHONY: release-database reliability reliability-year fuzz-api demo graphiql test real-files small-disk test-sqlite test-postgres test-contract check fmt clippy docs-check audit generated schema bench fuzz deb deb-check reproduce sbom audit-npm tools tools-npm tools-node clean

# Without letters as PDF, whose library takes longer to compile than all the rest; everything else is there.
demo: graphiql
	cargo build -p talkoot-server --bin talkoot --no-default-features
	exec "$(TARGET_DIR)/debug/talkoot" demo $(if $(RESET),--reset)

# Nice to have: the demonstration starts without it.
graphiql:
	@$(MAKE) --no-print-directory web/graphiql/node_modules/.installed || \
	  echo "GraphiQL's packages are not installed; everything else works, and the page at /graphql loads them from a public server"

test: tools tools-node test-contract test-sqlite test-postgres real-files small-disk

# Some suites run over published ledgers and tables that are no part of the project. Whether they did is said
# at the end, for a suite that finds nothing to look at passes too.
real-files:
	@folder=$$(pwd); \
	while [ "$$folder" != / ] && [ ! -d "$$folder/shared/data" ]; do folder=$$(dirname "$$folder"); done; \
	if [ -d "$$folder/shared/data" ]; \
	then echo "real ledgers and reference tables: checked, from $$folder/shared/data"; \
	else echo "SKIPPED: real ledgers and reference tables; there is no folder shared/data beside the checkout"; fi

# The same of the full disk, for which a small one is mounted.
small-disk:
	@folder=$$(mktemp -d); \
	if $(SUDO:%=% -n) mount -t tmpfs -o size=1m tmpfs "$$folder" 2>/dev/null; \
	then $(SUDO) umount "$$folder"; echo "a full disk: checked"; \
	else echo "SKIPPED: a full disk; nobody here may mount a small one"; fi; \
	rmdir "$$folder"

test-sqlite: tools tools-node
	$(NEXTEST)

# Every suite that starts a database, once more on a PostgreSQL that is started and stopped around them.
# Built exactly as for SQLite, so that nothing is compiled twice; no test at all is a failure.
test-postgres: tools tools-node
	cargo build -q --workspace --tests --bins
	"$(TARGET_DIR)/debug/with-postgres" $(NEXTEST) -E 'rdeps(=talkoot-test-support) & kind(test)'

# Other people's tools must accept the contract.
test-contract: tools-node
	npm --prefix tests/node test

check: fmt clippy docs-check audit generated

fmt:
	cargo fmt --all --check

clippy:
	cargo clippy --workspace --all-targets --all-features -- -D warnings

docs-check:
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items --quiet

audit: audit-npm
	@command -v cargo-deny >/dev/null || cargo install cargo-deny --locked
	cargo deny --log-level error --all-features check -D warnings --hide-inclusion-graph bans licenses sources
	@cargo deny --all-features check advisories || { \
	  if cargo deny --all-features check advisories 2>&1 | grep -q 'failed to fetch'; \
	  then echo "NOT CHECKED: the advisory database cannot be reached from here"; else exit 1; fi; }

# A severe finding in what we serve fails; one in what only the tests use is told.
audit-npm: tools-npm
	@for folder in web/graphiql tests/node crates/mail/tests/smtp; do \
	  report=$$(npm --prefix $$folder audit --package-lock-only --audit-level=high --fetch-retries=0 --json 2>/dev/null); \
	  severe=$$?; \
	  case "$$report" in \
	    *auditReportVersion*) ;; \
	    *) echo "NOT CHECKED: the npm packages of $$folder; the service for advisories cannot be reached from here"; continue;; \
	  esac; \
	  if [ $$severe = 0 ]; then echo "npm packages of $$folder: no severe advisory"; continue; fi; \
	  npm --prefix $$folder audit --package-lock-only --audit-level=high; \
	  case $$folder in \
	    web/*) echo "$$folder: severe advisories in what is served; update it"; exit 1;; \
	    *) echo "$$folder: severe advisories in what only the tests use; update it";; \
	  esac; \
	done

# Generated files are as the code would generate them now.
generated: schema
	@git diff --exit-code -- schema.graphql docs/states docs/permissions.md docs/configuration.md \
	  || { echo "generated files were stale: commit what 'make schema' wrote"; exit 1; }

schema:
	cargo run -q --bin talkoot -- schema --output schema.graphql
	cargo run -q --bin talkoot -- docs --output docs

bench: tools
	packaging/reproducibly cargo run --release --locked -p talkoot-bench -- $(ONLY)

release-database: tools
	cargo build -q --workspace --tests --bins
	for around in env "$(TARGET_DIR)/debug/with-postgres"; do \
	  "$$around" $(NEXTEST) --run-ignored only -E 'test(write_the_database_of_this_version)' || exit 1; \
	done

# Queries and mutations written from the contract, with ids of things that exist; API_FUZZ_SECONDS on each engine.
API_FUZZ_SECONDS ?= 900
SCHEMATHESIS := schemathesis==4.32.5

fuzz-api: tools
	@python3 -m venv --help >/dev/null 2>&1 && python3 -c 'import ensurepip' 2>/dev/null || \
	  { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends python3-venv; }
	@[ -x "$(TARGET_DIR)/fuzz-api/bin/schemathesis" ] || \
	  { python3 -m venv "$(TARGET_DIR)/fuzz-api" && "$(TARGET_DIR)/fuzz-api/bin/pip" install -q $(SCHEMATHESIS); }
	cargo build -q --workspace --tests --bins
	for around in env "$(TARGET_DIR)/debug/with-postgres"; do \
	  TALKOOT_SCHEMATHESIS="$(TARGET_DIR)/fuzz-api/bin/schemathesis" TALKOOT_FUZZ_SECONDS=$(API_FUZZ_SECONDS) \
	    "$$around" $(NEXTEST) --no-capture --run-ignored only -E 'test(no_query_and_no_mutation_breaks)' || exit 1; \
	done

FUZZ_SECONDS ?= 30
FUZZ_TARGETS ?= any_file csv table xlsx xls ods packed bank

# Seeds are copied to where the fuzzer may add to them; of real ledgers the first 4 KiB.
fuzz:
	@command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --locked
	@command -v c++ >/dev/null || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends g++; }
	@folder=$$(pwd); \
	while [ "$$folder" != / ] && [ ! -d "$$folder/shared/data/ledgers" ]; do folder=$$(dirname "$$folder"); done; \
	for target in $(FUZZ_TARGETS); do \
	  corpus=fuzz/corpus/$$target; mkdir -p $$corpus; cp -n fuzz/seeds/$$target/* $$corpus/; \
	  for file in "$$folder"/shared/data/ledgers/*; do \
	    case "$$target:$$file" in \
	      any_file:*|csv:*.csv) [ -f "$$file" ] && head -c 4096 "$$file" > "$$corpus/real_$$(basename "$$file")";; esac; \
	  done; \
	  echo "fuzzing $$target for $(FUZZ_SECONDS) seconds"; \
	  RUSTC_BOOTSTRAP=1 cargo fuzz run --fuzz-dir fuzz --sanitizer none $$target -- \
	    -max_total_time=$(FUZZ_SECONDS) -timeout=20 -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1 \
	    || exit 1; \
	done

tools:
	@command -v cargo-nextest >/dev/null || cargo install cargo-nextest --locked
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
	  { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends postgresql-15; }
	@command -v xmllint >/dev/null || \
	  { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends libxml2-utils; }
	@{ command -v qpdf && command -v pdfinfo; } >/dev/null || \
	  { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends qpdf poppler-utils; }
	@[ -x /usr/sbin/clamd ] || \
	  { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends clamav-daemon; }
	@{ command -v chromium && command -v chromedriver; } >/dev/null || \
	  { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends chromium chromium-driver; }
	@python3 -m pip --version >/dev/null 2>&1 || \
	  { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends python3-pip; }

tools-npm:
	@command -v npm >/dev/null || \
	  { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends nodejs npm; } || \
	  { echo "npm is missing and could not be installed; run: apt-get install -y nodejs npm"; exit 1; }

tools-node: tests/node/node_modules/.installed

tests/node/node_modules/.installed: tests/node/package.json tests/node/package-lock.json | tools-npm
	npm --prefix tests/node ci --no-audit --no-fund
	@touch $@

web/graphiql/node_modules/.installed: web/graphiql/package.json web/graphiql/package-lock.json | tools-npm
	npm --prefix web/graphiql ci --ignore-scripts --no-audit --no-fund
	@touch $@

# A Debian package with the program, its units and its documents; target/debian/. The same bits wherever it is built.
# What the package depends on is found by dpkg-shlibdeps; without it the package would say nothing of that.
deb:
	@command -v cargo-deb >/dev/null || cargo install cargo-deb --locked
	@command -v dpkg-shlibdeps >/dev/null || \
	  { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends dpkg-dev; }
	packaging/reproducibly cargo deb -p talkoot-server --locked

# Installs the package on a bare Debian in a folder, and does there what docs/operations.md says; for root.
deb-check:
	@{ command -v debootstrap && command -v systemd-nspawn; } >/dev/null || \
	  { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends debootstrap systemd-container; }
	packaging/try-package "$$(ls -t "$(TARGET_DIR)"/debian/talkoot_*.deb | head -1)"

# Builds the package a second time, from a clone in another folder and with another home of cargo, and compares; an hour.
reproduce: deb
	packaging/try-reproducing "$$(ls -t "$(TARGET_DIR)"/debian/talkoot_*.deb | head -1)"

# What is in the program as it is shipped, as a CycloneDX list; target/sbom/talkoot.cdx.json.
sbom:
	@command -v cargo-cyclonedx >/dev/null || cargo install cargo-cyclonedx --locked
	cargo cyclonedx --manifest-path crates/server/Cargo.toml --format json --spec-version 1.5 \
	  --override-filename talkoot.cdx --quiet
	@mkdir -p target/sbom
	@mv crates/server/talkoot.cdx.json target/sbom/
	@find crates migrations tests -maxdepth 2 -name talkoot.cdx.json -delete
	@echo "target/sbom/talkoot.cdx.json"

clean:
	cargo clean
	rm -rf tests/node/node_modules

ROWS ?= 10000000

# What breaks and what was measured then: docs/reliability.md. With ten million cost lines it takes some minutes and 12 GB.
reliability: tools
	cargo build -q --workspace --tests --bins
	$(NEXTEST) --no-capture -E 'test(/^faults::/)'
	"$(TARGET_DIR)/debug/with-postgres" $(NEXTEST) --no-capture -E 'test(/^faults::/) + test(/^several::(work|rates|rolling)::/)'
	TALKOOT_TEST_ROWS=$(ROWS) "$(TARGET_DIR)/debug/with-postgres" $(NEXTEST) --no-capture -E 'test(/^several::measured::/)'

# The year of everything that dies and the year of reminders in their full size. Not a test of a few minutes: hours.
reliability-year: tools tools-node
	cargo build -q --workspace --tests --bins
	for around in env "$(TARGET_DIR)/debug/with-postgres"; do \
	  TALKOOT_FAULT_DAYS=366 TALKOOT_YEAR_PROJECTS=400 "$$around" $(NEXTEST) --no-capture \
	    -E 'test(days_pass_while) + test(a_year_of_reminders)' || exit 1; \
	done
