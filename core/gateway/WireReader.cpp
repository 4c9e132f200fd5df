#include "core/gateway/WireReader.h"

#include "core/gateway/Wire.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace textbank::wire {
namespace {

// Beyond these an ISO date has more than four digits of year, or a number is not exact in every JSON library.
constexpr qint64 kFirstMs = 0;
constexpr qint64 kLastMs = 253'402'300'799'999;
constexpr double kExact = 9'007'199'254'740'991.0;

bool isWellFormedUtf16(const QString& text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text.at(i).isSurrogate()) {
            continue;
        }
        if (!text.at(i).isHighSurrogate() || i + 1 == text.size() || !text.at(i + 1).isLowSurrogate()) {
            return false;
        }
        ++i;
    }
    return true;
}

} // namespace

bool isLanguageTag(const QString& tag)
{
    if (tag.isEmpty() || tag.size() > 35 || !(tag.at(0).unicode() < 128 && tag.at(0).isLetter())) {
        return false;
    }
    const auto parts = tag.split(u'-');
    return std::all_of(parts.cbegin(), parts.cend(), [](const QString& part) {
        return !part.isEmpty() && part.size() <= 8 && std::all_of(part.cbegin(), part.cend(), [](QChar c) {
            return c.unicode() < 128 && c.isLetterOrNumber();
        });
    });
}

WireReader::WireReader(const WireReader& parent, const QJsonValue& value, const char* name, qsizetype index)
    : m_object(value.toObject())
    , m_fault(parent.m_fault)
    , m_parent(&parent)
    , m_name(name)
    , m_index(index)
{
    if (!value.isObject()) {
        failAt(parent.path(name, index), "must be an object");
    }
}

QString WireReader::path(const char* name, qsizetype index) const
{
    QString text = m_parent ? m_parent->path(m_name, m_index) + u'.' : QString();
    text += QLatin1String(name);
    if (index >= 0) {
        text += u'[' + QString::number(index) + u']';
    }
    return text;
}

void WireReader::failAt(const QString& path, const char* what)
{
    if (!failed()) {
        *m_fault = path + u": "_s + QLatin1String(what);
    }
}

void WireReader::fail(const char* name, const char* what)
{
    if (!failed()) {
        failAt(path(name), what);
    }
}

bool WireReader::has(const char* name) const
{
    const auto value = m_object.value(QLatin1String(name));
    return !value.isUndefined() && !value.isNull();
}

bool WireReader::isBlank(const char* name) const
{
    const auto value = m_object.value(QLatin1String(name));
    return value.isUndefined() || value.isNull() || (value.isString() && value.toString().isEmpty());
}

QJsonValue WireReader::present(const char* name)
{
    auto value = m_object.value(QLatin1String(name));
    if (value.isUndefined() || value.isNull()) {
        fail(name, "required, missing");
    }
    return value;
}

QJsonValue WireReader::objectAt(const char* name) { return present(name); }

QJsonArray WireReader::arrayAt(const char* name, qsizetype maxItems)
{
    const auto value = present(name);
    if (!value.isArray()) {
        fail(name, "must be a list");
        return {};
    }
    auto items = value.toArray();
    if (items.size() > maxItems) {
        fail(name, "too many items");
        return {};
    }
    return items;
}

QString WireReader::checked(const QJsonValue& value, const char* name, qsizetype index, qsizetype max)
{
    if (failed()) {
        return {};
    }
    if (!value.isString()) {
        failAt(path(name, index), "must be a string");
        return {};
    }
    auto text = value.toString();
    if (text.size() > max) {
        failAt(path(name, index), "too long");
        return {};
    }
    // A lone surrogate has no UTF-8 form: it would change on its way and break the text's hash.
    if (!isWellFormedUtf16(text)) {
        failAt(path(name, index), "not valid Unicode");
        return {};
    }
    return text;
}

QString WireReader::string(const char* name, qsizetype max) { return checked(present(name), name, -1, max); }

QString WireReader::filled(const char* name, qsizetype max)
{
    auto text = string(name, max);
    if (text.isEmpty()) {
        fail(name, "must not be empty");
    }
    return text;
}

QString WireReader::optional(const char* name, qsizetype max) { return optional(name, QString(), max); }

QString WireReader::optional(const char* name, const QString& fallback, qsizetype max)
{
    return has(name) ? string(name, max) : fallback;
}

QString WireReader::idText(const char* name)
{
    auto text = filled(name, kMaxId);
    if (!std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7F; })) {
        fail(name, "not an id");
        return {};
    }
    return text;
}

QString WireReader::language(const char* name, const QString& fallback)
{
    if (!has(name)) {
        return fallback;
    }
    auto tag = string(name, kMaxName);
    if (!isLanguageTag(tag)) {
        fail(name, "not a language tag");
    }
    return tag;
}

