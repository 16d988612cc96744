#!/bin/sh
# Runs every fuzz target for a while: FUZZTIME=60s make fuzz. What it finds is
# kept under testdata and becomes a case of the ordinary tests.
set -eu
cd "$(dirname "$0")/.."
for dir in $(grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u); do
	for target in $(grep -h '^func Fuzz' "$dir"/*_test.go | sed 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/' | sort -u); do
		echo "== $dir $target"
		# Minimising what is merely interesting takes most of the time.
		${GO:-go} test "$dir" -run '^$' -fuzz "^$target\$" -fuzztime "${FUZZTIME:-30s}" -fuzzminimizetime 1x
	done
done
