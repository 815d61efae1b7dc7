. ./git.sh
begin 2026-01-01
commit 2026-01-10 'all of topic (#1)' 2026-01-09
commit 2026-01-20 'all of other (#2)' 2026-01-19
commit 2026-01-30 'all of third (#3)' 2026-01-29
