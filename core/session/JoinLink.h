#pragma once

#include "core/base/Result.h"
#include "core/gateway/GatewayKind.h"

#include <QString>
#include <QUrl>
#include <optional>

namespace textbank {

/// Where to join, and by what: textbank://join?gateway=https%3A%2F%2F...&code=ABCD-EFGH&pin=sha256hex&name=..., where
/// "&kind=spoke" stands in for the code, or a web link that Spoke hands out (https://host/…/join).
struct JoinLink
{
    QUrl gateway; ///< https, or http to a loopback address only.
    QString code;
    QByteArray pin;                    ///< SHA-256 of the gateway's certificate, 32 bytes, or empty.
    std::optional<GatewayKind> kind{}; ///< Nothing: found out by asking.
    QString invitation{};              ///< Path of a Spoke link ("/…/join", "/invite/…"), or empty.
    friend bool operator==(const JoinLink&, const JoinLink&) = default;
};

/// Invalid, with detail one of: scheme, gateway, plaintext, code, pin, kind; reset for a link that sets a password,
/// which is for a web browser.
Result<JoinLink> parseJoinLink(const QString& text);
/// What a person types or pastes: a link, with or without https://, or the gateway's address alone. The details of
/// both.
Result<JoinLink> parseLinkOrAddress(const QString& text);
/// What a person types as the gateway's address: adds https://, refuses http beyond loopback, user info, query and
/// fragment.
Result<QUrl> parseGatewayAddress(const QString& text);
/// Upper case, only letters and digits, without look-alikes mixed up (O and 0, I and 1): "abcd efgh" -> "ABCD-EFGH".
QString normalisedJoinCode(const QString& typed);
QString toText(const JoinLink& link);

} // namespace textbank
