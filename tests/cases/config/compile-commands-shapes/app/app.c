int app;
