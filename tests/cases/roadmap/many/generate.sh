# 5,000 fragments of 50 services in 40 milestones, each service after the other; every fragment
# waits for the one before it in its service
awk 'BEGIN {
	print "role:\n  - { id: team, responsibilities: [all], held_by: the team, respond_within: 1d }\nmilestone:"
	for (m = 0; m < 40; m++) {
		printf "  - { id: m%02d, delivers: it, due: 2027-%02d-%02d, moves: shops, target: \"metric(shops, last) >= 1 shop\", services: [s00, s49] }\n", m, 1 + m / 4, 1 + m % 4 * 7
	}
	print "fragment:"
	for (f = 0; f < 5000; f++) {
		s = int(f / 100)
		wait = f % 100 ? sprintf(", depends_on: [f%04d]", f - 1) : ""
		printf "  - { id: f%04d, value: it, service: s%02d, owner: team, milestone: m%02d, life: 3y, term: %s, begins: 2026-12-01, ends: 2026-12-01, status: planned%s }\n", f, s, int(f / 125), f % 2 ? "short" : "long", wait
	}
}' > plan/plan.yaml
