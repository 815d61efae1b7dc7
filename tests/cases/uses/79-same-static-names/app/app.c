static int count;
static int open(int n)
{
	return count += n;
}
int app_run(void)
{
	return open(1);
}
