# commit DAY MESSAGE [WRITTEN]: of all that is there; tag DAY NAME [COMMIT]: one with a date of its own.
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME='Ada Byron' GIT_AUTHOR_EMAIL=ada@example.org
export GIT_COMMITTER_NAME="$GIT_AUTHOR_NAME" GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
commit() {
	echo "int a;" > "src/$(echo "$2" | tr " " _).c"
	git add src
	GIT_AUTHOR_DATE="${3:-$1}T12:00:00Z" GIT_COMMITTER_DATE="$1T12:00:00Z" git commit -q -m "$2"
}
tag() {
	GIT_COMMITTER_DATE="$1T12:00:00Z" git -c advice.nestedTag=false tag -m x "$2" ${3:-HEAD}
}
begin() {
	git init -q -b main
	git add src
	GIT_AUTHOR_DATE="$1T12:00:00Z" GIT_COMMITTER_DATE="$1T12:00:00Z" git commit -q -m begin
}
revert() {
	GIT_AUTHOR_DATE="$1T12:00:00Z" GIT_COMMITTER_DATE="$1T12:00:00Z" git revert --no-edit "$2" > git.log 2>&1
}
merge() {
	GIT_AUTHOR_DATE="$1T12:00:00Z" GIT_COMMITTER_DATE="$1T12:00:00Z" git merge -q --no-edit --no-ff -X ours "$2"
}
