#include "core/gateway/Wire.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace textbank::wire {

Result<QJsonObject> parseObject(const QByteArray& body)
{
    if (body.size() > kMaxAnswerBytes) {
        return fail(ErrorCode::TooLarge, u"document: %1 bytes"_s.arg(body.size()));
    }
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError) {
        return fail(ErrorCode::Malformed, u"document: %1 at byte %2"_s.arg(error.errorString()).arg(error.offset));
    }
    if (!document.isObject()) {
        return fail(ErrorCode::Malformed, u"document: must be an object"_s);
    }
    return document.object();
}

QByteArray compact(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

} // namespace textbank::wire
