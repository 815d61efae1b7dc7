# A commit of all that is there: its day, who made it, what it says.
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=$2 GIT_AUTHOR_EMAIL=$2@example.org GIT_AUTHOR_DATE=$1T12:00:00Z
export GIT_COMMITTER_NAME=$2 GIT_COMMITTER_EMAIL=$2@example.org GIT_COMMITTER_DATE=$1T12:00:00Z
[ -d .git ] || git init -q -b main
git add -A && git commit -q -m "$3"
