#!/usr/bin/env bash
# Writes .sqlx, which the compile-time checked queries are built from where no database is at hand.
# Run it after changing a query or a migration, and commit what it writes.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
export DATABASE_URL=${1:?"usage: setup/prepare-queries.sh <address of a database that has all migrations>, as made by: DATABASE_URL=… dealsmart migrate"}
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
# A query's metadata is written when its crate is compiled.
find crates tests/it bench -name '*.rs' -path '*/src/*' \( -name lib.rs -o -name main.rs \) -exec touch {} +
SQLX_OFFLINE=false SQLX_OFFLINE_DIR=$fresh cargo check --workspace --all-targets
mkdir -p .sqlx
rm -f .sqlx/query-*.json
cp "$fresh"/query-*.json .sqlx/
echo "$(find .sqlx -name 'query-*.json' | wc -l) queries written to .sqlx"
