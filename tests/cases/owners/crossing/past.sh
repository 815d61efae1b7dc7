# 40 commits: ann and bob change net, cid and dan app, eve both; the module free is nobody's.
for day in 01 02 03 04 05 06 07 08; do
	sh git.sh ann 2026-01-$day src/net/n.c
	sh git.sh bob 2026-02-$day src/net/m.c
	sh git.sh cid 2026-03-$day src/app/a.c
	sh git.sh dan 2026-04-$day src/app/b.c src/net/n.c
	sh git.sh eve 2026-05-$day src/free/f.c
done
