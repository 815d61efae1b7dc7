. ./git.sh
begin 2026-01-01
tag 2026-01-02 v1.0.0
commit 2026-01-10 'more' 2026-01-05
commit 2026-01-12 'still more'
bad=$(git rev-parse HEAD)
tag 2026-01-20 v1.1.0-rc1
tag 2026-02-01 v1.1.0
# A patch from a branch of its own, which main learns of only later.
git checkout -q -b hotfix
commit 2026-02-03 'mend at once'
tag 2026-02-04 v1.1.1
git checkout -q main
commit 2026-02-10 'on main'
git tag v1.2.0
revert 2026-02-20 $bad
git checkout -q -b side
git checkout -q main
merge 2026-03-01 hotfix
tag 2026-03-02 v1.3.0
# The same commit under another name, and one that was released before.
tag 2026-03-05 v1.3.0-again
tag 2026-03-08 v1.4.0 v1.1.0
# A clock that was wrong: the commit is of a later day than its release.
commit 2026-04-20 'from the future'
tag 2026-04-01 v1.5.0
# A history of its own, a tree, a blob, a name that somebody chose badly.
git checkout -q --orphan other
commit 2026-04-02 'other'
tag 2026-04-25 v9.0.0
git checkout -q main
git tag -m x v-tree HEAD^{tree}
git tag -m x other-blob HEAD:src/a.c
commit 2026-05-01 'last'
tag 2026-05-20 'v2.0.0"=1+1"<b>##x$(id)'
tag 2027-01-01 v3.0.0
