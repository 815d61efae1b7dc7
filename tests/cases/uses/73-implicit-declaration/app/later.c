int app_later(int n)
{
	return n;
}
