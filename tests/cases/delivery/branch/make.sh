. ./git.sh
begin 2026-01-01
git checkout -q -b topic
commit 2026-01-02 'first step'
commit 2026-01-05 'second step'
git checkout -q main
merge 2026-01-10 topic
commit 2026-01-12 'straight to main'
git checkout -q -b other
commit 2026-01-15 'other work'
git checkout -q main
merge 2026-01-20 other
