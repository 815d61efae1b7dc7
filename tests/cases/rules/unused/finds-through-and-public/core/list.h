struct list {
	int len;
};
