int app_zero;
