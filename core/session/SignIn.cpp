#include "core/session/SignIn.h"

#include <sodium.h>

namespace textbank {

void wipeText(QString& text)
{
    if (!text.isEmpty() && text.isDetached()) {
        sodium_memzero(text.data(), static_cast<size_t>(text.size()) * sizeof(QChar));
    }
    text.clear();
}

} // namespace textbank
