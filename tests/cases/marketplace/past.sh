# The year behind what is here, from past.txt: DAY MAIL MESSAGE | FILES… [=TAG].  A commit leaves
# its day at the end of each file that it changes; the last one leaves the file as it is here.
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
commit() {
	export GIT_AUTHOR_NAME="$2" GIT_AUTHOR_EMAIL="$2" GIT_AUTHOR_DATE="$1T12:00:00Z"
	export GIT_COMMITTER_NAME="$2" GIT_COMMITTER_EMAIL="$2" GIT_COMMITTER_DATE="$1T12:00:00Z"
	git add -A && git commit -q -m "$3"
}
git init -q -b main && cp -r src .git/as-it-is && echo '/past.*' >> .git/info/exclude
for file in $(sed 's/.*| //; s/=.*//' past.txt | tr ' ' '\n' | sort -u); do
	echo "/* 2025-11-25 */" >> $file
done
commit 2025-11-25 omar@checkout.example 'Begin'
while read -r day mail rest; do
	files=${rest#*| } tag=
	case $files in *=*) tag=${files#*=} files=${files%=*} ;; esac
	for file in $files; do
		cp .git/as-it-is/${file#src/} $file
		[ "$(grep " $file" past.txt | tail -n 1)" = "$day $mail $rest" ] || echo "/* $day */" >> $file
	done
	commit $day $mail "${rest% |*}"
	[ -z "$tag" ] || git tag -a -m "$tag" "$tag"
done < past.txt
