// SPDX-License-Identifier: Apache-2.0
#include "command/exit_status.h"
