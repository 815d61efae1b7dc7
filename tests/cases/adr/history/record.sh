# A record: its file, number, status, and the sentence of its decision.
cat > "adr/$1.md" <<END
# ADR-$2: $1

- Status: $3
- Date: 2026-01-05
- Owner: core

## Context

It is asked for.

## Decision

$4

## Alternatives

Another one.

## Consequences

None.

## Review triggers

- old: age(changed) > 60 d — owner: core
END
