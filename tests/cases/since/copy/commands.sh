# A database as builds write them: with absolute paths, from a folder of its own.
here=$(pwd -P)
cat > gen/compile_commands.json <<END
[
	{ "directory": "$here/gen", "file": "$here/src/app/app.c",
	  "arguments": ["cc", "-I$here/src", "-isystem", "$here/gen/system", "-DROOT=\"$here\"", "-c", "../src/app/app.c"] },
	{ "directory": "$here/gen", "file": "$here/src/net/net.c",
	  "arguments": ["cc", "-I$here/src", "-include", "$here/gen/config.h", "-DAPP=\"$here/src/app/app.h\"", "-c", "../src/net/net.c"] }
]
END
