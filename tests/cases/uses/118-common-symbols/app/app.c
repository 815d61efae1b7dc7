int shared;
int app_run(void)
{
	return shared++;
}
