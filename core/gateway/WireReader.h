#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/model/PhoneNumber.h"
#include "core/model/Problem.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace textbank::wire {

// Limits of the contract, in UTF-16 units and items. They keep one document from taking the memory of many.
inline constexpr qsizetype kMaxString = 20'000;
inline constexpr qsizetype kMaxSendText = 5'000;
inline constexpr qsizetype kMaxName = 500;
inline constexpr qsizetype kMaxId = 128;
inline constexpr qsizetype kMaxToken = 1'000;
inline constexpr qsizetype kMaxLanguages = 100;
inline constexpr qsizetype kMaxFields = 200;
inline constexpr qsizetype kMaxCommands = 100;
inline constexpr int kMaxAttempt = 1'000'000'000;
inline constexpr qsizetype kMaxChanges = 1'000;
inline constexpr qsizetype kMaxConversation = 2'000;
inline constexpr qsizetype kMaxContacts = 10'000;
inline constexpr qsizetype kMaxList = 5'000;

/// By its shape a BCP 47 tag, of at most 35 characters (RFC 5646 section 4.4.1).
bool isLanguageTag(const QString& tag);

/// The wire's name of one value of an enum.
template<class E>
struct WireName
{
    E value;
    const char* name;
};

template<class E, size_t N>
QString nameOf(E value, const WireName<E> (&names)[N])
{
    for (const auto& entry : names) {
        if (entry.value == value) {
            return QString::fromLatin1(entry.name);
        }
    }
    Q_ASSERT_X(false, "wire", "a value without a name");
    return QString::fromLatin1(names[0].name);
}

/// One JSON object read with every member checked. The first thing wrong anywhere in the document is kept with its
/// path; after that every reader of the document returns defaults, so that the reading code needs no branches. A member
/// that is null counts as absent. What was read may be used only when finish() gives it back.
class WireReader
{
public:
    explicit WireReader(const QJsonObject& document)
        : m_object(document)
        , m_fault(&m_own)
    {
    }
    WireReader(const WireReader&) = delete;
    WireReader& operator=(const WireReader&) = delete;

    bool has(const char* name) const;
    bool failed() const { return !m_fault->isEmpty(); }
    /// Records "path.name: what" unless something was wrong before. `what` never holds a value.
    void fail(const char* name, const char* what);

    /// Present and a string, perhaps empty.
    QString string(const char* name, qsizetype max = kMaxString);
    /// Present and not empty.
    QString filled(const char* name, qsizetype max = kMaxString);
    /// Empty when absent.
    QString optional(const char* name, qsizetype max = kMaxString);
    QString optional(const char* name, const QString& fallback, qsizetype max = kMaxString);
    /// An opaque id: 1 to 128 visible ASCII characters.
    template<class I>
    I id(const char* name)
    {
        return I{idText(name)};
    }
    /// Empty when absent or empty.
    template<class I>
    I optionalId(const char* name)
    {
        return isBlank(name) ? I{} : I{idText(name)};
    }
    /// BCP 47, checked for its form only.
    QString language(const char* name, const QString& fallback);

    qint64 integer(const char* name, qint64 least, qint64 most);
    qint64 integerOr(const char* name, qint64 least, qint64 most, qint64 fallback);
    double numberOr(const char* name, double least, double most, double fallback);
    bool boolean(const char* name);
    bool booleanOr(const char* name, bool fallback);
    Instant time(const char* name);
    std::optional<Instant> optionalTime(const char* name);
    PhoneNumber phone(const char* name);
    PhoneNumber optionalPhone(const char* name);
    /// 32 bytes, as 64 lower-case hexadecimal digits.
    QByteArray sha256(const char* name) { return hex(name, 32); }
    /// So many bytes, as lower-case hexadecimal digits.
    QByteArray hex(const char* name, qsizetype bytes);
    /// A problem object; its members are read as readProblem does.
    Problem problem(const char* name);
    /// Of all members, in order; at most so many.
    QStringList names(qsizetype maxItems);
    /// Empty when absent; no empty items.
    QStringList strings(const char* name, qsizetype maxItems, qsizetype maxLength);
    /// Empty when absent.
    QMap<QString, QString> fields(const char* name, qsizetype maxItems, qsizetype maxLength);
    /// Language to text; "" stands for the campaign's own.
    QMap<QString, QString> texts(const char* name);

    template<class E, size_t N>
    E choice(const char* name, const WireName<E> (&names)[N])
    {
        const auto text = string(name, kMaxName);
        if (failed()) {
            return names[0].value;
        }
        for (const auto& entry : names) {
            if (text == QLatin1String(entry.name)) {
                return entry.value;
            }
        }
        fail(name, "not one of the known words");
        return names[0].value;
    }
    template<class E, size_t N>
    E choiceOr(const char* name, const WireName<E> (&names)[N], E fallback)
    {
        return has(name) ? choice(name, names) : fallback;
    }

    /// `read` gets a WireReader& of the member and returns the value.
    template<class Read>
    auto object(const char* name, Read read)
    {
        WireReader inner(*this, objectAt(name), name, -1);
        return read(inner);
    }
    template<class T, class Read>
    T objectOr(const char* name, T fallback, Read read)
    {
        return has(name) ? object(name, read) : fallback;
    }
    template<class T, class Read>
    QList<T> list(const char* name, qsizetype maxItems, Read read)
    {
        const auto items = arrayAt(name, maxItems);
        QList<T> values;
        values.reserve(items.size());
        for (qsizetype i = 0; i < items.size() && !failed(); ++i) {
            WireReader inner(*this, items.at(i), name, i);
            if (!failed()) {
                values.append(read(inner));
            }
        }
        return values;
    }
    template<class T, class Read>
    QList<T> optionalList(const char* name, qsizetype maxItems, Read read)
    {
        return has(name) ? list<T>(name, maxItems, read) : QList<T>{};
    }

    /// The value, or Malformed with the path of the first thing that was wrong.
    template<class T>
    Result<T> finish(T value) const
    {
        if (failed()) {
            return textbank::fail(ErrorCode::Malformed, *m_fault);
        }
        return Result<T>(std::move(value));
    }

private:
    WireReader(const WireReader& parent, const QJsonValue& value, const char* name, qsizetype index);
    QString path(const char* name, qsizetype index = -1) const;
    void failAt(const QString& path, const char* what);
    bool isBlank(const char* name) const;
    QString idText(const char* name);
    QJsonValue present(const char* name);
    QJsonValue objectAt(const char* name);
    QJsonArray arrayAt(const char* name, qsizetype maxItems);
    QString checked(const QJsonValue& value, const char* name, qsizetype index, qsizetype max);

    QJsonObject m_object;
    QString m_own;
    QString* m_fault;
    const WireReader* m_parent = nullptr;
    const char* m_name = nullptr;
    qsizetype m_index = -1;
};

/// Leaves empty strings out: absent and empty are the same on the wire.
inline void put(QJsonObject& json, const char* name, const QString& text)
{
    if (!text.isEmpty()) {
        json.insert(QLatin1String(name), text);
    }
}
QJsonArray stringArray(const QStringList& items);
QJsonObject stringObject(const QMap<QString, QString>& map);

} // namespace textbank::wire
