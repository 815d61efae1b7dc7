#pragma once

#define APP_EPOCH 12
