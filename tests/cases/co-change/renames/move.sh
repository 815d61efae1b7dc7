# move.sh DAY FROM TO ...: one commit that moves files, their contents untouched.
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME='Ada Byron' GIT_AUTHOR_EMAIL=ada@example.org GIT_AUTHOR_DATE="$1T12:00:00Z"
export GIT_COMMITTER_NAME='Ada Byron' GIT_COMMITTER_EMAIL=ada@example.org GIT_COMMITTER_DATE="$1T12:00:00Z"
shift
while [ $# -gt 1 ]; do mkdir -p "${2%/*}" && git mv "$1" "$2"; shift 2; done
git commit -q -m 'Move'
