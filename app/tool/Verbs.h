#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <functional>

namespace textbank {

/// One question of textbank-tool: a JSON object in, a JSON object out. Every object gets an answer; what is wrong with
/// it is in "error".
using Verb = std::function<QJsonObject(const QJsonObject&)>;

/// segments, phone, render, optout, classify, check, window.
QStringList verbNames();
/// Empty for a name that is no verb's.
Verb verbNamed(const QString& name);

/// The answer to one line of JSON Lines, without the line's end. A line that is no JSON object, or lacks a member, gets
/// {"error":"malformed","detail":...}.
QByteArray answerLine(const Verb& verb, const QByteArray& line);

} // namespace textbank
