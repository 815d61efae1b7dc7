void pong(int n);
void ping(int n);

void ping(int n)
{
	pong(n);
}
