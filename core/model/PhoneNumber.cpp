#include "core/model/PhoneNumber.h"
