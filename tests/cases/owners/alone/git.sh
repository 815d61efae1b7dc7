# A past of several people: sh git.sh WHO DAY PATHS... is one commit that changes these files.
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME="$1 Example" GIT_AUTHOR_EMAIL="$1@humans.example.org" GIT_AUTHOR_DATE="$2T12:00:00Z"
export GIT_COMMITTER_NAME="$GIT_AUTHOR_NAME" GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL" GIT_COMMITTER_DATE="$2T12:00:00Z"
[ -d .git ] || git init -q -b main
shift 2
for path in "$@"; do
	mkdir -p $(dirname $path)
	echo "int x$(git rev-list --all --count);" > $path
done
git add -- "$@" && git commit -q -m "Change $*"