qint64 WireReader::integer(const char* name, qint64 least, qint64 most)
{
    const auto value = present(name);
    if (!value.isDouble()) {
        fail(name, "must be a number");
        return least;
    }
    const auto number = value.toDouble();
    if (std::floor(number) != number || std::abs(number) > kExact) {
        fail(name, "must be a whole number");
        return least;
    }
    const auto whole = static_cast<qint64>(number);
    if (whole < least || whole > most) {
        fail(name, "out of range");
        return least;
    }
    return whole;
}

qint64 WireReader::integerOr(const char* name, qint64 least, qint64 most, qint64 fallback)
{
    return has(name) ? integer(name, least, most) : fallback;
}

double WireReader::numberOr(const char* name, double least, double most, double fallback)
{
    if (!has(name)) {
        return fallback;
    }
    const auto value = present(name);
    if (!value.isDouble()) {
        fail(name, "must be a number");
        return fallback;
    }
    const auto number = value.toDouble();
    if (!(number >= least && number <= most)) {
        fail(name, "out of range");
        return fallback;
    }
    return number;
}

bool WireReader::boolean(const char* name)
{
    const auto value = present(name);
    if (!value.isBool()) {
        fail(name, "must be true or false");
    }
    return value.toBool();
}

bool WireReader::booleanOr(const char* name, bool fallback) { return has(name) ? boolean(name) : fallback; }

Instant WireReader::time(const char* name)
{
    const auto text = string(name, 40);
    const auto instant = failed() ? std::nullopt : fromRfc3339(text);
    if (!instant || toMs(*instant) < kFirstMs || toMs(*instant) > kLastMs) {
        fail(name, "not an RFC 3339 time");
        return Instant{};
    }
    return *instant;
}

std::optional<Instant> WireReader::optionalTime(const char* name)
{
    return has(name) ? std::optional(time(name)) : std::nullopt;
}

PhoneNumber WireReader::phone(const char* name)
{
    const auto text = string(name, kMaxName);
    if (failed()) {
        return {};
    }
    const auto number = PhoneNumber::fromE164(text);
    if (!number) {
        fail(name, "not an E.164 number");
        return {};
    }
    return *number;
}

PhoneNumber WireReader::optionalPhone(const char* name) { return isBlank(name) ? PhoneNumber() : phone(name); }

QByteArray WireReader::hex(const char* name, qsizetype bytes)
{
    const auto text = string(name, kMaxName);
    const auto isDigit = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); };
    if (text.size() != 2 * bytes || !std::all_of(text.cbegin(), text.cend(), isDigit)) {
        const auto wanted = "not " + QByteArray::number(2 * bytes) + " lower-case hexadecimal digits";
        fail(name, wanted.constData());
        return {};
    }
    return QByteArray::fromHex(text.toLatin1());
}

Problem WireReader::problem(const char* name)
{
    const auto value = present(name);
    if (!value.isObject()) {
        fail(name, "must be an object");
    }
    return readProblem(value.toObject());
}

QStringList WireReader::strings(const char* name, qsizetype maxItems, qsizetype maxLength)
{
    QStringList values;
    if (!has(name)) {
        return values;
    }
    const auto items = arrayAt(name, maxItems);
    for (qsizetype i = 0; i < items.size() && !failed(); ++i) {
        values.append(checked(items.at(i), name, i, maxLength));
        if (values.last().isEmpty()) {
            failAt(path(name, i), "must not be empty");
        }
    }
    return values;
}

QStringList WireReader::names(qsizetype maxItems)
{
    if (m_object.size() > maxItems) {
        fail("", "too many members");
        return {};
    }
    return m_object.keys();
}

QMap<QString, QString> WireReader::fields(const char* name, qsizetype maxItems, qsizetype maxLength)
{
    QMap<QString, QString> values;
    if (!has(name)) {
        return values;
    }
    const auto value = present(name);
    if (!value.isObject()) {
        fail(name, "must be an object");
        return values;
    }
    const auto members = value.toObject();
    if (members.size() > maxItems) {
        fail(name, "too many members");
        return values;
    }
    // Their names come from somebody's list, so the path stops at the object.
    for (auto it = members.constBegin(); it != members.constEnd() && !failed(); ++it) {
        checked(it.key(), name, -1, kMaxName);
        values.insert(it.key(), checked(it.value(), name, -1, maxLength));
    }
    return values;
}

QMap<QString, QString> WireReader::texts(const char* name)
{
    auto values = fields(name, kMaxLanguages, kMaxString);
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        if (!it.key().isEmpty() && !isLanguageTag(it.key())) {
            fail(name, "a member's name is not a language tag");
        }
    }
    return values;
}

QJsonArray stringArray(const QStringList& items) { return QJsonArray::fromStringList(items); }

QJsonObject stringObject(const QMap<QString, QString>& map)
{
    QJsonObject json;
    for (auto it = map.cbegin(); it != map.cend(); ++it) {
        json.insert(it.key(), it.value());
    }
    return json;
}

} // namespace textbank::wire
