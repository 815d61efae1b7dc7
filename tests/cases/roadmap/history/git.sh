# A commit of all that is there: its day, what it says.
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=ann GIT_AUTHOR_EMAIL=ann@example.org GIT_AUTHOR_DATE=$1T12:00:00Z
export GIT_COMMITTER_NAME=ann GIT_COMMITTER_EMAIL=ann@example.org GIT_COMMITTER_DATE=$1T12:00:00Z
[ -d .git ] || git init -q -b main
git add -A && git commit -q -m "$2"
