#include "core/session/JoinLink.h"

#include "core/gateway/HttpGatewayAddress.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kPinBytes = 32;
constexpr int kGroup = 4;
constexpr qsizetype kLongestLink = 4096;

} // namespace

Result<JoinLink> parseJoinLink(const QString& text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (text.size() > kLongestLink || !url.isValid() || url.scheme() != "textbank"_L1 || url.host() != "join"_L1) {
        return fail(ErrorCode::Invalid, u"scheme"_s);
    }
    const QUrlQuery query(url);
    const auto item = [&query](const QString& name) { return query.queryItemValue(name, QUrl::FullyDecoded); };

    JoinLink link;
    const auto address = item(u"gateway"_s);
    if (!address.contains("://"_L1)) {
        return fail(ErrorCode::Invalid, u"gateway"_s);
    }
    const auto gateway = parseGatewayAddress(address);
    if (!gateway) {
        return Unexpected{gateway.error()};
    }
    link.gateway = *gateway;
    link.code = normalisedJoinCode(item(u"code"_s));
    if (link.code.isEmpty()) {
        return fail(ErrorCode::Invalid, u"code"_s);
    }
    const auto pin = item(u"pin"_s).toLatin1().toLower();
    link.pin = QByteArray::fromHex(pin);
    // A pin that cannot be read must not turn into "no pin".
    if (!pin.isEmpty() && (link.pin.size() != kPinBytes || link.pin.toHex() != pin)) {
        return fail(ErrorCode::Invalid, u"pin"_s);
    }
    return link;
}

Result<QUrl> parseGatewayAddress(const QString& text)
{
    auto typed = text.trimmed();
    if (typed.isEmpty() || typed.size() > kLongestLink || typed.contains(u' ')) {
        return fail(ErrorCode::Invalid, u"gateway"_s);
    }
    if (!typed.contains("://"_L1)) {
        typed.prepend("https://"_L1);
    }
    QUrl url(typed, QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)) {
        return fail(ErrorCode::Invalid, u"gateway"_s);
    }
    auto path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/')) {
        path.chop(1);
    }
    url.setPath(path, QUrl::StrictMode);
    if (!isGatewayAddress(url)) {
        auto secure = url;
        secure.setScheme(u"https"_s);
        return fail(ErrorCode::Invalid,
                    url.scheme() == "http"_L1 && isGatewayAddress(secure) ? u"plaintext"_s : u"gateway"_s);
    }
    return url;
}

QString normalisedJoinCode(const QString& typed)
{
    QString code;
    for (const auto letter : typed.normalized(QString::NormalizationForm_KC).toUpper()) {
        const auto read = letter == u'O' ? QChar(u'0') : letter == u'I' || letter == u'L' ? QChar(u'1') : letter;
        if (!(read >= u'0' && read <= u'9') && !(read >= u'A' && read <= u'Z')) {
            continue;
        }
        if (!code.isEmpty() && (code.size() + 1) % (kGroup + 1) == 0) {
            code += u'-';
        }
        code += read;
    }
    return code;
}

QString toText(const JoinLink& link)
{
    const auto encoded = [](const QString& value) { return QString::fromLatin1(QUrl::toPercentEncoding(value)); };
    auto text = u"textbank://join?gateway=%1&code=%2"_s.arg(encoded(link.gateway.toString(QUrl::FullyEncoded)),
                                                            encoded(link.code));
    if (!link.pin.isEmpty()) {
        text += u"&pin="_s + QString::fromLatin1(link.pin.toHex());
    }
    return text;
}

} // namespace textbank
