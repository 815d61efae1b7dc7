# merge.sh DAY: a branch changes the one, the main line the other, and a merge joins them.
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
git checkout -q -b side && sh git.sh "$1" src/net/frame.c
git checkout -q main && sh git.sh "$1" src/disk/block.c
export GIT_AUTHOR_NAME='Ada Byron' GIT_AUTHOR_EMAIL=ada@example.org GIT_AUTHOR_DATE="$1T13:00:00Z"
export GIT_COMMITTER_NAME='Ada Byron' GIT_COMMITTER_EMAIL=ada@example.org GIT_COMMITTER_DATE="$1T13:00:00Z"
git merge -q --no-ff -m 'Merge' side && git branch -q -d side
