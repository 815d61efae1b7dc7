# A small history: git.sh DAY FILE... is one commit that adds a line to each of the files.
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME='Ada Byron' GIT_AUTHOR_EMAIL=ada@example.org GIT_AUTHOR_DATE="$1T12:00:00Z"
export GIT_COMMITTER_NAME='Ada Byron' GIT_COMMITTER_EMAIL=ada@example.org GIT_COMMITTER_DATE="$1T12:00:00Z"
[ -d .git ] || git init -q -b main
day=$1
shift
for file; do mkdir -p "${file%/*}" && echo "/* $day */" >> "$file" && git add "$file"; done
git commit -q -m 'A change by Ada Byron'
