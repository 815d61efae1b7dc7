#pragma once
struct file;
struct ops {
	int (*open)(struct file *f);
	int (*close)(struct file *f);
};
struct file {
	const struct ops *ops;
};
extern const struct ops net_ops;
