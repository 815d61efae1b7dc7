# A small history: each call is one commit of what is there, with the message given.
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME='Ada Byron' GIT_AUTHOR_EMAIL=ada@example.org GIT_AUTHOR_DATE=2026-11-19T12:00:00Z
export GIT_COMMITTER_NAME='Ada Byron' GIT_COMMITTER_EMAIL=ada@example.org GIT_COMMITTER_DATE=2026-11-19T12:00:00Z
[ -d .git ] || git init -q -b main
git add -A && git commit -q --allow-empty -m "$1"
