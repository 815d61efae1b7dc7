#define HAS_APP 1
#define APP_NAME app_run
