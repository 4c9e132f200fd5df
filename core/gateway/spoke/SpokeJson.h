#pragma once

#include <QJsonValue>
#include <QString>

namespace textbank::spoke {

/// An id is text on most servers, and a number in some places and where somebody changed that.
inline QString idOf(const QJsonValue& value)
{
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

} // namespace textbank::spoke
